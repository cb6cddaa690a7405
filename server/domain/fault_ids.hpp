// The IDs of SOAP faults.
#pragma once

#include "wsdl/wusp/guid.hpp"

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace wsus::domain {

/// Each client has a sequence of its own, from the seed and its id: what other clients do meanwhile changes none of its
/// answers. Thread safety: every call from any thread.
class FaultIds {
public:
  /// `capacity`: clients with a sequence of their own; those that come later share one.
  explicit FaultIds(std::uint64_t seed, std::size_t capacity = 200'000) : seed_(seed), capacity_(capacity) {}

  /// The next ID for a client; empty: for all whose id is not known.
  [[nodiscard]] wusp::Guid next(std::string_view client_id);

private:
  std::uint64_t const seed_;
  std::size_t const capacity_;
  std::mutex mutex_;
  std::unordered_map<std::string, std::uint64_t> counts_;
};

}  // namespace wsus::domain
