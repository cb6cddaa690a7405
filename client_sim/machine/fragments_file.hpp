// The Core fragments of the cached updates in a file of their own: a long-lived machine has 30 MB of them, which hardly
// ever change. Internal to the room.
#pragma once

#include "client_sim/machine/data_store.hpp"
#include "client_sim/machine/json_reader.hpp"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace wsus::machine {

/// Whether write_fragments gives such names.
[[nodiscard]] bool is_fragments_name(std::string_view name);

/// Writes all fragments, one after the other in the order of the updates, into a file that is named by their hash:
/// fragments-16 hexadecimal digits. Equal fragments are there already and are not written again. The file has its name
/// when it is whole, so that an interrupted save leaves none that is cut. Returns the name; empty: no update has a
/// fragment, and there is no file. Throws std::runtime_error with the path.
[[nodiscard]] std::string write_fragments(DataStore const& store, std::filesystem::path const& directory);

/// Hands the content of such a file out again, fragment by fragment. A default one is empty.
class FragmentSource {
public:
  FragmentSource() = default;
  FragmentSource(std::string text, std::string path) : text_(std::move(text)), path_(std::move(path)) {}

  /// The next fragment of that many bytes. Throws std::runtime_error with the place when fewer are left.
  [[nodiscard]] std::shared_ptr<std::string const> take(JsonReader const& size);
  /// Throws std::runtime_error when the updates do not account for the whole file.
  void expect_end() const;

private:
  std::string text_{};
  std::string path_{};
  std::size_t next_ = 0;
};

/// `name`: what write_fragments returned. Throws std::runtime_error when it is no such name, or the file cannot be read
/// or has another content than its name says.
[[nodiscard]] FragmentSource read_fragments(JsonReader const& name, std::filesystem::path const& directory);

}  // namespace wsus::machine
