// Promise: any text is one revision whose fragments, wrapped, are well-formed XML, or one ConfigError that names its
// file; nothing else is thrown.
#include "server/catalogue/fragments.hpp"
#include "server/catalogue/import.hpp"
#include "server/config/node.hpp"
#include "tests/fuzz/harness.hpp"
#include "wsdl/wire/text_guard.hpp"

#include <pugixml.hpp>

namespace {

void require_xml(std::string const& fragment, std::string const& name) {
  using wsus::fuzz::require;
  auto const bad = wsus::wire::find_bad_text(fragment);
  require(!bad, name + " has characters of XML only: " + (bad ? bad->what : ""));
  pugi::xml_document document;
  auto const wrapped = "<wrapped>" + fragment + "</wrapped>";
  auto const result = document.load_buffer(wrapped.data(), wrapped.size(), pugi::parse_default, pugi::encoding_utf8);
  require(bool(result), name + " is well-formed: " + result.description());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace wsus;
  try {
    auto const imported = catalogue::import_document(fuzz::text_of(data, size), "fuzz.xml", {.max_file_size = 64});
    fuzz::require(imported.revisions.size() == 1, "a document is one revision");
    auto const& revision = imported.revisions.front();
    require_xml(catalogue::core_fragment(revision), "Core");
    require_xml(catalogue::extended_fragment(revision), "Extended");
    for (auto const& [language, fragment] : revision.imported->localized) require_xml(fragment, language);
    for (auto const& eula : revision.eulas) require_xml(catalogue::eula_fragment(eula), "Eula");
  } catch (config::ConfigError const& error) {
    fuzz::require(std::string_view(error.what()).starts_with("fuzz.xml:"), "a mistake names its file");
  }
  return 0;
}
