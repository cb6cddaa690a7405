// A real file that grows at its end, kept open. Private to windows/fs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace wsus::windows::host {

/// Opening and closing a log for each of its rows costs several times what writing one does.
/// Thread safety: none.
class HostLog {
public:
  /// Nothing is created; append() gives false where the file cannot be opened.
  explicit HostLog(std::filesystem::path path);
  ~HostLog();
  HostLog(HostLog&& other) noexcept;
  HostLog& operator=(HostLog&& other) noexcept;
  HostLog(HostLog const&) = delete;
  HostLog& operator=(HostLog const&) = delete;

  /// False, and nothing is written: the path leads to another file by now, or to none, or it does not take the bytes.
  /// Then somebody else has to find out, who can say why.
  [[nodiscard]] bool append(std::string_view content);

private:
  void close() noexcept;
  [[nodiscard]] bool is_still_there() const;

  std::filesystem::path path_;
  int descriptor_ = -1;
  std::uint64_t device_ = 0;
  std::uint64_t inode_ = 0;
};

}  // namespace wsus::windows::host
