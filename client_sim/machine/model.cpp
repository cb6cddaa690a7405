// The table of kinds of computers.
#include "client_sim/machine/model.hpp"

#include <algorithm>
#include <array>

namespace wsus::machine {
namespace {

constexpr auto rows = std::to_array<MachineModel>({
    {.name = "virtual", .manufacturer = "QEMU", .model = "Standard PC (Q35 + ICH9, 2009)", .devices = 30},
    {.name = "desktop", .manufacturer = "Lab Computers", .model = "Desktop 300", .devices = 50},
    {.name = "laptop", .manufacturer = "Lab Computers", .model = "Laptop 14", .devices = 70},
    {.name = "server", .manufacturer = "Lab Computers", .model = "Rack Server 2", .server = true, .devices = 90},
});

/// Editions of one release: M.
std::string_view server_description(Profile profile) {
  switch (profile) {
  case Profile::w7: return "Windows Server 2008 R2 Standard";
  case Profile::w8: return "Windows Server 2012 R2 Standard";
  case Profile::w10: return "Windows Server 2022 Standard";
  case Profile::w11: break;
  }
  return "Windows Server 2025 Standard";
}

}  // namespace

std::span<MachineModel const> all_models() { return rows; }

MachineModel const* find_model(std::string_view name) {
  auto const* row = std::ranges::find(rows, name, &MachineModel::name);
  return row == rows.end() ? nullptr : row;
}

std::string model_names() {
  std::string text;
  for (auto const& row : rows) {
    if (!text.empty()) text += &row == &rows.back() ? " or " : ", ";
    text += row.name;
  }
  return text;
}

SystemFacts facts_of(Profile profile, MachineModel const& model) {
  constexpr int server_product = 3;
  auto facts = facts_of(profile);
  facts.manufacturer = model.manufacturer;
  facts.model = model.model;
  if (!model.server) return facts;
  facts.product_type = server_product;
  facts.os_description = server_description(profile);
  return facts;
}

}  // namespace wsus::machine
