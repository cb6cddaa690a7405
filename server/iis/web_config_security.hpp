// Owner and access list that web.config has before an administrator takes it over.
#pragma once

#include "windows/fs/file_system.hpp"

namespace wsus::iis {

/// Owned by SYSTEM; administrators may only read, so that notepad cannot save until takeown and icacls were run.
/// Source: KB4096317 makes both commands part of the fix; the exact list is an assumption.
[[nodiscard]] windows::Security initial_web_config_security();

}  // namespace wsus::iis
