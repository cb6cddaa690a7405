// Extended and Eula fragments: ExtendedProperties, Files, HandlerSpecificData, EulaFile (wusp-protocol 8.1, 8.3).
#include "server/catalogue/file_elements.hpp"
#include "server/catalogue/fragments.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <numeric>

namespace wsus::catalogue {
namespace {

constexpr std::string_view handler_base = "http://schemas.microsoft.com/msus/2002/12/UpdateHandlers/";

constexpr std::string_view never_reboots = "NeverReboots";

std::string_view reboot_behavior_of(domain::ExtendedProperties const& extended) {
  return extended.reboot_behavior.empty() ? never_reboots : std::string_view(extended.reboot_behavior);
}

void write_element(TextWriter& xml, std::string_view name, std::string_view content) {
  if (!content.empty()) xml.element(name, content);
}

/// RebootBehavior is written for everything with files, as for what says more than the default.
void write_installation_behavior(TextWriter& xml, domain::Revision const& revision) {
  auto const& extended = revision.extended;
  if (revision.files.empty() && extended.impact.empty() && reboot_behavior_of(extended) == never_reboots) return;
  xml.open("InstallationBehavior");
  if (!extended.impact.empty()) xml.attribute("Impact", extended.impact);
  xml.attribute("RebootBehavior", reboot_behavior_of(extended));
  xml.close("InstallationBehavior");
}

void write_extended_properties(TextWriter& xml, domain::Revision const& revision) {
  auto const& extended = revision.extended;
  xml.open("ExtendedProperties");
  xml.attribute("DefaultPropertiesLanguage", "en");
  if (!revision.handler.empty()) xml.attribute("Handler", fmt::format("{}{}", handler_base, revision.handler));
  if (!revision.files.empty()) {
    auto const add = [](std::uint64_t sum, domain::File const& file) { return sum + file.size; };
    auto const total = std::accumulate(revision.files.begin(), revision.files.end(), std::uint64_t{0}, add);
    xml.attribute("MaxDownloadSize", total);
    xml.attribute("MinDownloadSize", 0);
  }
  if (!extended.msrc_severity.empty()) xml.attribute("MsrcSeverity", extended.msrc_severity);
  if (extended.is_beta) xml.attribute("IsBeta", "true");
  if (!extended.compatible_protocol_version.empty())
    xml.attribute("CompatibleProtocolVersion", extended.compatible_protocol_version);
  write_installation_behavior(xml, revision);
  if (extended.can_uninstall) {
    xml.open("UninstallationBehavior");
    xml.attribute("RebootBehavior", reboot_behavior_of(extended));
    xml.close("UninstallationBehavior");
  }
  write_element(xml, "SupportUrl", extended.support_url);
  write_element(xml, "SecurityBulletinID", extended.security_bulletin_id);
  write_element(xml, "KBArticleID", extended.kb_article_id);
  xml.close("ExtendedProperties");
}

void write_file(TextWriter& xml, domain::File const& file) {
  xml.open("File");
  write_file_attributes(xml, file);
  xml.attribute("Modified", wusp::to_xsd_date_time(file.modified));
  xml.attribute("PatchingType", "SelfContained");
  write_additional_digest(xml, file);
  xml.close("File");
}

/// What is false is left out, as WSUS drops defaults elsewhere (wusp-protocol 8.1).
void write_category_data(TextWriter& xml, domain::Revision const& revision) {
  xml.open("HandlerSpecificData");
  xml.attribute("type", "cat:Category");
  xml.open("CategoryInformation");
  xml.attribute("CategoryType", to_string(revision.category_type));
  if (revision.prohibits_subcategories) xml.attribute("ProhibitsSubcategories", "true");
  if (revision.excluded_by_default) xml.attribute("ExcludedByDefault", "true");
  xml.close("CategoryInformation");
  xml.close("HandlerSpecificData");
}

void write_cbs_data(TextWriter& xml, std::string_view package) {
  xml.open("HandlerSpecificData");
  xml.attribute("type", "cbs:Cbs");
  xml.open("CbsData");
  xml.attribute("PackageIdentity", package);
  xml.close("CbsData");
  xml.close("HandlerSpecificData");
}

std::string_view boolean(bool value) { return value ? "true" : "false"; }

void write_command_line_data(TextWriter& xml, domain::Revision const& revision) {
  auto const& command = revision.install_command;
  xml.open("HandlerSpecificData");
  xml.attribute("type", "cmd:CommandLineInstallation");
  xml.open("InstallCommand");
  xml.attribute("Program", command.program.empty() ? revision.files.front().name : command.program);
  xml.attribute("Arguments", command.arguments);
  xml.attribute("RebootByDefault", boolean(command.reboot_by_default));
  xml.attribute("DefaultResult", command.default_result);
  for (auto const& code : command.return_codes) {
    xml.open("ReturnCode");
    xml.attribute("Code", code.code);
    xml.attribute("Result", code.result);
    xml.attribute("Reboot", boolean(code.reboot));
    xml.close("ReturnCode");
  }
  xml.close("InstallCommand");
  xml.close("HandlerSpecificData");
}

}  // namespace

std::string base64(std::span<std::uint8_t const> bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
  auto const size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  return text;
}

void write_file_attributes(TextWriter& xml, domain::File const& file) {
  xml.attribute("Digest", base64(file.sha1));
  xml.attribute("DigestAlgorithm", "SHA1");
  xml.attribute("FileName", file.name);
  xml.attribute("Size", file.size);
}

void write_additional_digest(TextWriter& xml, domain::File const& file) {
  xml.open("AdditionalDigest");
  xml.attribute("Algorithm", "SHA256");
  xml.text(base64(file.sha256));
  xml.close("AdditionalDigest");
}

std::string extended_fragment(domain::Revision const& revision) {
  if (revision.imported) return revision.imported->extended;
  TextWriter xml;
  write_extended_properties(xml, revision);
  if (!revision.files.empty()) {
    xml.open("Files");
    for (auto const& file : revision.files) write_file(xml, file);
    xml.close("Files");
  }
  if (revision.type == domain::UpdateType::category && revision.category_type != domain::CategoryType::none) {
    write_category_data(xml, revision);
  } else if (revision.handler == "CommandLineInstallation" && !revision.files.empty()) {
    write_command_line_data(xml, revision);
  } else if (!revision.cbs_package.empty()) {
    write_cbs_data(xml, revision.cbs_package);
  }
  return std::move(xml).take().text;
}

std::string eula_fragment(domain::Eula const& eula) {
  TextWriter xml;
  xml.open("EulaFile");
  write_file_attributes(xml, eula.file);
  xml.attribute("Language", eula.language);
  if (!eula.geo_id.empty()) xml.attribute("GeoId", eula.geo_id);
  write_additional_digest(xml, eula.file);
  xml.close("EulaFile");
  return std::move(xml).take().text;
}

std::string_view content_extension(std::string_view name) {
  constexpr std::string_view harmless = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  constexpr std::size_t longest = 16;
  auto const dot = name.rfind('.');
  if (dot == std::string_view::npos) return {};
  auto const letters = name.substr(dot + 1);
  bool const is_plain =
      !letters.empty() && letters.size() <= longest && letters.find_first_not_of(harmless) == std::string_view::npos;
  return is_plain ? name.substr(dot) : std::string_view();
}

std::string content_path(domain::File const& file) {
  std::string digest;
  for (auto const byte : file.sha1) digest += fmt::format("{:02X}", byte);
  return fmt::format("/Content/{}/{}{}", std::string_view(digest).substr(38), digest, content_extension(file.name));
}

}  // namespace wsus::catalogue
