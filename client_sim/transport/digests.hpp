// SHA-1 and SHA-256 for the agent, which has no hash functions of its own.
#pragma once

#include "client_sim/agent/download.hpp"

namespace wsus::transport {

/// Raw digests by OpenSSL. The functions throw std::runtime_error when OpenSSL refuses the algorithm.
[[nodiscard]] agent::Digests content_digests();

}  // namespace wsus::transport
