// Where things lie on a simulated machine's drive.
#pragma once

#include "client_sim/machine/machine.hpp"

#include <string>
#include <string_view>

namespace wsus::machine::paths {

inline constexpr std::string_view data_store = R"(C:\Windows\SoftwareDistribution\DataStore)";
/// The agent's database. What the lab keeps in it is machine::DataStore; the file stands for it.
inline constexpr std::string_view data_store_file = R"(C:\Windows\SoftwareDistribution\DataStore\DataStore.edb)";
inline constexpr std::string_view data_store_text = "WSUS Fault Lab: the agent's datastore\r\n";
inline constexpr std::string_view download = R"(C:\Windows\SoftwareDistribution\Download)";
inline constexpr std::string_view trace_folder = R"(C:\Windows\Logs\WindowsUpdate)";

/// The text log of w7 and w8 (wua-behaviour 8.1). Since w10 the same file only says where to look (assumption: its
/// text). KB article "Troubleshoot 0x80244007" calls it C:\Windows\Logs\WindowsUpdate.log; no agent writes there.
inline constexpr std::string_view text_log = R"(C:\Windows\WindowsUpdate.log)";

/// Stands for the numbered .etl files of w10: text here, because the lab has no ETW. Get-WindowsUpdateLog reads it.
inline constexpr std::string_view trace_log = R"(C:\Windows\Logs\WindowsUpdate\WindowsUpdate.etl.txt)";

/// The file that the agent of a generation appends to.
[[nodiscard]] inline std::string_view agent_log(Profile profile) {
  return traits_of(profile).log == LogForm::text ? text_log : trace_log;
}

/// Names that are known without DNS.
inline constexpr std::string_view hosts_file = R"(C:\Windows\System32\drivers\etc\hosts)";

/// The lab's stand-in for Microsoft's root certificate, as a file to import again; see signing_root.hpp.
inline constexpr std::string_view signing_root_file = R"(C:\Windows\System32\lab\update-signing-root.cer)";
/// Where worlds with https put the certificate of their authority, trusted or not, for certutil to import.
inline constexpr std::string_view lab_authority_file = R"(C:\Certificates\lab-ca.cer)";

/// The folder that Mitigations rename or remove to rebuild the datastore.
inline constexpr std::string_view software_distribution = R"(C:\Windows\SoftwareDistribution)";

/// C:\Users\<user>\Desktop
[[nodiscard]] inline std::string desktop_of(std::string_view user) {
  return R"(C:\Users\)" + std::string(user) + R"(\Desktop)";
}

}  // namespace wsus::machine::paths
