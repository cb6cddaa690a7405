// Who may do what with a file, and the texts of the errors that say no.
#include "windows/fs/caseless.hpp"
#include "windows/fs/file_system.hpp"

namespace wsus::windows {
namespace {

// The masks as sets of rights, so that the entries of several names add up as Windows adds them up.
constexpr unsigned read_right = 1;
constexpr unsigned write_right = 2;
constexpr unsigned delete_right = 4;       // the step from (R,W) to (M)
constexpr unsigned change_list_right = 8;  // WRITE_DAC and WRITE_OWNER: the step from (M) to (F)

unsigned rights_of(Access access) {
  switch (access) {
  case Access::none: return 0;
  case Access::read: return read_right;
  case Access::write: return write_right;
  case Access::modify: return read_right | write_right | delete_right;
  case Access::full: return read_right | write_right | delete_right | change_list_right;
  }
  return 0;
}

std::string_view without_domain(std::string_view name) { return name.substr(name.rfind('\\') + 1); }

// Group names first: a user who is called "administrators" must not become one.
bool goes_by(Identity const& who, std::string_view name) {
  name = without_domain(name);
  if (equal_caseless(name, "administrators")) return who.elevated;
  if (equal_caseless(name, "users")) return true;
  return equal_caseless(name, without_domain(who.user));
}

}  // namespace

bool Security::allows(Identity const& who, Access wanted) const {
  unsigned granted = 0;
  for (auto const& [name, entry] : access) {
    if (goes_by(who, name)) granted |= rights_of(entry);
  }
  return (rights_of(wanted) & ~granted) == 0;
}

bool Security::may_change_access_list(Identity const& who) const {
  return goes_by(who, owner) || allows(who, Access::full);
}

// The texts of FormatMessage for the Win32 codes (winerror.h), English.
std::string_view message_of(FileError error) {
  switch (error) {
  case FileError::file_not_found: return "The system cannot find the file specified.";
  case FileError::path_not_found: return "The system cannot find the path specified.";
  case FileError::access_denied: return "Access is denied.";
  case FileError::write_fault: return "The system cannot write to the specified device.";
  case FileError::read_fault: return "The system cannot read from the specified device.";
  case FileError::sharing_violation:
    return "The process cannot access the file because it is being used by another process.";
  case FileError::disk_full: return "There is not enough space on the disk.";
  case FileError::already_exists: return "Cannot create a file when that file already exists.";
  }
  return "Unknown error.";
}

}  // namespace wsus::windows
