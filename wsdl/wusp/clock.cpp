// The machine's clock in ticks of the protocol.
#include "wsdl/wusp/clock.hpp"

#include <chrono>

namespace wsus::wusp {

UtcTime SystemClock::now() const { return std::chrono::floor<Ticks>(std::chrono::system_clock::now()); }

}  // namespace wsus::wusp
