// Answers with files: see file_answer.hpp.
#include "server/content/file_answer.hpp"

#include "server/content/byte_range.hpp"
#include "windows/fs/caseless.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>
#include <variant>

namespace wsus::content {
namespace {

struct MimeMap {
  std::string_view extension;
  std::string_view type;
};
/// IIS's default map for what a WSUS holds; from memory (M) but for octet-stream, which wusp-protocol 9 has for
/// content.
constexpr std::array mime_maps{MimeMap{".txt", "text/plain"}, MimeMap{".xml", "text/xml"}, MimeMap{".htm", "text/html"},
                               MimeMap{".html", "text/html"}};

void add_validators(FileAnswer& answer, Validators const& validators) {
  answer.headers.push_back({"Last-Modified", to_http_date(validators.modified)});
  answer.headers.push_back({"Accept-Ranges", "bytes"});
  answer.headers.push_back({"ETag", validators.etag});
}

}  // namespace

FileAnswer answer_for(ServedFile const& served, faults::ExchangeView const& request) {
  FileAnswer answer;
  if (not_modified(request.if_none_match, request.if_modified_since, served.validators)) {
    answer.status = 304;
    add_validators(answer, served.validators);
    return answer;
  }
  auto const size = served.size;
  RangeDecision range = WholeFile{};
  if (request.method == "GET" && range_applies(request.if_range, served.validators))
    range = decide_range(request.range, size);
  if (std::holds_alternative<Unsatisfiable>(range)) {
    answer.status = 416;
    answer.content_range = fmt::format("bytes */{}", size);
    return answer;
  }
  answer.headers.push_back({"Content-Type", served.content_type});
  answer.body = faults::FileBody{.offset = 0, .length = size};
  if (auto const* part = std::get_if<ByteRange>(&range)) {
    answer.status = 206;
    answer.content_range = fmt::format("bytes {}-{}/{}", part->offset, part->offset + part->length - 1, size);
    answer.headers.push_back({"Content-Range", answer.content_range});
    answer.body->offset = part->offset;
    answer.body->length = part->length;
  }
  answer.body->turned_byte = served.turned_byte;
  if (request.method == "GET") answer.body->file = served.open();
  add_validators(answer, served.validators);
  return answer;
}

std::string_view content_type_of(std::string_view name) {
  auto const dot = name.rfind('.');
  auto const extension = dot == std::string_view::npos ? std::string_view{} : name.substr(dot);
  for (auto const& map : mime_maps) {
    if (windows::equal_caseless(extension, map.extension)) return map.type;
  }
  return "application/octet-stream";
}

}  // namespace wsus::content
