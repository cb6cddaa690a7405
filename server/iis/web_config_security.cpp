// Owner and access lists that web.config and the content folder have before an administrator changes them.
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

windows::Security initial_content_security() {
  using windows::Access;
  return {.owner = "administrators",
          .access = {{"SYSTEM", Access::full},
                     {"NETWORK SERVICE", Access::full},
                     {"administrators", Access::full},
                     {"users", Access::read}}};
}

}  // namespace wsus::iis
