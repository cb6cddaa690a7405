// The ends of messages: see message_ends.hpp. Each function sets what gSOAP 2.8.124 sets, as far as messages on buffers
// (SOAP_ENC_PLAIN) can tell: no HTTP, no attachments, no compression.
#include "wsdl/wire/message_ends.hpp"

#include <stdsoap2.h>

#include <cstddef>
#include <cstdlib>

namespace {

/// Whether an engine has made the context.
bool is_ours(struct soap const* soap) {
  constexpr soap_mode both = SOAP_ENC_PLAIN | SOAP_XML_TREE;
  return (soap->imode & both) == both && (soap->omode & both) == both;
}

/// Whether the tables are empty without a look at them.
bool has_empty_tables(struct soap const* soap) {
  return is_ours(soap) && soap->version != 2 && soap->pblk == nullptr && soap->xlist == nullptr;
}

void free_bindings(struct soap* soap) {
  while (soap->nlist != nullptr) {
    auto* const next = soap->nlist->next;
    std::free(soap->nlist);
    soap->nlist = next;
  }
}

void free_attributes(struct soap* soap) {
  while (soap->attributes != nullptr) {
    auto* const next = soap->attributes->next;
    std::free(soap->attributes->value);
    std::free(soap->attributes);
    soap->attributes = next;
  }
}

void free_namespaces(struct soap* soap) {
  for (auto* entry = soap->local_namespaces; entry != nullptr && entry->id != nullptr; ++entry) std::free(entry->out);
  std::free(soap->local_namespaces);
  soap->local_namespaces = nullptr;
}

/// The buffer for texts is kept for the next message, unless one has made it large.
void reset_text_buffer(struct soap* soap) {
  constexpr std::size_t most_kept = 16U << 10U;
  soap->labidx = 0;
  if (soap->lablen <= most_kept) return;
  std::free(soap->labbuf);
  soap->labbuf = nullptr;
  soap->lablen = 0;
}

/// gSOAP's soap_free_temp but for the tables.
void free_temporary(struct soap* soap) {
  free_bindings(soap);
  while (soap->blist != nullptr) soap_end_block(soap, nullptr);
  free_attributes(soap);
  reset_text_buffer(soap);
  free_namespaces(soap);
}

bool is_blank(soap_wchar c) { return c >= 0 && c <= 32; }

/// Up to the first character that is neither a blank nor the byte order mark.
int skip_to_first_character(struct soap* soap) {
  constexpr soap_wchar mark_begin = 0xEF;
  auto const next = [soap] { return static_cast<soap_wchar>(soap_getchar(soap)); };
  auto c = next();
  while (is_blank(c)) c = next();
  if (c == mark_begin && soap_get0(soap) == 0xBB) {
    soap->bufidx += 1;
    c = next();
    if (c == 0xBF) c = next();
    while (is_blank(c)) c = next();
  }
  if (c == EOF) return soap->error = SOAP_EOF;
  soap_unget(soap, c);
  return SOAP_OK;
}

}  // namespace

int wsus_soap_set_namespaces(struct soap* soap, struct Namespace const* table) {
  bool const is_set = is_ours(soap) && soap->namespaces != nullptr;
  return is_set ? SOAP_OK : soap_set_namespaces(soap, table);
}

void wsus_soap_begin(struct soap* soap) {
  if (!has_empty_tables(soap)) return soap_begin(soap);
  soap->error = SOAP_OK;
  soap->buflen = soap->bufidx = 0;
  soap->encoding = 0;
  soap->mode = 0;
  soap->part = SOAP_END;
  soap->peeked = 0;
  soap->ahead = 0;
  soap->level = 0;
  soap->encodingStyle = "";
  free_temporary(soap);
}

int wsus_soap_begin_recv(struct soap* soap) {
  if (!has_empty_tables(soap)) return soap_begin_recv(soap);
  soap->error = soap->recverror = SOAP_OK;
  free_temporary(soap);
  soap_set_local_namespaces(soap);
  soap->version = 0;
  soap->imode &= ~static_cast<soap_mode>(SOAP_ENC_DIME | SOAP_ENC_MIME | SOAP_ENC_ZLIB);
  soap->mode = soap->imode;
  soap->keep_alive = 0;
  soap->buflen = soap->bufidx = 0;
  soap->null = 0;
  soap->position = 0;
  soap->mustUnderstand = 0;
  soap->shaky = 0;
  soap->ahead = 0;
  soap->peeked = 0;
  soap->level = 0;
  soap->part = SOAP_BEGIN_RECV;
  soap->count = soap->length = 0;
  soap->cdata = 0;
  soap->header = nullptr;
  soap->fault = nullptr;
  soap->status = 0;
  soap->body = 1;
  return skip_to_first_character(soap);
}

int wsus_soap_end_recv(struct soap* soap) {
  if (!has_empty_tables(soap)) return soap_end_recv(soap);
  soap->part = SOAP_END;
  free_bindings(soap);
  return SOAP_OK;
}

void wsus::wire::free_message(struct soap* soap) {
  soap_destroy(soap);
  if (!has_empty_tables(soap)) return soap_end(soap);
  free_temporary(soap);
  soap_dealloc(soap, nullptr);
}
