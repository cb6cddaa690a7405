// Settings over a restart: see snapshot.hpp. Member by member, in the form that the file has them in.
#include "server/state/json_fields.hpp"

namespace wsus::state {

domain::Settings merged_settings(KeptSettings const& kept, domain::Settings const& given) {
  constexpr std::string_view last_change = "config_last_change";
  auto const started_with = to_json(kept.started_with).as_object();
  auto const wanted = to_json(given).as_object();
  auto merged = to_json(kept.now).as_object();
  bool is_given_anew = false;
  for (auto const& member : wanted) {
    if (member.key() == last_change || started_with.at(member.key()) == member.value()) continue;
    merged[member.key()] = member.value();
    is_given_anew = true;
  }
  if (is_given_anew) merged[last_change] = wanted.at(last_change);
  return from_json<domain::Settings>(merged);
}

}  // namespace wsus::state
