// `texts:`, `extended:`, `eula:`, `install_command:` of an entry (wusp-protocol 8.3).
#include "server/catalogue/content.hpp"
#include "server/catalogue/digest_cache.hpp"
#include "server/catalogue/entry_parts.hpp"
#include "server/catalogue/language_tags.hpp"
#include "server/catalogue/value_readers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace wsus::catalogue {
namespace {

using config::Node;

domain::LocalizedTexts read_texts_of(Node const& node, std::string language) {
  domain::LocalizedTexts texts{.language = std::move(language), .title = read_name(node.required("title"))};
  texts.description = optional_text(node, "description");
  texts.uninstall_notes = optional_text(node, "uninstall_notes");
  texts.more_info_url = optional_text(node, "more_info_url");
  texts.support_url = optional_text(node, "support_url");
  node.done();
  return texts;
}

/// The title in English is also the title of the revision, so it stands in one place only.
void take_english(Node const& place, domain::LocalizedTexts const& texts, domain::Revision& revision) {
  if (!revision.title.empty() || !revision.description.empty()) {
    place.fail("English texts beside title or description", "one of the two");
  }
  revision.title = texts.title;
  revision.description = texts.description;
}

std::string read_kb(Node const& node) {
  auto text = node.text();
  if (text.empty() || text.find_first_not_of("0123456789") != std::string::npos) {
    node.fail(fmt::format("'{}'", text), "digits such as 5000201");
  }
  return text;
}

std::string read_geo_id(Node const& node) {
  auto text = node.text();
  auto const is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (text.size() != 3 || !std::all_of(text.begin(), text.end(), is_upper)) {
    node.fail(fmt::format("'{}'", text), "three capital letters such as DEU");
  }
  return text;
}

/// "5.0": two numbers.
std::string read_protocol_version(Node const& node) {
  auto text = node.text();
  auto const dot = text.find('.');
  auto const is_number = [](std::string_view part) {
    return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
  };
  if (dot == std::string::npos || !is_number(std::string_view(text).substr(0, dot)) ||
      !is_number(std::string_view(text).substr(dot + 1)))
    node.fail(fmt::format("'{}'", text), "two numbers such as 5.0");
  return text;
}

std::vector<std::string> results() { return {"Succeeded", "Failed", "Cancelled"}; }

domain::ReturnCode read_return_code(Node const& node) {
  domain::ReturnCode code;
  code.code =
      static_cast<int>(node.required("code").integer(std::numeric_limits<int>::min(), std::numeric_limits<int>::max()));
  if (auto const result = node.child("result")) code.result = result->word(results());
  if (auto const reboot = node.child("reboot")) code.reboot = reboot->boolean();
  node.done();
  return code;
}

domain::Eula read_eula_file(Node const& node, EntryDefaults const& defaults, wusp::UtcTime modified) {
  domain::Eula eula{.language = read_language(node.required("language"))};
  if (auto const geo = node.child("geo_id")) eula.geo_id = read_geo_id(*geo);
  eula.file = read_file(node, defaults, modified);
  node.done();
  return eula;
}

}  // namespace

void read_translations(Node const& texts, domain::Revision& revision) {
  for (auto const& language : texts.keys()) {
    auto const place = texts.required(language);
    if (!is_language_tag(language)) {
      place.fail(fmt::format("the key '{}'", language), "a language tag such as de or pt-BR");
    }
    auto const same = [&](domain::LocalizedTexts const& other) { return same_ignoring_case(other.language, language); };
    if (std::any_of(revision.translations.begin(), revision.translations.end(), same)) {
      place.fail(fmt::format("the language '{}' a second time", language), "every language once, in any case");
    }
    auto read = read_texts_of(place, language);
    if (same_ignoring_case(language, "en")) take_english(place, read, revision);
    revision.translations.push_back(std::move(read));
  }
}

void read_extended(Node const& node, domain::Revision& revision) {
  auto& extended = revision.extended;
  if (auto const severity = node.child("severity")) {
    extended.msrc_severity = severity->word({"Critical", "Important", "Moderate", "Low"});
  }
  if (auto const kb = node.child("kb")) extended.kb_article_id = read_kb(*kb);
  extended.security_bulletin_id = optional_text(node, "bulletin");
  extended.support_url = optional_text(node, "support_url");
  if (auto const impact = node.child("impact")) {
    extended.impact = impact->word({"Normal", "Minor", "RequiresExclusiveHandling"});
  }
  if (auto const reboot = node.child("reboot")) {
    extended.reboot_behavior = reboot->word({"NeverReboots", "AlwaysRequiresReboot", "CanRequestReboot"});
  }
  if (auto const uninstallable = node.child("uninstallable")) extended.can_uninstall = uninstallable->boolean();
  if (auto const beta = node.child("beta")) extended.is_beta = beta->boolean();
  if (auto const version = node.child("protocol_version"))
    extended.compatible_protocol_version = read_protocol_version(*version);
  node.done();
}

void read_eula(Node const& node, EntryDefaults const& defaults, domain::Revision& revision) {
  revision.eula_id = read_guid(node.required("id"));
  for (auto const& item : one_or_more(node.required("files"))) {
    auto eula = read_eula_file(item, defaults, revision.deployment.last_change);
    auto const same = [&](domain::Eula const& other) {
      return same_ignoring_case(other.language, eula.language) && other.geo_id == eula.geo_id;
    };
    if (std::any_of(revision.eulas.begin(), revision.eulas.end(), same)) {
      item.fail("a second text of this language and place", "every language once a place");
    }
    revision.eulas.push_back(std::move(eula));
  }
  node.done();
}

void read_install_command(Node const& node, domain::Revision& revision) {
  if (revision.handler != "CommandLineInstallation" || revision.files.empty()) {
    node.fail("an install_command", "install_command only with files and the handler CommandLineInstallation");
  }
  auto& command = revision.install_command;
  command.program = optional_text(node, "program");
  if (auto const arguments = node.child("arguments")) command.arguments = arguments->text();
  if (auto const reboot = node.child("reboot_by_default")) command.reboot_by_default = reboot->boolean();
  if (auto const result = node.child("default_result")) command.default_result = result->word(results());
  if (auto const codes = node.child("return_codes")) {
    command.return_codes.clear();
    for (auto const& item : codes->items()) {
      auto code = read_return_code(item);
      auto const same = [&](domain::ReturnCode const& other) { return other.code == code.code; };
      if (std::any_of(command.return_codes.begin(), command.return_codes.end(), same)) {
        item.required("code").fail(fmt::format("the code {} a second time", code.code), "every code once");
      }
      command.return_codes.push_back(std::move(code));
    }
  }
  node.done();
}

domain::File read_file(Node const& node, EntryDefaults const& defaults, wusp::UtcTime modified) {
  auto const name = node.required("name");
  auto text = name.text();
  if (text.empty() || text.find_first_of("/\\:") != std::string::npos) {
    name.fail(fmt::format("'{}'", text), "a file name without folders");
  }
  auto const size = static_cast<std::uint64_t>(node.required("size").integer(1, max_content_size));
  if (defaults.digests != nullptr)
    return defaults.digests->make_file(defaults.content_seed, std::move(text), size, modified);
  return make_file(defaults.content_seed, std::move(text), size, modified);
}

}  // namespace wsus::catalogue
