// The lists of ids beside what soapcpp2 2.8.124 generated for the type before it got a reader and a writer of its own:
// the same is accepted, refused, understood and written, on a table of inputs and on mutations of it.
#include "wsdl/wire/int_list.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <soapH.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::wire {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr char const* list_tag = "client:OtherCachedUpdateIDs";

/// As it was generated: soap_in_std__vectorTemplateOfint, without its references.
std::vector<int>* generated_read_items(struct soap* soap, char const* tag, std::vector<int>* a) {
  short soap_flag;
  for (soap_flag = 0;; soap_flag = 1) {
    if (soap_element_begin_in(soap, tag, 1, nullptr)) break;
    soap_revert(soap);
    a->emplace_back();
    int* n = &a->back();
    *n = 0;
    if (!soap_inint(soap, tag, n, "xsd:int", SOAP_TYPE_int)) {
      a->pop_back();
      break;
    }
  }
  if (soap_flag && (soap->error == SOAP_TAG_MISMATCH || soap->error == SOAP_NO_TAG)) {
    soap->error = SOAP_OK;
    return a;
  }
  return nullptr;
}

/// As it was generated: soap_in_client__ArrayOfInt.
IntList* generated_read(struct soap* soap, char const* tag, IntList* a) {
  if (soap_element_begin_in(soap, tag, 0, nullptr)) return nullptr;
  if (soap->body) {
    for (;;) {
      soap->error = SOAP_TAG_MISMATCH;
      if (generated_read_items(soap, "client:int", &a->values)) continue;
      if (soap->error == SOAP_TAG_MISMATCH) soap->error = soap_ignore_element(soap);
      if (soap->error == SOAP_NO_TAG) break;
      if (soap->error) return nullptr;
    }
    if (soap_element_end_in(soap, tag)) return nullptr;
  }
  return a;
}

/// As it was generated: soap_out_client__ArrayOfInt.
int generated_write(struct soap* soap, char const* tag, IntList const* a) {
  if (soap_element_begin_out(soap, tag, -1, "")) return soap->error;
  for (int const value : a->values) {
    if (soap_outint(soap, "client:int", -1, &value, "", SOAP_TYPE_int)) return soap->error;
  }
  return soap_element_end_out(soap, tag);
}

IntList* our_read(struct soap* soap, char const* tag, IntList* list) {
  return soap_in_client__ArrayOfInt(soap, tag, list, "client:ArrayOfInt");
}

int our_write(struct soap* soap, char const* tag, IntList const* list) {
  return soap_out_client__ArrayOfInt(soap, tag, -1, list, "");
}

/// A context as an engine has it, on buffers.
class Context {
public:
  explicit Context(soap_mode more = 0)
      : soap_(soap_new1(SOAP_ENC_PLAIN | SOAP_IO_BUFFER | SOAP_XML_TREE | SOAP_C_UTFSTRING | more)) {
    soap_->user = this;
    soap_->frecv = [](struct soap* soap, char* buffer, std::size_t size) {
      auto& self = *static_cast<Context*>(soap->user);
      auto const count = std::min({size, self.unread_.size(), self.piece_});
      std::memcpy(buffer, self.unread_.data(), count);
      self.unread_.remove_prefix(count);
      return count;
    };
    soap_->fsend = [](struct soap* soap, char const* bytes, std::size_t count) {
      static_cast<Context*>(soap->user)->written_.append(bytes, count);
      return SOAP_OK;
    };
    soap_->fpoll = nullptr;
    soap_->fclose = nullptr;
    soap_->maxlevel = 8;
  }
  ~Context() {
    soap_destroy(soap_);
    soap_end(soap_);
    soap_free(soap_);
  }
  Context(Context const&) = delete;
  Context& operator=(Context const&) = delete;

  void set_deepest(unsigned level) { soap_->maxlevel = level; }

  /// What a reader makes of a document: its result, and where and how it left the context.
  struct Seen {
    bool read = false;
    int error = 0;
    std::vector<int> values{};
    std::string rest{};
    unsigned level = 0;
    bool operator==(Seen const&) const = default;
  };
  using Reader = IntList* (*)(struct soap*, char const* tag, IntList*);

