// Addresses of a WSUS that are no service and no content: what people try in a browser, and what old agents fetch.
#pragma once

#include "server/content/static_files.hpp"

#include <filesystem>
#include <optional>
#include <span>
#include <string_view>

namespace wsus::exchange {

enum class AddressKind {
  file,    ///< `text` is served
  folder,  ///< 403.14
  absent,  ///< a part of a real WSUS that this one has not: 404.0, and the journal says what is missing
};

/// One address. Letter case does not matter. `absent` rows stand for everything below them as well.
struct StaticAddress {
  std::string_view path;
  AddressKind kind;
  std::string_view text;    ///< of a file
  std::string_view source;  ///< where the address is from, and how sure its answer is
};
[[nodiscard]] std::span<StaticAddress const> static_addresses();

/// The row of `kind` folder or absent that this path belongs to; null when there is none.
[[nodiscard]] StaticAddress const* static_address_at(std::string_view path);

/// The files of the table. With `self_update`, the files of that folder are what lies below /SelfUpdate/.
/// Throws std::runtime_error for a folder that cannot be served (content::StaticFiles::add_folder).
[[nodiscard]] content::StaticFiles make_static_files(std::optional<std::filesystem::path> const& self_update,
                                                     wusp::UtcTime modified);

}  // namespace wsus::exchange
