// A catalogue from update documents: the server-server form upd:Update, one file each (wusp-protocol 8.1).
#pragma once

#include "server/domain/catalogue.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::catalogue {

class DigestCache;

/// Largest document, in bytes.
inline constexpr std::size_t max_document_size = std::size_t{4} << 20;

/// How documents become revisions.
struct ImportOptions {
  int first_id = 100'000;               ///< revision id of the first document, the next ones follow; 1 to 2147483647
  wusp::UtcTime date{};                 ///< of deployments, and of files that say nothing
  std::uint64_t content_seed = 1;       ///< for the bytes of files
  std::uint64_t max_file_size = 65536;  ///< a larger file becomes one of this size; 1 to max_content_size bytes
  DigestCache* digests = nullptr;       ///< where digests come from; null: files are hashed
  std::size_t max_documents = 20'000;   ///< a folder with more of them is refused
};

/// What came out, and what is not as in the documents: one sentence each, for people.
struct ImportedUpdates {
  std::vector<domain::Revision> revisions{};  ///< in the order of documents
  std::vector<std::string> notes{};
};

/// One document. `file` is for messages and notes. The revision has options.first_id and the deployment of its type
/// (Evaluate for categories and detectoids, Install for the rest).
///
/// Fragments follow wusp-protocol 8.1; fields are filled from the same elements. The real content is not there, so
/// digests and sizes of files are those of inert content (content.hpp), each with a note.
/// Throws config::ConfigError with file, line and path for what is no such document.
[[nodiscard]] ImportedUpdates import_document(std::string_view text, std::string const& file,
                                              ImportOptions const& options);

/// Every *.xml of a folder (not of folders in it), in the order of names. What a bundle contains gets the action
/// Bundle. References to updates that are not in the folder are kept, with a note where they decide something.
/// Throws config::ConfigError for a folder that cannot be read, has no document or too many, for a document as above,
/// and for an identity that two documents have. Thread safety: none (the digest cache).
[[nodiscard]] ImportedUpdates import_folder(std::filesystem::path const& folder, ImportOptions const& options);

}  // namespace wsus::catalogue