  /// `piece`: how many bytes gSOAP gets at a time.
  Seen read(Reader reader, std::string_view document, std::size_t piece = 65'536) {
    unread_ = document;
    piece_ = piece;
    soap_begin(soap_);
    soap_set_namespaces(soap_, namespaces);
    soap_->version = 1;
    soap_begin_recv(soap_);
    IntList list;
    auto const* const result = reader(soap_, list_tag, &list);
    Seen seen{.read = result != nullptr, .error = soap_->error, .values = list.values, .level = soap_->level};
    if (result != nullptr) {
      seen.rest.assign(soap_->buf + soap_->bufidx, soap_->buflen - soap_->bufidx);
      seen.rest += unread_;
    }
    soap_destroy(soap_);
    soap_end(soap_);
    return seen;
  }

  using Writer = int (*)(struct soap*, char const* tag, IntList const*);
  std::optional<std::string> written(Writer writer, std::vector<int> const& values) {
    written_.clear();
    soap_begin(soap_);
    soap_set_namespaces(soap_, namespaces);
    soap_->version = 1;
    soap_begin_send(soap_);
    IntList const list{values};
    bool const done = soap_element_begin_out(soap_, "client:parameters", -1, "") == SOAP_OK &&
                      writer(soap_, list_tag, &list) == SOAP_OK &&
                      soap_element_end_out(soap_, "client:parameters") == SOAP_OK && soap_end_send(soap_) == SOAP_OK;
    soap_destroy(soap_);
    soap_end(soap_);
    return done ? std::optional(written_) : std::nullopt;
  }

private:
  struct soap* soap_;
  std::string_view unread_{};
  std::size_t piece_ = 65'536;
  std::string written_{};
};

/// A list in the service's namespace, and what is behind it in a message.
std::string list_of(std::string_view items, std::string_view attributes = "") {
  return fmt::format(
      R"(<OtherCachedUpdateIDs xmlns="http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService" )"
      R"(xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" )"
      R"(xmlns:c="http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService" xmlns:o="urn:other"{}>{})"
      R"(</OtherCachedUpdateIDs><SkipSoftwareSync>false</SkipSoftwareSync></parameters></SyncUpdates>)",
      attributes, items);
}

