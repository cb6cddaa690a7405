// CSIDL folders and environment variables of a simulated machine.
#include "client_sim/metadata/folders.hpp"

#include "windows/fs/caseless.hpp"
#include "windows/fs/file_system.hpp"

#include <algorithm>
#include <array>

namespace wsus::metadata {
namespace {

struct Folder {
  std::int64_t csidl = 0;
  std::string_view path{};
  std::string_view path_x86{};  ///< on a 32-bit machine
};
/// shlobj.h; only folders that all users share, for the agent runs as SYSTEM.
constexpr auto folders = std::to_array<Folder>({
    {20, R"(C:\Windows\Fonts)", R"(C:\Windows\Fonts)"},
    {23, R"(C:\ProgramData\Microsoft\Windows\Start Menu\Programs)",
     R"(C:\ProgramData\Microsoft\Windows\Start Menu\Programs)"},
    {25, R"(C:\Users\Public\Desktop)", R"(C:\Users\Public\Desktop)"},
    {35, R"(C:\ProgramData)", R"(C:\ProgramData)"},
    {36, R"(C:\Windows)", R"(C:\Windows)"},
    {37, R"(C:\Windows\System32)", R"(C:\Windows\System32)"},
    {38, R"(C:\Program Files)", R"(C:\Program Files)"},
    {41, R"(C:\Windows\SysWOW64)", R"(C:\Windows\System32)"},
    {42, R"(C:\Program Files (x86))", R"(C:\Program Files)"},
    {43, R"(C:\Program Files\Common Files)", R"(C:\Program Files\Common Files)"},
    {44, R"(C:\Program Files (x86)\Common Files)", R"(C:\Program Files\Common Files)"},
    {46, R"(C:\Users\Public\Documents)", R"(C:\Users\Public\Documents)"},
});

struct Variable {
  std::string_view name{};
  std::string_view value{};
};
constexpr auto variables = std::to_array<Variable>({
    {"%SystemDrive%", "C:"},
    {"%SystemRoot%", R"(C:\Windows)"},
    {"%windir%", R"(C:\Windows)"},
    {"%ProgramFiles%", R"(C:\Program Files)"},
    {"%ProgramFiles(x86)%", R"(C:\Program Files (x86))"},
    {"%CommonProgramFiles%", R"(C:\Program Files\Common Files)"},
    {"%ProgramData%", R"(C:\ProgramData)"},
    {"%ALLUSERSPROFILE%", R"(C:\ProgramData)"},
});

void expand(std::string& text) {
  if (text.find('%') == std::string::npos) return;
  for (auto const& variable : variables) {
    auto const at = windows::to_lower(text).find(windows::to_lower(variable.name));
    if (at != std::string::npos) text.replace(at, variable.name.size(), variable.value);
  }
}

}  // namespace

std::string_view folder_of(std::int64_t csidl, bool is_64_bit) {
  auto const* const found = std::ranges::find(folders, csidl, &Folder::csidl);
  if (found == folders.end()) return {};
  return is_64_bit ? found->path : found->path_x86;
}

std::string join_path(std::string_view base, std::string_view path) {
  std::string joined(base);
  if (!base.empty()) joined += '\\';
  joined += path;
  expand(joined);
  return windows::absolute_path(R"(C:\)", joined);
}

}  // namespace wsus::metadata
