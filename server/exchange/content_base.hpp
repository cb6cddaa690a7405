// Where a client is sent for content files. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace wsus::exchange {

/// "http://host:port", the base of file locations: content is always plain HTTP, for clients of the TLS port too
/// (wusp-protocol 1.4). `host`: the Host header. `content_port`: the plain listener's port, as clients know it; 0 when
/// nobody has told: the rule of 1.4 then (443 -> 80, N+1 -> N). A client of the plain port gets the host as it wrote
/// it.
[[nodiscard]] std::string content_base(std::string_view host, bool secure, std::uint16_t content_port);

}  // namespace wsus::exchange