std::vector<std::string> documents() {
  std::vector<std::string> all;
  for (std::string_view const items :
       {"",
        "<int>1</int>",
        "<int>1</int><int>2</int><int>30000</int>",
        "<int>0</int><int>007</int><int>-5</int>",
        "<int>+5</int>",
        "<int>2147483647</int>",
        "<int>2147483648</int>",
        "<int>-2147483648</int>",
        "<int>-2147483649</int>",
        "<int>4294967297</int>",
        "<int>9999999999</int>",
        "<int>99999999999</int>",
        "<int>18446744073709551617</int>",
        "<int>1</int><int>99999999999999999999999</int>",
        "<int></int>",
        "<int/>",
        "<int />",
        "<int>1</int><int/><int>2</int>",
        "<int>x</int>",
        "<int>1x</int>",
        "<int>1 2</int>",
        "<int>0x10</int>",
        "<int>1.0</int>",
        "<int>1e3</int>",
        "<int> 1 </int>",
        "<int>\n1\t</int>",
        "<int>1</int >",
        "<int >1</int>",
        "< int>1</int>",
        "\r\n  <int>1</int>\r\n\t<int>2</int>\r\n",
        "<c:int>1</c:int><c:int>2</c:int>",
        "<int>1</int><c:int>2</c:int><int>3</int>",
        "<o:int>1</o:int><int>2</int>",
        "<int>1</int><o:int>x</o:int>",
        "<undeclared:int>1</undeclared:int>",
        "<int>1</int><undeclared:int>1</undeclared:int>",
        "<int xmlns=\"urn:other\">1</int><int>2</int>",
        "<int>1</int><int xmlns=\"urn:other\">2</int><int>3</int>",
        "<int xmlns=\"http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService\">1</int><int>2</int>",
        "<o:int xmlns:o=\"http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService\">1</o:int>"
        "<o:int>2</o:int><int>3</int>",
        "<Int>1</Int><int>2</int>",
        "<integer>1</integer><int>2</int>",
        "<in>1</in><int>2</int>",
        "<int>1</int><x><int>7</int></x><int>2</int>",
        "<int>1</int><x/><int>2</int>",
        "<int>1<x/></int><int>2</int>",
        "<int><int>1</int></int><int>2</int>",
        "<int>1</int>text<int>2</int>",
        "text",
        "text<int>2</int>",
        "<int>1</int><!-- between --><int>2</int>",
        "<int><!-- before -->1</int><int>2</int>",
        "<int>1<!-- behind --></int><int>2</int>",
        "<int>1<!-- within -->2</int>",
        "<!-- only -->",
        "<int>1</int><?pi between?><int>2</int>",
        "<int>1<?pi?></int><int>2</int>",
        "<int><![CDATA[1]]></int><int>2</int>",
        "<int>1<![CDATA[2]]></int>",
        "<![CDATA[<int>5</int>]]><int>2</int>",
        "<int>1</int><![CDATA[ ]]><int>2</int>",
        "<int>&#49;</int><int>2</int>",
        "<int>&#x31;2</int>",
        "<int>1&#32;</int>",
        "<int>1&amp;</int>",
        "<int xsi:nil=\"true\"/><int>2</int>",
        "<int xsi:nil=\"true\"></int><int>2</int>",
        "<int xsi:nil=\"1\">5</int><int>2</int>",
        "<int xsi:nil=\"false\">5</int><int>2</int>",
        "<int xsi:type=\"xsd:int\">1</int><int>2</int>",
        "<int xsi:type=\"xsd:short\">1</int>",
        "<int xsi:type=\"xsd:string\">1</int><int>2</int>",
        "<int id=\"a\">1</int><int href=\"#a\"/>",
        "<int href=\"#a\">1</int>",
        "<int anything=\"x>y\">1</int><int>2</int>",
        "<int>1</other><int>2</int>",
        "<int>1</in><int>2</int>",
        "<int>1",
        "<int>1</int",
        "<int>1</int><int>",
        "<int>1</int><",
        "<int>1</int><int",
        "</int>",
        "<int>1</int></int>"}) {
    all.push_back(list_of(items));
  }
  std::string many;
  for (int id = 1; id < 9'000; ++id) many += fmt::format("<int>{}</int>", id * 7919 % 1'000'003);
  all.push_back(list_of(many));
  all.push_back(list_of("<int>1</int>", " xsi:nil=\"true\""));
  all.push_back(list_of("<int>1</int>", " xsi:nil=\"false\" id=\"x\""));
  all.emplace_back(R"(<OtherCachedUpdateIDs xmlns="urn:other"><int>1</int></OtherCachedUpdateIDs>)");
  all.emplace_back(R"(<o:OtherCachedUpdateIDs xmlns:o="http://www.microsoft.com/SoftwareDistribution/Server/)"
                   R"(ClientWebService"><int>1</int><o:int>2</o:int><o:int>3</o:int></o:OtherCachedUpdateIDs>)"
                   R"(<o:SkipSoftwareSync>false</o:SkipSoftwareSync>)");
  all.emplace_back(R"(<OtherCachedUpdateIDs xmlns="http://www.microsoft.com/SoftwareDistribution/Server/)"
                   R"(ClientWebService"/><SkipSoftwareSync>false</SkipSoftwareSync>)");
  return all;
}

std::string shown(Context::Seen const& seen) {
  return fmt::format("read {} error {} values {} first {} rest {} level {}", seen.read, seen.error, seen.values.size(),
                     seen.values.empty() ? 0 : seen.values.front(), seen.rest.size(), seen.level);
}

