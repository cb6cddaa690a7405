// Small texts as open files in memory, and files that are there.
#pragma once

#include "server/faults/open_file.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <string_view>

namespace wsus::content {

/// Takes the next bytes of a file.
using Sink = std::function<void(std::string_view)>;
/// Gives a whole file to a sink, in order.
using Writer = std::function<void(Sink const&)>;
using SharedFile = std::shared_ptr<faults::OpenFile const>;

/// Errors of both: std::system_error that names the file and the system's reason.

/// A file without a name (memfd); its memory is free when the last user is done.
[[nodiscard]] SharedFile memory_file(Writer const& writer);

/// A regular file that is there, never through a symbolic link; null when it is none.
[[nodiscard]] SharedFile existing_file(std::filesystem::path const& path);

}  // namespace wsus::content
