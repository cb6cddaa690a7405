// The drives of a simulated Windows machine: case-insensitive paths, owners and access rights.
#pragma once

#include "windows/fs/file_stamp.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::windows {

/// Win32 error codes that file operations end with; the number is the real one.
enum class FileError : unsigned {
  file_not_found = 2,
  path_not_found = 3,
  access_denied = 5,
  write_fault = 29,  ///< a mounted file could not be written, for none of the other reasons
  read_fault = 30,   ///< a mounted file could not be read, for none of the other reasons
  sharing_violation = 32,
  disk_full = 112,
  already_exists = 183,
};

/// The text Windows prints for the code: "The system cannot find the file specified." and so on.
[[nodiscard]] std::string_view message_of(FileError error);

/// Who acts: a user of the machine, with or without an elevated token.
struct Identity {
  std::string user = "administrator";  ///< name without domain; compared without regard to case
  bool elevated = true;                ///< a prompt that was "Run as administrator"
};

/// The rights of icacls' simple masks that the lab needs. `full` includes the others; `modify` includes write and read;
/// `write` alone does not include read.
enum class Access : std::uint8_t { none, read, write, modify, full };

/// Owner and access list of a file. Groups the lab knows: "administrators" (an elevated administrator is a member),
/// "users" (everybody), "SYSTEM", "TrustedInstaller". Names are compared without regard to case, and a domain in front
/// ("CONTOSO\bob", "BUILTIN\Users") is kept in the text and ignored when comparing.
struct Security {
  std::string owner = "administrators";
  std::map<std::string, Access, std::less<>> access{{"administrators", Access::full}, {"users", Access::read}};

  /// Whether `who` may do what `wanted` needs. Group membership as described above.
  /// The entries of all names that `who` goes by are added up. Access::none needs nothing and is always allowed.
  [[nodiscard]] bool allows(Identity const& who, Access wanted) const;

  /// Whether `who` may change the access list (WRITE_DAC): the owner always, others with Access::full. This is what
  /// icacls asks for; owning a file gives neither read nor write.
  [[nodiscard]] bool may_change_access_list(Identity const& who) const;
};

/// A file system of one machine, in memory; single files and folders may be mounted on real ones.
///
/// Paths are absolute Windows paths ("C:\Windows\WindowsUpdate.log"); '/' is taken as '\'; letter case is kept as first
/// written and ignored when compared (ASCII letters). "." and ".." are resolved; drive letters are upper case.
/// A new file system has C:\Windows\System32, C:\Program Files and C:\Users.
/// Thread safety: every call may be made from any thread; a read, write or append is not interrupted by another one.
/// Errors: calls with an Identity return a FileError; the others throw std::system_error, naming the path, when the
/// drive or the real file behind it refuses.
class FileSystem {
public:
  FileSystem();
  ~FileSystem();
  FileSystem(FileSystem const&) = delete;
  FileSystem& operator=(FileSystem const&) = delete;

  /// Creates the folder and its parents; nothing happens when it exists.
  void make_directory(std::string_view path);

  /// From now on `path` is the real file `host` (read, written and stat'ed on every use). Parents are created.
  /// `host` may be a folder, whose entries are then found without regard to case, and need not be there yet. What was
  /// at or below `path` before is gone from the drive. Writing keeps the real file's inode (truncate, then write).
  void mount(std::string_view path, std::filesystem::path host, Security security = {});

  [[nodiscard]] bool is_file(std::string_view path) const;
  [[nodiscard]] bool is_directory(std::string_view path) const;

  /// The path as it is spelt on the drive, or the path itself when nothing is there.
  [[nodiscard]] std::string real_case(std::string_view path) const;

  /// Full paths of the entries of a folder, sorted without regard to case; empty when there is no such folder.
  [[nodiscard]] std::vector<std::string> list(std::string_view directory) const;

  /// The whole content, or why not. Reading needs Access::read. A folder answers access_denied, as CreateFile does.
  struct ReadResult {
    std::optional<FileError> error{};
    std::string content{};
  };
  [[nodiscard]] ReadResult read(std::string_view path, Identity const& who) const;

  /// Replaces the content; a missing file is created when its folder exists. Needs Access::write on an existing file.
  /// A new file belongs to "administrators" when `who` is elevated, else to `who`, who gets full access (assumption).
  [[nodiscard]] std::optional<FileError> write(std::string_view path, std::string_view content, Identity const& who);

  /// What services and agents do with their own files: no rights are checked, parents are created. A new file belongs
  /// to SYSTEM, administrators have full access and users may read (assumption). No content when there is no such file.
  void append_as_system(std::string_view path, std::string_view content);
  void write_as_system(std::string_view path, std::string_view content);
  [[nodiscard]] std::optional<std::string> read_as_system(std::string_view path) const;
  /// Takes the file or folder with everything below it off the drive; false when nothing was there. A mount goes, the
  /// real file behind it stays; what lies in a mounted folder cannot be taken off alone (throws).
  bool remove_as_system(std::string_view path);

  /// Owner and access list of a file or folder, or empty when there is none. What lies in a mounted folder has the
  /// folder's until it gets its own.
  [[nodiscard]] std::optional<Security> security(std::string_view path) const;
  /// Changes them without a check: the callers (takeown, icacls) decide who may. Throws when nothing is at `path`.
  void set_security(std::string_view path, Security security);

  /// For those who read a file again and again: take the stamp, then read; as long as it is current, reading again
  /// would give the same content or the same error, whoever reads. What lies in a mounted folder never has a current
  /// one. A real file is asked for its times and size, which are believed once its last change is some seconds old.
  [[nodiscard]] FileStamp stamp(std::string_view path) const;
  [[nodiscard]] bool is_current(FileStamp const& stamp) const;

private:
  struct Node;
  struct State;
  std::unique_ptr<State> state_;
};

/// Joins `path` to the folder `cwd` unless it is absolute, and resolves "." and "..". "\x" is seen from the drive of
/// `cwd`, "C:x" from `cwd` when that is on the drive, else from the drive's root. ".." of a root is the root.
[[nodiscard]] std::string absolute_path(std::string_view cwd, std::string_view path);

}  // namespace wsus::windows
