// One event of ReportEventBatch as the server keeps it (wusp-protocol 4.5, 10).
#pragma once

#include "wsdl/wusp/date_time.hpp"
#include "wsdl/wusp/guid.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wsus::domain {

/// A string of MiscData, cut at its first '='. A string without one has an empty value.
struct MiscTag {
  std::string tag{};  ///< "U"; letter case counts: G and g differ (wusp-protocol 10.2)
  std::string value{};
  bool operator==(MiscTag const&) const = default;
};

/// "G=10.0" as its tag and its value.
[[nodiscard]] MiscTag parse_misc_tag(std::string_view text);

/// ExtendedData/OSVersion.
struct DetailedVersion {
  int major = 0;
  int minor = 0;
  int build = 0;
  int revision = 0;
  int service_pack_major = 0;
  int service_pack_minor = 0;
  bool operator==(DetailedVersion const&) const = default;
};

/// A stored event. Texts are as they were sent; texts that cannot be read (a TimeAtTarget that is no dateTime, a GUID
/// that is none) never come as far as here: ReportEventBatch refuses them.
struct ReportedEvent {
  int event_id = 0;
  int hresult = 0;  ///< Win32HResult, signed as on the wire
  wusp::UtcTime time_at_target{};
  std::string app_name{};
  int source_id = 0;
  int namespace_id = 0;
  int sequence_number = 0;
  wusp::Guid instance{};   ///< EventInstanceID
  std::string sid{};       ///< TargetID/Sid
  wusp::Guid update_id{};  ///< all zero: the event is about no update
  int revision_number = 0;
  std::vector<std::string> replacement_strings{};
  std::vector<MiscTag> misc_data{};  ///< in the order sent, unknown tags included
  std::string computer_brand{};
  std::string computer_model{};
  std::string bios_revision{};
  std::string processor_architecture{};  ///< "Amd64Compatible"
  DetailedVersion os_version{};
  int os_locale_id = 0;
  std::string device_id{};
};

/// What it costs to keep an event: the event, the objects in its lists, and the characters of all texts. A short text
/// counts twice, in its object and as characters: the number is never too low.
[[nodiscard]] std::size_t kept_bytes(ReportedEvent const& event);

}  // namespace wsus::domain
