// The list: see guide_files.hpp.
#include "server/guide/guide_files.hpp"

#include "server/guide/guide_text.hpp"
#include "server/guide/powershell_script.hpp"
#include "server/guide/registry_file.hpp"

namespace wsus::guide {

std::vector<GuideFile> guide_files(ClientTarget const& target) {
  return {{.format = "text", .name = "README.txt", .content = guide_text(target)},
          {.format = "reg", .name = "point.reg", .content = point_registry_file(target)},
          {.format = "reg-undo", .name = "back.reg", .content = back_registry_file()},
          {.format = "powershell", .name = "point.ps1", .content = point_script(target)},
          {.format = "powershell-undo", .name = "back.ps1", .content = back_script(target)}};
}

}  // namespace wsus::guide
