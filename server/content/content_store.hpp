// The files behind /Content: an index by digest over a catalogue; bytes are made when somebody first asks for them.
#pragma once

#include "server/content/content_flaws.hpp"
#include "server/content/content_path.hpp"
#include "server/content/file_answer.hpp"
#include "server/content/sparse_file.hpp"
#include "server/domain/catalogue.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>

namespace wsus::content {

struct StoreOptions {
  std::optional<std::filesystem::path> directory{};  ///< files are kept here as XX/SHA1.ext; empty: in memory
  Told told{};                                       ///< hears of damaged files in the folder
  /// What a scenario does to files; null: nothing. What the store itself finds in the folder is not written there.
  std::shared_ptr<ContentFlaws const> flaws{};
  std::size_t open_files = 64;             ///< how many stay open (in memory) when nobody uses them, at most
  std::uint64_t open_bytes = 512U << 20U;  ///< and how much memory they take, at most; the last one always stays
};

/// Serves the files and EULA texts of every revision of the catalogue, declined ones included (their content stays on
/// the disk of a real WSUS until its clean-up).
///
/// An open file is shared by all connections and made where they ask for bytes (SparseFile); it is forgotten when
/// nobody uses it and others were used since, and made again when it is asked for. A file of the folder is compared
/// with what it should be once in the life of the store, so damage that was there before is mended. Thread safety:
/// every call from any thread; two who ask for the same new file wait for each other, others do not.
class ContentStore {
public:
  /// Removes what earlier runs left unfinished in the folder.
  explicit ContentStore(StoreOptions options = {});

  /// The file at `path` ("/Content/XX/SHA1.ext" in any letter case, no query part); empty when the catalogue has none
  /// there, and for a file that is missing (ContentFlaws). A catalogue other than the last one renews the index; files
  /// that are still in it stay open. Nothing is opened until somebody calls `open` of the answer, within the life of
  /// the store; that throws std::system_error when the bytes cannot be stored.
  [[nodiscard]] std::optional<ServedFile> find(std::string_view path,
                                               std::shared_ptr<domain::Catalogue const> const& catalogue);

private:
  struct Slot;
  using Index = std::map<Sha1, std::shared_ptr<Slot>>;

  [[nodiscard]] std::shared_ptr<Slot> slot_of(Sha1 const& digest,
                                              std::shared_ptr<domain::Catalogue const> const& catalogue);
  void renew(domain::Catalogue const& catalogue);
  using Kept = std::shared_ptr<SparseFile const>;

  [[nodiscard]] SharedFile open(std::shared_ptr<Slot> const& slot);
  [[nodiscard]] Kept make(std::shared_ptr<Slot> const& slot) const;
  void keep_open(Kept const& file);

  StoreOptions const options_;
  std::mutex mutex_;
  std::shared_ptr<domain::Catalogue const> catalogue_;  ///< what the index is of
  Index index_;
  std::deque<Kept> kept_;  ///< used last: at the end
};

}  // namespace wsus::content
