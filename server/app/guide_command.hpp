// `wsus-mock guide`: what to do on a real Windows client and on the network, as text or as files.
#pragma once

#include "server/guide/client_target.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace wsus::server {

struct GuideOptions {
  guide::ClientTarget target{};
  std::string format = "text";                    ///< of guide::guide_files
  std::optional<std::filesystem::path> output{};  ///< folder for all files; empty: one form is printed
  bool force = false;                             ///< write over files that are there
};

/// What to print. With `output` all files are written, none where one of them is there and `force` is not given, and
/// what is printed names them. Throws std::runtime_error for files.
[[nodiscard]] std::string give_guide(GuideOptions const& options);

}  // namespace wsus::server
