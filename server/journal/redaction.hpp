// Entries without what tells whose they are: computers by pseudonyms, cookies hidden.
#pragma once

#include "server/journal/entry.hpp"

#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace wsus::journal {

/// The same name has the same pseudonym for the life of a redactor; letter case does not matter. Client ids become
/// "pc-1", "pc-2" and so on, names of computers and accounts "name-1"; secrets of cookies, inventories, comments and
/// bodies that are no text become "(hidden)". Addresses stay.
/// Of more than 100,000 names the rest is called "pc-other" and "name-other". Thread safety: every call from any
/// thread.
class Redactor {
public:
  /// Client id, texts in which it stands, and both bodies.
  [[nodiscard]] Entry redacted(Entry entry);
  /// Empty stays empty.
  [[nodiscard]] std::string pseudonym_of_client(std::string_view client_id) { return pseudonym("pc-", client_id); }
  /// A SOAP body, whole or its beginning: what the elements and attributes have that hold cookies, client ids and
  /// names.
  [[nodiscard]] std::string redacted_body(std::string_view body);

private:
  [[nodiscard]] std::string pseudonym(std::string_view kind, std::string_view name);
  /// `content` is more than blanks; those around it do not matter.
  [[nodiscard]] std::string pseudonym_or_secret(std::string_view prefix, std::string_view content);
  [[nodiscard]] std::string redacted_tag(std::string_view tag);

  std::mutex mutex_;
  std::map<std::string, std::string, std::less<>> pseudonyms_;
  std::map<std::string, std::size_t, std::less<>> counts_;
};

}  // namespace wsus::journal
