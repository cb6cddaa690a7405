// Replaces digests and sizes of files in an update document.
#include "server/catalogue/document_files.hpp"

#include "server/catalogue/content.hpp"
#include "server/catalogue/digest_cache.hpp"
#include "server/catalogue/document_names.hpp"
#include "server/catalogue/file_elements.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace wsus::catalogue {
namespace {

std::uint64_t declared_size(DocumentPlace const& place) {
  auto const text = place.required_attribute("Size");
  std::uint64_t size = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
  if (error != std::errc{} || end != text.data() + text.size()) {
    place.fail(fmt::format("Size '{}'", text), "a number of bytes");
  }
  return size;
}

wusp::UtcTime modified(DocumentPlace const& place, wusp::UtcTime otherwise) {
  auto const text = place.attribute("Modified");
  if (text.empty()) return otherwise;
  auto const time = wusp::parse_xsd_date_time(text);
  if (!time) place.fail(fmt::format("Modified '{}'", text), "a date such as 2026-10-04T16:03:35Z");
  return *time;
}

/// Without folders: the name decides the extension of the address on the content server.
std::string file_name(DocumentPlace const& place) {
  auto const name = place.required_attribute("FileName");
  auto base = name.substr(name.find_last_of("/\\:") + 1);
  if (base.empty()) place.fail(fmt::format("FileName '{}'", name), "a file name");
  return base;
}

void set_attribute(pugi::xml_node element, std::string_view local, std::string const& value) {
  for (auto attribute : element.attributes()) {
    if (fragment_attribute(attribute) != local) continue;
    attribute.set_value(value.c_str());
    return;
  }
  element.append_attribute(std::string(local).c_str()).set_value(value.c_str());
}

/// Exactly one AdditionalDigest, the SHA-256 one, whatever stood there.
void set_additional_digest(DocumentPlace const& place, domain::File const& file) {
  auto element = place.element();
  for (auto const& old : place.children("AdditionalDigest")) element.remove_child(old.element());
  std::string name = element.name();
  name.resize(name.size() - place.name().size());  // the prefix with its colon
  auto added = element.append_child((name + "AdditionalDigest").c_str());
  added.append_attribute("Algorithm").set_value("SHA256");
  added.append_child(pugi::node_pcdata).set_value(base64(file.sha256).c_str());
}

domain::File replaced(DocumentPlace const& place, std::string const& document, ImportOptions const& options,
                      std::vector<std::string>& notes) {
  auto const name = file_name(place);
  auto const declared = declared_size(place);
  auto const size = std::clamp<std::uint64_t>(declared, 1, options.max_file_size);
  auto const when = modified(place, options.date);
  auto file = options.digests != nullptr ? options.digests->make_file(options.content_seed, name, size, when)
                                         : make_file(options.content_seed, name, size, when);
  set_attribute(place.element(), "Digest", base64(file.sha1));
  set_attribute(place.element(), "DigestAlgorithm", "SHA1");
  set_attribute(place.element(), "Size", fmt::format("{}", size));
  set_additional_digest(place, file);
  auto note = fmt::format("document {}: digest of file '{}' replaced by that of inert content", document, name);
  if (size != declared) note += fmt::format(", size {} by {}", declared, size);
  notes.push_back(std::move(note));
  return file;
}

/// MaxDownloadSize is the sum again, MinDownloadSize not more than that.
void set_sums(DocumentPlace const& properties, std::vector<domain::File> const& files) {
  std::uint64_t sum = 0;
  for (auto const& file : files) sum += file.size;
  if (!properties.attribute("MaxDownloadSize").empty()) {
    set_attribute(properties.element(), "MaxDownloadSize", fmt::format("{}", sum));
  }
  auto const least = properties.attribute("MinDownloadSize");
  std::uint64_t number = 0;
  auto const read = std::from_chars(least.data(), least.data() + least.size(), number);
  if (!least.empty() && (read.ec != std::errc{} || number > sum)) {
    set_attribute(properties.element(), "MinDownloadSize", fmt::format("{}", sum));
  }
}

}  // namespace

void replace_files(DocumentPlace const& update, std::string const& file, ImportOptions const& options,
                   domain::Revision& revision, std::vector<std::string>& notes) {
  for (auto const& place : update.child("Files").children("File")) {
    revision.files.push_back(replaced(place, file, options, notes));
  }
  if (!revision.files.empty()) set_sums(update.required("Properties"), revision.files);
  for (auto const& place : update.child("EulaFiles").children("EulaFile")) {
    domain::Eula eula{.language = place.required_attribute("Language"), .geo_id = place.attribute("GeoId")};
    eula.file = replaced(place, file, options, notes);
    revision.eulas.push_back(std::move(eula));
  }
}

}  // namespace wsus::catalogue