void expect_same(Context& context, std::string const& document, std::size_t piece = 65'536) {
  auto const generated = context.read(generated_read, document, piece);
  auto const ours = context.read(our_read, document, piece);
  EXPECT_EQ(ours, generated) << document.substr(0, 900) << "\n ours:      " << shown(ours)
                             << "\n generated: " << shown(generated);
}

TEST(IntList, ReadsWhatTheGeneratedReaderReads) {
  Context context;
  for (auto const& document : documents()) expect_same(context, document);
}

TEST(IntList, ReadsTheSameWhereverTheBufferEnds) {
  Context context;
  for (auto const& document : documents()) {
    for (std::size_t const piece : {1U, 7U, 64U, 401U})
      if (document.size() < 4'000) expect_same(context, document, piece);
  }
}

TEST(IntList, ReadsTheSameOfMutatedDocuments) {
  Context context;
  std::mt19937 random(20261004);
  auto const below = [&](std::size_t bound) { return static_cast<std::size_t>(random() % bound); };
  constexpr std::string_view letters = "<>/inte: 0123456789-+&;#x\"='!?[]\ncoO.";
  auto all = documents();
  std::erase_if(all, [](std::string const& document) { return document.size() > 4'000; });
  for (int round = 0; round < 10'000; ++round) {
    auto document = all[below(all.size())];
    for (auto changes = 1 + below(3); changes > 0; --changes) {
      auto const at = below(document.size());
      switch (below(4)) {
      case 0: document[at] = letters[below(letters.size())]; break;
      case 1: document.insert(at, 1, letters[below(letters.size())]); break;
      case 2: document.erase(at, 1 + below(6)); break;
      default: document.insert(at, document.substr(below(document.size()), 1 + below(24))); break;
      }
    }
    expect_same(context, document, round % 3 == 0 ? 1 + below(90) : 65'536);
    if (HasFailure()) return;
  }
}

TEST(IntList, NumbersAreTheOnesThatWereSent) {
  Context context;
  auto const values = [&](std::string_view items) { return context.read(our_read, list_of(items)).values; };
  EXPECT_THAT(values("<int>1</int><int>2147483647</int><int>-7</int> <int>0012</int>"),
              ElementsAre(1, 2147483647, -7, 12));
  EXPECT_THAT(values("<o:int>1</o:int>"), IsEmpty());
  EXPECT_FALSE(context.read(our_read, list_of("<int>2147483648</int>")).read);
  EXPECT_FALSE(context.read(our_read, list_of("<int>12a</int>")).read);
}

/// Both readers count the levels of elements: an item below the last level that is allowed is refused.
TEST(IntList, ElementsBeyondTheDeepestLevelAreRefused) {
  auto const read_at = [](unsigned deepest, Context::Reader reader) {
    Context context;
    context.set_deepest(deepest);
    return context.read(reader, list_of("<int>1</int><int>2</int>"));
  };
  for (unsigned deepest = 1; deepest < 5; ++deepest)
    EXPECT_EQ(read_at(deepest, our_read), read_at(deepest, generated_read)) << deepest;
  EXPECT_EQ(read_at(1, our_read).error, SOAP_LEVEL);
  EXPECT_TRUE(read_at(2, our_read).read);
}

TEST(IntList, WritesWhatTheGeneratedWriterWrites) {
  std::vector<int> many;
  for (int id = 0; id < 20'000; ++id) many.push_back(id * 7919 - 50'000'000);
  for (soap_mode const mode : {soap_mode{0}, SOAP_XML_DEFAULTNS, SOAP_XML_DEFAULTNS | SOAP_XML_INDENT,
                               SOAP_XML_DEFAULTNS | SOAP_XML_CANONICAL}) {
    Context context(mode);
    for (auto const& values : {std::vector<int>{}, {1}, {1, 2}, {0, -1, 2147483647, -2147483647 - 1}, many}) {
      auto const generated = context.written(generated_write, values);
      ASSERT_TRUE(generated.has_value());
      EXPECT_EQ(context.written(our_write, values), generated) << mode << " " << values.size();
    }
  }
}

}  // namespace
}  // namespace wsus::wire
