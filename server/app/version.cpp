// The version: see version.hpp.
#include "server/app/version.hpp"

namespace wsus::server {

std::string_view version() { return WSUS_VERSION; }

}  // namespace wsus::server
