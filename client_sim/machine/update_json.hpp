// Cached updates as JSON, and the values that they share with the rest of the datastore. Internal to the room.
#pragma once

#include "client_sim/machine/data_store.hpp"
#include "client_sim/machine/fragments_file.hpp"
#include "client_sim/machine/json_reader.hpp"

#include <boost/json.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace wsus::machine {

/// Members that older programs did not write may be missing when reading. Of the Core fragment only the size is
/// written, and read from `fragments`; older programs wrote its text.
[[nodiscard]] boost::json::object write_update(CachedUpdate const& update);
[[nodiscard]] CachedUpdate read_update(JsonReader const& from, FragmentSource& fragments);

/// Raw bytes as lower-case hexadecimal digits: JSON texts must be Unicode.
[[nodiscard]] std::string to_hex_text(std::string_view bytes);
[[nodiscard]] std::string read_hex(JsonReader const& from);
[[nodiscard]] wusp::Guid read_guid(JsonReader const& from);
[[nodiscard]] wusp::UtcTime read_time(JsonReader const& from);
template <typename Guids>
[[nodiscard]] boost::json::array write_guids(Guids const& guids) {
  boost::json::array result;
  for (auto const& guid : guids) result.push_back(boost::json::value(wusp::to_string(guid)));
  return result;
}
[[nodiscard]] std::vector<wusp::Guid> read_guids(JsonReader const& from);

}  // namespace wsus::machine
