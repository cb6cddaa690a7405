// The real files behind mounted paths. Private to windows/fs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace wsus::windows::host {

enum class Kind { nothing, file, directory };
[[nodiscard]] Kind kind_of(std::filesystem::path const& path);

/// The whole file, byte for byte.
[[nodiscard]] std::error_code read(std::filesystem::path const& path, std::string& content);

/// At most `count` bytes from `offset` on; fewer, or none, where the file ends.
[[nodiscard]] std::error_code read_part(std::filesystem::path const& path, std::uint64_t offset, std::size_t count,
                                        std::string& content);

/// Bytes in the file.
[[nodiscard]] std::error_code size(std::filesystem::path const& path, std::uint64_t& bytes);

/// `replace` truncates and writes, so that the inode stays; `append` adds at the end. A missing file is created.
enum class Mode { replace, append };
[[nodiscard]] std::error_code write(std::filesystem::path const& path, std::string_view content, Mode mode);

/// Where the Windows path `below` ("Logs\a.log") is under the real folder, found without regard to case.
struct Match {
  std::filesystem::path path{};
  std::string spelt{};  ///< `below` as the real names are spelt; what is not there stays as written
};
[[nodiscard]] Match find_below(std::filesystem::path folder, std::string_view below);

/// The names in a real folder.
[[nodiscard]] std::vector<std::string> names_in(std::filesystem::path const& folder);

}  // namespace wsus::windows::host
