// Owner and access lists that web.config and the content folder have before an administrator changes them.
#pragma once

#include "windows/fs/file_system.hpp"

namespace wsus::iis {

/// Owned by SYSTEM; administrators may only read, so that notepad cannot save until takeown and icacls were run.
/// Source: KB4096317 makes both commands part of the fix; the exact list is an assumption.
[[nodiscard]] windows::Security initial_web_config_security();

/// C:\WSUS\WsusContent: full access for NETWORK SERVICE, users may read. Source: permissions of WSUS directories
/// (operations guide, appendix D).
[[nodiscard]] windows::Security initial_content_security();

}  // namespace wsus::iis
