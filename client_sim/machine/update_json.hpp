// Cached updates as JSON, and the values that they share with the rest of the datastore. Internal to the room.
#pragma once

#include "client_sim/machine/data_store.hpp"
#include "client_sim/machine/json_reader.hpp"

#include <boost/json.hpp>

#include <string>
#include <string_view>

namespace wsus::machine {

/// Members that older programs did not write may be missing when reading.
[[nodiscard]] boost::json::object write_update(CachedUpdate const& update);
[[nodiscard]] CachedUpdate read_update(JsonReader const& from);

/// Raw bytes as lower-case hexadecimal digits: JSON texts must be Unicode.
[[nodiscard]] std::string to_hex_text(std::string_view bytes);
[[nodiscard]] std::string read_hex(JsonReader const& from);
[[nodiscard]] wusp::Guid read_guid(JsonReader const& from);

}  // namespace wsus::machine
