// Writes and reads the file of Core fragments.
#include "client_sim/machine/fragments_file.hpp"

#include "client_sim/machine/host_files.hpp"
#include "wsdl/wusp/draw.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace wsus::machine {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view fragments_prefix = "fragments-";
constexpr std::size_t hash_digits = 16;

std::string name_of(std::uint64_t hash) { return fmt::format("{}{:016x}", fragments_prefix, hash); }

}  // namespace

bool is_fragments_name(std::string_view name) {
  if (!name.starts_with(fragments_prefix)) return false;
  name.remove_prefix(fragments_prefix.size());
  return name.size() == hash_digits && name.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string write_fragments(DataStore const& store, fs::path const& directory) {
  std::size_t size = 0;
  auto hash = wusp::fnv1a({});
  bool found = false;
  for (auto const& [id, update] : store.updates) {
    if (!update.core_xml) continue;
    found = true;
    size += update.core_xml->size();
    hash = wusp::fnv1a(*update.core_xml, hash);
  }
  if (!found) return {};
  auto name = name_of(hash);
  auto const path = directory / name;
  std::error_code missing;
  if (fs::file_size(path, missing) == size && !missing) return name;
  std::string text;
  text.reserve(size);
  for (auto const& [id, update] : store.updates) {
    if (update.core_xml) text += *update.core_xml;
  }
  auto const temporary = directory / (name + ".new");
  write_host_file(temporary, text);
  fs::rename(temporary, path);
  return name;
}

std::shared_ptr<std::string const> FragmentSource::take(JsonReader const& size) {
  auto const wanted = size.integer<std::size_t>();
  if (wanted > text_.size() - next_)
    size.refuse(fmt::format("at most the {} bytes that are left in the file of "
                            "fragments",
                            text_.size() - next_));
  auto fragment = std::make_shared<std::string const>(text_.substr(next_, wanted));
  next_ += wanted;
  return fragment;
}

void FragmentSource::expect_end() const {
  if (next_ == text_.size()) return;
  throw std::runtime_error(
      fmt::format("{}: the updates have {} bytes of fragments, found {}", path_, next_, text_.size()));
}

FragmentSource read_fragments(JsonReader const& name, fs::path const& directory) {
  auto const text = name.text();
  if (!is_fragments_name(text)) name.refuse("a file name such as fragments-0123456789abcdef");
  auto const path = directory / text;
  auto content = read_host_file(path);
  if (name_of(wusp::fnv1a(content)) != text) {
    throw std::runtime_error(fmt::format("{}: expected a content with the hash in its name, found {}", path.string(),
                                         name_of(wusp::fnv1a(content))));
  }
  return {std::move(content), path.string()};
}

}  // namespace wsus::machine
