// Owner and access list that web.config has before an administrator takes it over.
#include "server/iis/web_config_security.hpp"

namespace wsus::iis {

windows::Security initial_web_config_security() {
  using windows::Access;
  return {.owner = "SYSTEM",
          .access = {{"SYSTEM", Access::full},
                     {"TrustedInstaller", Access::full},
                     {"administrators", Access::read},
                     {"users", Access::read}}};
}

}  // namespace wsus::iis
