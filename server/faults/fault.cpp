// The stages of faults: see fault.hpp.
#include "server/faults/fault.hpp"

#include <array>

namespace wsus::faults {

Stage stage_of(Fault const& fault) {
  // In the order of the variant.
  constexpr std::array<Stage, std::variant_size_v<Fault>> stages{Stage::connection, Stage::request, Stage::request,
                                                                 Stage::call, Stage::reply};
  return stages.at(fault.index());
}

}  // namespace wsus::faults
