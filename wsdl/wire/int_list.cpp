// Reads and writes client__ArrayOfInt in the place of generated code. What it accepts, refuses and writes is what
// soapcpp2 2.8.124 generates for the type (int_list_test compares the two); only the plain runs among the elements go
// past gSOAP's parser: 0.09 us an element there, a tenth of it here.
#include "wsdl/wire/int_list.hpp"

#include "wsdl/wire/int_run.hpp"

#include <soapH.h>

#include <span>
#include <string>
#include <string_view>

namespace wsus::wire {
namespace {

constexpr char const* item = "client:int";

/// What gSOAP has of the message and has not looked at; empty while it holds back a character or an element.
std::string_view unread(struct soap* soap) {
  if (soap->peeked || soap->ahead || soap->cdata) return {};
  return {soap->buf + soap->bufidx, soap->buflen - soap->bufidx};
}

/// Whether an element spelt so is `item` here. The bindings of the element before are dropped first, as gSOAP does when
/// it looks at the next one.
bool is_item(struct soap* soap, std::string const& name) {
  soap_pop_namespace(soap);
  return soap_match_tag(soap, name.c_str(), item) == SOAP_OK;
}

/// Takes the plain elements that come next, if there are any. The rest, an error included, is for gSOAP.
bool take_plain(struct soap* soap, IntList& list) {
  auto const text = unread(soap);
  if (text.size() < IntRun::look_ahead || soap->level >= soap->maxlevel) return false;
  auto const run = IntRun::at(text);
  if (!run || !is_item(soap, run->name())) return false;
  auto const taken = run->take(text, list.values);
  soap->bufidx += taken;
  return taken > 0;
}

/// One element by gSOAP. False: there is none, or it is wrong, as soap->error says.
bool read_one(struct soap* soap, IntList& list) {
  if (soap_element_begin_in(soap, item, 1, nullptr) != SOAP_OK) return false;
  soap_revert(soap);
  soap->id[0] = soap->href[0] = '\0';  // nobody may be referred to `value`; with SOAP_XML_TREE both are empty anyway
  int value = 0;
  if (soap_inint(soap, item, &value, "xsd:int", SOAP_TYPE_int) == nullptr) return false;
  list.values.push_back(value);
  return true;
}

/// Up to the end tag of the list; elements that are no `item` are passed over. The error that is set before an element
/// is looked at is what the generated loops set there: where the text ends, gSOAP gives that one back.
int read_all(struct soap* soap, IntList& list) {
  for (bool behind_item = false;;) {
    behind_item |= take_plain(soap, list);
    soap->error = behind_item ? SOAP_OK : SOAP_TAG_MISMATCH;
    behind_item = read_one(soap, list);
    if (behind_item) continue;
    if (soap->error == SOAP_TAG_MISMATCH) soap->error = soap_ignore_element(soap);
    if (soap->error == SOAP_NO_TAG) return SOAP_OK;
    if (soap->error != SOAP_OK) return soap->error;
  }
}

/// Whether gSOAP would write every element behind the first as `<int>value</int>`: the list and its items are of one
/// namespace, which is the default one by then.
bool writes_plain(struct soap* soap) {
  return (soap->mode & SOAP_XML_DEFAULTNS) != 0 &&
         (soap->mode & (SOAP_XML_INDENT | SOAP_XML_CANONICAL | SOAP_XML_DOM)) == 0;
}

int write_all(struct soap* soap, std::span<int const> values) {
  while (!values.empty()) {
    if (soap_outint(soap, item, -1, values.data(), "", SOAP_TYPE_int) != SOAP_OK) return soap->error;
    values = values.subspan(1);
    if (!writes_plain(soap)) continue;
    std::string elements;
    append_int_elements(values, elements);
    return soap_send_raw(soap, elements.data(), elements.size());
  }
  return SOAP_OK;
}

}  // namespace
}  // namespace wsus::wire

// The names that generated code calls: declared in soapH.h.

void soap_default_client__ArrayOfInt(struct soap*, wsus::wire::IntList* list) { list->values.clear(); }

void soap_serialize_client__ArrayOfInt(struct soap*, wsus::wire::IntList const*) {}  // nothing that is referred to

int soap_out_client__ArrayOfInt(struct soap* soap, char const* tag, int id, wsus::wire::IntList const* list,
                                char const* type) {
  id = soap_embedded_id(soap, id, list, SOAP_TYPE_client__ArrayOfInt);
  if (soap_element_begin_out(soap, tag, id, type) != SOAP_OK) return soap->error;
  if (wsus::wire::write_all(soap, list->values) != SOAP_OK) return soap->error;
  return soap_element_end_out(soap, tag);
}

/// References (`href`) are not followed: messages are read with SOAP_XML_TREE, which makes them plain data.
wsus::wire::IntList* soap_in_client__ArrayOfInt(struct soap* soap, char const* tag, wsus::wire::IntList* list,
                                                char const* /*type*/) {
  if (soap_element_begin_in(soap, tag, 0, nullptr) != SOAP_OK) return nullptr;
  list = static_cast<wsus::wire::IntList*>(soap_id_enter(soap, soap->id, list, SOAP_TYPE_client__ArrayOfInt,
                                                         sizeof(wsus::wire::IntList), soap->type, soap->arrayType,
                                                         soap_instantiate, soap_fbase));
  if (list == nullptr) return nullptr;
  if (soap->body == 0) return list;
  if (wsus::wire::read_all(soap, *list) != SOAP_OK) return nullptr;
  if (soap_element_end_in(soap, tag) != SOAP_OK) return nullptr;
  return list;
}
