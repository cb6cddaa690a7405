// Files, InstallationBehavior and the table of InstallCommand.
#include "client_sim/metadata/extended.hpp"

#include "client_sim/metadata/fragment.hpp"

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>

namespace wsus::metadata {
namespace {

constexpr std::size_t max_files = 1000;

template <typename Number>
std::optional<Number> number_in(std::string_view text) {
  Number number{};
  auto const* const end = text.data() + text.size();
  auto const [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || rest != end) return std::nullopt;
  return number;
}

machine::UpdateFile read_file(pugi::xml_node node) {
  machine::UpdateFile file{.name = node.attribute("FileName").value(),
                           .size = number_in<std::uint64_t>(node.attribute("Size").value()).value_or(0)};
  constexpr std::size_t sha1_size = 20;
  constexpr std::size_t sha256_size = 32;
  if (std::string_view(node.attribute("DigestAlgorithm").value()) == "SHA1") {
    file.sha1 = decode_base64(node.attribute("Digest").value());
    if (file.sha1.size() != sha1_size) file.sha1.clear();
  }
  for (auto const more : node.children("AdditionalDigest")) {
    if (std::string_view(more.attribute("Algorithm").value()) != "SHA256") continue;
    file.sha256 = decode_base64(more.child_value());
    if (file.sha256.size() != sha256_size) file.sha256.clear();
  }
  return file;
}

void read_command(pugi::xml_node command, machine::UpdateDetails& details) {
  details.default_result = command.attribute("DefaultResult").value();
  details.reboot_by_default = command.attribute("RebootByDefault").as_bool();
  for (auto const row : command.children("ReturnCode")) {
    auto const code = number_in<int>(row.attribute("Code").value());
    if (!code) continue;
    details.return_codes.push_back({*code, row.attribute("Result").value(), row.attribute("Reboot").as_bool()});
  }
}

int digit_of(char c) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  auto const found = alphabet.find(c);
  return found == std::string_view::npos ? -1 : static_cast<int>(found);
}

}  // namespace

std::string decode_base64(std::string_view text) {
  while (text.ends_with('=')) text.remove_suffix(1);
  std::string bytes;
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (char const c : text) {
    int const digit = digit_of(c);
    if (digit < 0) return {};
    bits = (bits << 6U) | static_cast<std::uint32_t>(digit);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push_back(static_cast<char>((bits >> count) & 0xFFU));
  }
  return bytes;
}

machine::UpdateDetails details_of(std::string_view extended_xml) {
  Fragment const fragment(extended_xml);
  auto const root = fragment.root();
  auto const properties = root.child("ExtendedProperties");
  machine::UpdateDetails details{.handler = properties.attribute("Handler").value()};
  std::string_view const reboot = properties.child("InstallationBehavior").attribute("RebootBehavior").value();
  details.reboot_required = reboot == "AlwaysRequiresReboot";
  for (auto const node : root.child("Files").children("File")) {
    if (details.files.size() == max_files) break;
    details.files.push_back(read_file(node));
  }
  read_command(root.child("HandlerSpecificData").child("InstallCommand"), details);
  return details;
}

machine::UpdateFile license_of(std::string_view eula_xml) {
  Fragment const fragment(eula_xml);
  auto file = read_file(fragment.root().child("EulaFile"));
  file.is_license = true;
  return file;
}

bool has_license(std::string_view core_xml) {
  // Most updates have none: the text is looked at before it is parsed.
  if (core_xml.find("EulaID") == std::string_view::npos) return false;
  Fragment const fragment(core_xml);
  return *fragment.root().child("Properties").attribute("EulaID").value() != '\0';
}

}  // namespace wsus::metadata
