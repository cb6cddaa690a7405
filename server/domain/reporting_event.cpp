// Parts of a reported event: see reporting_event.hpp.
#include "server/domain/reporting_event.hpp"

#include <algorithm>

namespace wsus::domain {

MiscTag parse_misc_tag(std::string_view text) {
  auto const sign = std::min(text.find('='), text.size());
  return {.tag = std::string(text.substr(0, sign)), .value = std::string(text.substr(std::min(sign + 1, text.size())))};
}

std::size_t kept_bytes(ReportedEvent const& event) {
  std::size_t bytes =
      sizeof event + event.replacement_strings.size() * sizeof(std::string) + event.misc_data.size() * sizeof(MiscTag);
  bytes += event.app_name.size() + event.sid.size() + event.computer_brand.size() + event.computer_model.size() +
           event.bios_revision.size() + event.processor_architecture.size() + event.device_id.size();
  for (auto const& text : event.replacement_strings) bytes += text.size();
  for (auto const& misc : event.misc_data) bytes += misc.tag.size() + misc.value.size();
  return bytes;
}

}  // namespace wsus::domain
