// The list of faults: a new fault is its file, its type in fault.hpp and a line here.
#include "server/faults/fault_list.hpp"

#include <array>

namespace wsus::faults {
namespace {

template <auto read>
Fault as_fault(config::Node const& parameters) {
  return read(parameters);
}

constexpr std::array<FaultKind, 3> kinds{{
    {"redirect", as_fault<read_redirect>},
    {"refuse_client", as_fault<read_refuse_client>},
    {"soap_fault", as_fault<read_soap_fault>},
}};
static_assert(kinds.size() == std::variant_size_v<Fault>);

}  // namespace

std::span<FaultKind const> fault_kinds() { return kinds; }

}  // namespace wsus::faults
