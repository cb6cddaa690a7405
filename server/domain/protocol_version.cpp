// Protocol versions: see protocol_version.hpp.
#include "server/domain/protocol_version.hpp"

#include <charconv>
#include <limits>

namespace wsus::domain {
namespace {

constexpr ProtocolVersion first_with_hardware_ids{1, 6};
constexpr ProtocolVersion first_client_with_category_scan{1, 7};
constexpr ProtocolVersion first_server_with_category_scan{3, 2};
constexpr ProtocolVersion first_with_auto_select{1, 8};

/// Digits at the beginning of `text`, which loses them.
int take_number(std::string_view& text) {
  int number = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc::result_out_of_range) number = std::numeric_limits<int>::max();
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

}  // namespace

ProtocolVersion parse_protocol_version(std::string_view text) {
  ProtocolVersion version;
  version.major_part = take_number(text);
  if (!text.starts_with('.')) return {};
  text.remove_prefix(1);
  version.minor_part = take_number(text);
  return version;
}

ProtocolGates protocol_gates(std::string_view client_version, std::string_view server_version) {
  auto const client = parse_protocol_version(client_version);
  auto const server = parse_protocol_version(server_version);
  return {.hardware_ids = client >= first_with_hardware_ids,
          .category_scan = client >= first_client_with_category_scan && server >= first_server_with_category_scan,
          .auto_select = client >= first_with_auto_select};
}

}  // namespace wsus::domain
