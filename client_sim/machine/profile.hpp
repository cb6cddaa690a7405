// Generations of Windows as the update agent knows them: one row each of what differs between them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace wsus::machine {

/// w7: 7, 2008 R2; w8: 8, 8.1, 2012 R2; w10: 10, 2016 to 2022; w11: 11, 2025.
enum class Profile { w7, w8, w10, w11 };

/// What applicability rules and RegisterComputer ask about.
struct SystemFacts {
  int os_major = 10;
  int os_minor = 0;
  int os_build = 26200;
  int product_type = 1;            ///< 1 workstation, 2 domain controller, 3 server
  int processor_architecture = 9;  ///< 9 AMD64
  std::string os_description = "Windows 10 Pro";
  std::string manufacturer = "QEMU";
  std::string model = "Standard PC (Q35 + ICH9, 2009)";
  std::string locale = "en-US";
  std::string bios_name = "unknown";               ///< capture RegisterComputer
  std::string bios_version = "unknown";            ///< the same
  std::string bios_date = "2022-02-02T00:00:00Z";  ///< dateTime text; the same
};

/// GetProductInfo: PRODUCT_PROFESSIONAL (48, capture RegisterComputer) for workstations, else PRODUCT_STANDARD_SERVER
/// (7, assumption).
[[nodiscard]] int product_sku(SystemFacts const& facts);

/// Where an agent writes its log (wua-behaviour 8.1).
enum class LogForm { text, traces };

/// What carries the calls: the older SOAP client of agents up to 7.x (ATL), or Windows Web Services, WWSAPI. Error
/// codes and the failure lines of the log follow from it (wua-behaviour 5.2).
enum class SoapStack { atl, wwsapi };

/// Who fetches files: closed ranges in any order on several connections, or HEAD and then ranges in order
/// (wusp-protocol 9). License terms are the agent's own business on all of them: HEAD and then the whole.
enum class DownloadHabit { delivery_optimization, bits, agent };

/// One generation. Sources of the rows: profile.cpp.
struct ProfileTraits {
  Profile profile = Profile::w11;
  std::string_view name{};              ///< what people write: "w8"
  std::string_view windows{};           ///< what it stands for, for help texts
  std::string_view client_version{};    ///< of the agent, four parts
  std::string_view protocol_version{};  ///< what GetConfig sends (wusp-protocol 1.5)
  bool versioned_user_agent = true;     ///< "Windows-Update-Agent/V Client-Protocol/P"; else the name alone
  SoapStack soap_stack = SoapStack::wwsapi;
  LogForm log = LogForm::traces;
  DownloadHabit downloads = DownloadHabit::delivery_optimization;
  bool self_update = false;  ///< asks for /selfupdate/wuident.cab before each scan (wua-behaviour 3.1)
  bool needs_sha256 = true;  ///< refuses files whose metadata have no SHA-256 (wusp-protocol 8.3)
  int os_major = 10;
  int os_minor = 0;
  int os_build = 26200;
  int service_pack_major = 0;
  std::string_view os_description{};
};

/// In the order of their age.
[[nodiscard]] std::span<ProfileTraits const> all_profiles();
[[nodiscard]] ProfileTraits const& traits_of(Profile profile);
[[nodiscard]] std::string_view to_string(Profile profile);
/// By name, as written.
[[nodiscard]] std::optional<Profile> find_profile(std::string_view name);
/// "w7, w8, w10 or w11": for messages.
[[nodiscard]] std::string profile_names();

/// A machine of the profile as it comes.
[[nodiscard]] SystemFacts facts_of(Profile profile);

}  // namespace wsus::machine
