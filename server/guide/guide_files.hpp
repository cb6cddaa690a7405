// The files of a guide, as they lie in a folder.
#pragma once

#include "server/guide/client_target.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace wsus::guide {

/// One form of a guide.
struct GuideFile {
  std::string_view format;  ///< "reg", as --format names it
  std::string_view name;    ///< "point.reg"
  std::string content{};
};

/// text, reg, reg-undo, powershell, powershell-undo, in this order.
[[nodiscard]] std::vector<GuideFile> guide_files(ClientTarget const& target);

}  // namespace wsus::guide
