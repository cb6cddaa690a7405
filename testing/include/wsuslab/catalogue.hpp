// The updates that a mock server offers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>

namespace wsuslab {

/// What a generated catalogue has. The same sizes give the same catalogue, byte for byte.
///
/// A machine without updates needs three of them, whatever the sizes.
struct CatalogueSizes {
  std::uint64_t seed = 1;
  int revisions = 120;         ///< all of them: categories, detectoids, updates; 50 to 200,000
  int installed_non_leaf = 12; /**< entries that a scan comes to list in InstalledNonLeafUpdateIDs; 1 to half of
                                    `revisions` */
  int superseded_chains = 2;  ///< chains of three updates, each superseding the one before; 0 to a tenth of `revisions`
  int content_files = 2;      ///< files of 1 to 64 KiB that updates carry; 0 to 1,000. Their bytes are inert
  int drivers = 0;            ///< beside `revisions`; 0 to 20,000
};

/// Updates, their relations and their approvals. Immutable.
///
/// A copy costs nothing and shares the updates, so a suite makes a large catalogue once and gives it to each of its
/// servers. What happens to a server's updates (declined, approved) happens to that server alone.
/// @par Thread safety
/// Objects may be read and copied from any thread.
class Catalogue {
public:
  /// The catalogue of default sizes, generated anew.
  Catalogue();

  /// Generates updates.
  /// @throws Error for a size out of its range; the message names the range.
  [[nodiscard]] static Catalogue generate(CatalogueSizes const& sizes);

  /// Reads a YAML file in the format of docs/CATALOGUE.md: sizes, revisions written out, or imported update documents.
  /// @throws Error with file, line and path of the first mistake.
  [[nodiscard]] static Catalogue from_file(std::filesystem::path const& file);

  /// The same, from a text. Documents that it imports are looked for from the working directory on.
  /// @throws Error as from_file().
  [[nodiscard]] static Catalogue from_yaml(std::string_view text);

  /// How many revisions there are, drivers included.
  [[nodiscard]] std::size_t size() const;

  /// Of the library's own.
  struct Data;
  [[nodiscard]] Data const& data() const { return *data_; }

private:
  explicit Catalogue(std::shared_ptr<Data const> data);
  std::shared_ptr<Data const> data_;
};

}  // namespace wsuslab
