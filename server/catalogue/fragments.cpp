// Core, Extended and LocalizedProperties fragments (wusp-protocol 8.1 to 8.3).
#include "server/catalogue/fragments.hpp"

#include "server/catalogue/fragment_writer.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <numeric>
#include <span>

namespace wsus::catalogue {
namespace {

constexpr std::string_view handler_base = "http://schemas.microsoft.com/msus/2002/12/UpdateHandlers/";

template <typename Sink>
void write_reference(FragmentWriter<Sink>& xml, wusp::Guid const& update) {
  xml.open("UpdateIdentity");
  xml.attribute("UpdateID", to_string(update));
  xml.close("UpdateIdentity");
}

template <typename Sink>
void write_identity(FragmentWriter<Sink>& xml, domain::UpdateIdentity const& identity) {
  xml.open("UpdateIdentity");
  xml.attribute("UpdateID", to_string(identity.update_id));
  xml.attribute("RevisionNumber", identity.revision_number);
  xml.close("UpdateIdentity");
}

/// Attributes that equal their default (ExplicitlyDeployable="false") are left out (wusp-protocol 8.1).
template <typename Sink>
void write_properties(FragmentWriter<Sink>& xml, domain::Revision const& revision) {
  xml.open("Properties");
  xml.attribute("UpdateType", to_string(revision.type));
  if (revision.explicitly_deployable) {
    xml.attribute("ExplicitlyDeployable", "true");
    xml.attribute("AutoSelectOnWebSites", "true");
  }
  xml.close("Properties");
}

template <typename Sink>
void write_clause(FragmentWriter<Sink>& xml, domain::PrerequisiteClause const& clause) {
  if (clause.any_of.size() == 1 && !clause.is_category) {
    write_reference(xml, clause.any_of.front());
    return;
  }
  xml.open("AtLeastOne");
  if (clause.is_category) xml.attribute("IsCategory", "true");
  for (auto const& update : clause.any_of) write_reference(xml, update);
  xml.close("AtLeastOne");
}

template <typename Sink>
void write_bundled(FragmentWriter<Sink>& xml, std::span<std::vector<domain::UpdateIdentity> const> clauses) {
  xml.open("BundledUpdates");
  for (auto const& clause : clauses) {
    xml.open("AtLeastOne");
    for (auto const& identity : clause) write_identity(xml, identity);
    xml.close("AtLeastOne");
  }
  xml.close("BundledUpdates");
}

/// Without any relation software has `<Relationships />` and everything else nothing (forms of wusp-protocol 8.2).
template <typename Sink>
void write_relationships(FragmentWriter<Sink>& xml, domain::Revision const& revision) {
  bool const empty =
      revision.superseded_updates.empty() && revision.prerequisites.empty() && revision.bundled_updates.empty();
  if (empty && revision.type != domain::UpdateType::software) return;
  xml.open("Relationships");
  if (!revision.superseded_updates.empty()) {
    xml.open("SupersededUpdates");
    for (auto const& update : revision.superseded_updates) write_reference(xml, update);
    xml.close("SupersededUpdates");
  }
  if (!revision.prerequisites.empty()) {
    xml.open("Prerequisites");
    for (auto const& clause : revision.prerequisites) write_clause(xml, clause);
    xml.close("Prerequisites");
  }
  if (!revision.bundled_updates.empty()) write_bundled(xml, revision.bundled_updates);
  xml.close("Relationships");
}

template <typename Sink>
void write_rule(FragmentWriter<Sink>& xml, std::string_view name, std::string_view rule) {
  if (rule.empty()) return;
  xml.open(name);
  xml.fragment(rule);
  xml.close(name);
}

template <typename Sink>
void write_core(FragmentWriter<Sink>& xml, domain::Revision const& revision) {
  write_identity(xml, revision.identity);
  write_properties(xml, revision);
  write_relationships(xml, revision);
  if (revision.is_installed.empty() && revision.is_installable.empty()) return;
  xml.open("ApplicabilityRules");
  write_rule(xml, "IsInstalled", revision.is_installed);
  write_rule(xml, "IsInstallable", revision.is_installable);
  xml.close("ApplicabilityRules");
}

using TextWriter = FragmentWriter<TextSink>;

std::string base64(std::span<std::uint8_t const> bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
  auto const size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  return text;
}

void write_extended_properties(TextWriter& xml, domain::Revision const& revision) {
  xml.open("ExtendedProperties");
  xml.attribute("DefaultPropertiesLanguage", "en");
  if (!revision.handler.empty()) xml.attribute("Handler", fmt::format("{}{}", handler_base, revision.handler));
  if (!revision.files.empty()) {
    auto const add = [](std::uint64_t sum, domain::File const& file) { return sum + file.size; };
    auto const total = std::accumulate(revision.files.begin(), revision.files.end(), std::uint64_t{0}, add);
    xml.attribute("MaxDownloadSize", total);
    xml.attribute("MinDownloadSize", 0);
    xml.open("InstallationBehavior");
    xml.attribute("RebootBehavior", "NeverReboots");
    xml.close("InstallationBehavior");
  }
  xml.close("ExtendedProperties");
}

void write_file(TextWriter& xml, domain::File const& file) {
  xml.open("File");
  xml.attribute("Digest", base64(file.sha1));
  xml.attribute("DigestAlgorithm", "SHA1");
  xml.attribute("FileName", file.name);
  xml.attribute("Size", file.size);
  xml.attribute("Modified", wusp::to_xsd_date_time(file.modified));
  xml.attribute("PatchingType", "SelfContained");
  xml.open("AdditionalDigest");  // Windows 8 and later reject a file without it (wusp-protocol 8.3)
  xml.attribute("Algorithm", "SHA256");
  xml.text(base64(file.sha256));
  xml.close("AdditionalDigest");
  xml.close("File");
}

void write_category_data(TextWriter& xml, domain::CategoryType type) {
  xml.open("HandlerSpecificData");
  xml.attribute("type", "cat:Category");
  xml.open("CategoryInformation");
  xml.attribute("CategoryType", to_string(type));
  xml.close("CategoryInformation");
  xml.close("HandlerSpecificData");
}

/// Installs the first file; exit code 0 is success, 3010 success with a restart.
void write_command_line_data(TextWriter& xml, domain::Revision const& revision) {
  xml.open("HandlerSpecificData");
  xml.attribute("type", "cmd:CommandLineInstallation");
  xml.open("InstallCommand");
  xml.attribute("Program", revision.files.front().name);
  xml.attribute("Arguments", "/quiet /norestart");
  xml.attribute("RebootByDefault", "false");
  xml.attribute("DefaultResult", "Failed");
  for (auto const code : {0, 3010}) {
    xml.open("ReturnCode");
    xml.attribute("Code", code);
    xml.attribute("Result", "Succeeded");
    xml.attribute("Reboot", code == 3010 ? "true" : "false");
    xml.close("ReturnCode");
  }
  xml.close("InstallCommand");
  xml.close("HandlerSpecificData");
}

}  // namespace

std::string core_fragment(domain::Revision const& revision) {
  TextWriter xml;
  write_core(xml, revision);
  return std::move(xml).take().text;
}

std::size_t core_fragment_size(domain::Revision const& revision) {
  FragmentWriter<SizeSink> xml;
  write_core(xml, revision);
  return std::move(xml).take().size;
}

std::string extended_fragment(domain::Revision const& revision) {
  TextWriter xml;
  write_extended_properties(xml, revision);
  if (!revision.files.empty()) {
    xml.open("Files");
    for (auto const& file : revision.files) write_file(xml, file);
    xml.close("Files");
  }
  if (revision.type == domain::UpdateType::category && revision.category_type != domain::CategoryType::none) {
    write_category_data(xml, revision.category_type);
  } else if (revision.handler == "CommandLineInstallation" && !revision.files.empty()) {
    write_command_line_data(xml, revision);
  }
  return std::move(xml).take().text;
}

std::string localized_properties_fragment(domain::Revision const& revision, std::string_view language) {
  TextWriter xml;
  xml.open("LocalizedProperties");
  xml.element("Language", language);
  xml.element("Title", revision.title);
  if (!revision.description.empty()) xml.element("Description", revision.description);
  xml.close("LocalizedProperties");
  return std::move(xml).take().text;
}

std::string content_path(domain::File const& file) {
  std::string digest;
  for (auto const byte : file.sha1) digest += fmt::format("{:02X}", byte);
  auto const dot = file.name.find_last_of('.');
  auto const extension = dot == std::string::npos ? std::string_view() : std::string_view(file.name).substr(dot);
  return fmt::format("/Content/{}/{}{}", std::string_view(digest).substr(38), digest, extension);
}

}  // namespace wsus::catalogue
