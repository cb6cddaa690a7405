// The table of profiles: a new generation of agents is one row here, and one log file in client_sim/agent if it has a
// form of its own.
#include "client_sim/machine/profile.hpp"

#include <algorithm>
#include <array>

namespace wsus::machine {
namespace {

constexpr auto rows = std::to_array<ProfileTraits>({
    // Agent: wua-behaviour 8.2 (C). Protocol: that of WSUS 3.0 SP2 agents (wusp-protocol 1.5); that the last agents of
    // Windows 7 kept to it: I. User agent: wua-behaviour 2.1 (C). Edition: M.
    {.profile = Profile::w7,
     .name = "w7",
     .windows = "7, 2008 R2",
     .client_version = "7.6.7601.23453",
     .protocol_version = "1.8",
     .versioned_user_agent = false,
     .soap_stack = SoapStack::atl,
     .log = LogForm::text,
     .downloads = DownloadHabit::bits,
     .self_update = true,
     .needs_sha256 = false,
     .os_major = 6,
     .os_minor = 1,
     .os_build = 7601,
     .service_pack_major = 1,
     .os_description = "Windows 7 Professional"},
    // Agent and build of 8.1: M. Protocol: the newest before Windows 10 (wusp-protocol 1.5).
    {.profile = Profile::w8,
     .name = "w8",
     .windows = "8, 8.1, 2012 R2",
     .client_version = "7.9.9600.17415",
     .protocol_version = "1.8",
     .versioned_user_agent = false,
     .log = LogForm::text,
     .downloads = DownloadHabit::bits,
     .self_update = true,
     .os_major = 6,
     .os_minor = 3,
     .os_build = 9600,
     .os_description = "Windows 8.1 Pro"},
    // User agent: wua-behaviour 2.1 (C); that RegisterComputer tells the same version: I; build of 22H2: M.
    {.profile = Profile::w10,
     .name = "w10",
     .windows = "10, 2016 to 2022",
     .client_version = "10.0.10011.16384",
     .protocol_version = "2.32",
     .os_build = 19045,
     .os_description = "Windows 10 Pro"},
    // Captures RegisterComputer and GetConfig; the description is the captured one, though the machine is a Windows 11.
    {.profile = Profile::w11,
     .name = "w11",
     .windows = "11, 2025",
     .client_version = "1507.2601.30012.0",
     .protocol_version = "2.90",
     .os_build = 26200,
     .os_description = "Windows 10 Pro"},
});

}  // namespace

std::span<ProfileTraits const> all_profiles() { return rows; }

ProfileTraits const& traits_of(Profile profile) { return *std::ranges::find(rows, profile, &ProfileTraits::profile); }

std::string_view to_string(Profile profile) { return traits_of(profile).name; }

std::optional<Profile> find_profile(std::string_view name) {
  auto const* row = std::ranges::find(rows, name, &ProfileTraits::name);
  if (row == rows.end()) return std::nullopt;
  return row->profile;
}

std::string profile_names() {
  std::string text;
  for (auto const& row : rows) {
    if (!text.empty()) text += &row == &rows.back() ? " or " : ", ";
    text += row.name;
  }
  return text;
}

int product_sku(SystemFacts const& facts) {
  constexpr int workstation = 1;
  constexpr int professional = 48;
  constexpr int standard_server = 7;
  return facts.product_type == workstation ? professional : standard_server;
}

SystemFacts facts_of(Profile profile) {
  auto const& traits = traits_of(profile);
  return {.os_major = traits.os_major,
          .os_minor = traits.os_minor,
          .os_build = traits.os_build,
          .os_description = std::string(traits.os_description)};
}

}  // namespace wsus::machine
