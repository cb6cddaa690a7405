// Combining and applying of policies.
#include "client_sim/machine/system/group_policy.hpp"

#include "client_sim/machine/machine.hpp"

#include <algorithm>

namespace wsus::machine {
namespace {

bool is_same_place(std::string_view key_a, std::string_view name_a, std::string_view key_b, std::string_view name_b) {
  auto const a = Registry::normalise(key_a);
  auto const b = Registry::normalise(key_b);
  return a && b && windows::equal_caseless(*a, *b) && windows::equal_caseless(name_a, name_b);
}

}  // namespace

PolicyValue const* find_policy(PolicyList const& list, std::string_view key, std::string_view name) {
  auto const found = std::find_if(list.begin(), list.end(), [&](PolicyValue const& value) {
    return is_same_place(value.key, value.name, key, name);
  });
  return found == list.end() ? nullptr : &*found;
}

PolicyList combined_policy(PolicyList const& under, PolicyList const& over) {
  PolicyList result = over;
  for (auto const& value : under) {
    if (find_policy(over, value.key, value.name) == nullptr) result.push_back(value);
  }
  return result;
}

PolicyList domain_policy_of(Machine const& machine) {
  auto const& outside = machine.network().outside;
  auto wanted = outside ? outside->domain_policy : PolicyList{};
  for (auto const& object : machine.system_state().policy.objects) wanted = combined_policy(wanted, object.values);
  return wanted;
}

bool refresh_group_policy(Machine& machine, bool force) {
  auto& policy = machine.system_state().policy;
  auto wanted = combined_policy(policy.local, domain_policy_of(machine));
  if (!force && wanted == policy.applied) return false;
  auto& registry = machine.registry();
  for (auto const& old : policy.applied) {
    if (find_policy(wanted, old.key, old.name) == nullptr) registry.delete_value(old.key, old.name);
  }
  for (auto const& value : wanted) registry.set(value.key, value.name, value.value);
  policy.applied = std::move(wanted);
  return true;
}

}  // namespace wsus::machine
