// The parts that the HRESULT table is put together from. Internal to the room.
#pragma once

#include "client_sim/agent/hresult.hpp"

#include <span>

namespace wsus::agent {

[[nodiscard]] std::span<HresultInfo const> protocol_talker_hresults();
[[nodiscard]] std::span<HresultInfo const> web_services_hresults();
[[nodiscard]] std::span<HresultInfo const> network_hresults();
[[nodiscard]] std::span<HresultInfo const> general_hresults();
[[nodiscard]] std::span<HresultInfo const> other_hresults();

}  // namespace wsus::agent
