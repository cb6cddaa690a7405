// What icacls was asked to do: its words, checked.
#pragma once

#include "windows/prompt/prompt.hpp"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace wsus::server_shell {

/// One change of an access list.
struct IcaclsChange {
  enum class Kind { grant, replace, remove };
  Kind kind = Kind::grant;
  std::string account{};  ///< as typed
  windows::Access access = windows::Access::none;
};

struct IcaclsRequest {
  bool help = false;
  bool quiet = false;  ///< /q: no line for a file that was processed
  std::string file{};  ///< as typed
  std::vector<IcaclsChange> changes{};
};

/// A word that icacls does not take: the one it names in `Invalid parameter "..."`.
struct IcaclsInvalid {
  std::string word{};
};

[[nodiscard]] std::variant<IcaclsRequest, IcaclsInvalid> parse_icacls(std::vector<std::string> const& words);

/// Both rights together, as one of the lab's four levels. Read and write make `modify`, the nearest level that has both
/// (assumption: the lab has no file of that a user may change and not delete).
[[nodiscard]] windows::Access combine(windows::Access a, windows::Access b);

/// "F", "M", "RX", "W", "N": how icacls lists a level.
[[nodiscard]] std::string_view mask_of(windows::Access access);

}  // namespace wsus::server_shell
