// LastChange under a clock that swings: see settings.hpp.
#include "server/domain/settings.hpp"

namespace wsus::domain {

wusp::UtcTime config_last_change_for(Settings const& settings, std::string_view operation) {
  bool const is_handshake = operation == "GetConfig" || operation == "GetConfig2" || operation == "GetCookie";
  return is_handshake ? settings.config_last_change + settings.clock_swing : settings.config_last_change;
}

}  // namespace wsus::domain
