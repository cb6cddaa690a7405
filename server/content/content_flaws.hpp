// What has become of content files behind the server's back: some are missing, some have other bytes than they should.
#pragma once

#include "server/content/content_path.hpp"
#include "server/domain/catalogue.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::content {

/// One file: gone, or with one byte turned.
struct FileFlaw {
  bool is_missing = false;
  std::uint64_t turned_byte = 0;  ///< of a file that is there; smaller than its size
  bool operator==(FileFlaw const&) const = default;
};

/// Thread safety: every call from any thread. Files are known by digest, so two updates with one file share its fate.
class ContentFlaws {
public:
  void set(Sha1 const& digest, FileFlaw const& flaw);
  [[nodiscard]] std::optional<FileFlaw> find(Sha1 const& digest) const;
  /// False: the file was as it should be.
  bool mend(Sha1 const& digest);
  [[nodiscard]] std::size_t count() const;

private:
  mutable std::mutex mutex_;
  std::map<Sha1, FileFlaw> flaws_{};
};

/// A content file as an administrator sees it in the content folder.
struct ListedFile {
  std::string path{};  ///< "XX\SHA1.ext", below the content folder
  domain::File file{};
  bool is_eula = false;
  std::optional<FileFlaw> flaw{};
};

/// Every file of the catalogue once, licence texts included, in the order of their paths.
[[nodiscard]] std::vector<ListedFile> list_files(domain::Catalogue const& catalogue, ContentFlaws const& flaws);

/// What `wsusutil reset` comes to: every file of the catalogue is compared with what its metadata tells, and what is
/// missing or changed is fetched again. Gives the files that were mended, as they were before.
std::vector<ListedFile> verify_and_mend(domain::Catalogue const& catalogue, ContentFlaws& flaws);

/// The file that a path of the server's drive means: "C:\WSUS\WsusContent\XX\SHA1.ext" for the folder
/// "C:\WSUS\WsusContent", in any letter case; empty for others.
[[nodiscard]] std::optional<ListedFile> file_at(std::vector<ListedFile> const& files, std::string_view content_folder,
                                                std::string_view path);

}  // namespace wsus::content
