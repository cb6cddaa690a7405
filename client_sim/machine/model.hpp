// Kinds of computers: what machines of one generation of Windows differ in when they tell servers about themselves.
#pragma once

#include "client_sim/machine/profile.hpp"

#include <span>
#include <string>
#include <string_view>

namespace wsus::machine {

/// One kind. Names and numbers are the lab's own, but for the captured machine (capture RegisterComputer).
struct MachineModel {
  std::string_view name{};  ///< what people write: "laptop"
  std::string_view manufacturer{};
  std::string_view model{};
  bool server = false;   ///< the generation's server edition: ProductType 3
  unsigned devices = 0;  ///< how many such a computer has (see devices.hpp)
};

[[nodiscard]] std::span<MachineModel const> all_models();
/// By name, as written; null: there is none.
[[nodiscard]] MachineModel const* find_model(std::string_view name);
/// "virtual, desktop, laptop or server": for messages.
[[nodiscard]] std::string model_names();

/// A machine of the profile on a computer of this kind, as it comes.
[[nodiscard]] SystemFacts facts_of(Profile profile, MachineModel const& model);

}  // namespace wsus::machine
