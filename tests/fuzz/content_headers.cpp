// Promise: any Range names a part of the file, all or nothing of it; any date is one that survives being written, or
// none; conditions answer and never throw.
#include "server/content/byte_range.hpp"
#include "server/content/conditions.hpp"

#include "tests/fuzz/harness.hpp"

#include <array>

// The first byte chooses the size of the file; a line is the Range, the rest the value of a condition.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace wsus;
  constexpr std::array<std::uint64_t, 5> sizes{1, 2, 1000, std::uint64_t{4} << 30, ~std::uint64_t{0}};
  auto const choice = fuzz::choice_of(data, size);
  auto const file_size = sizes[choice.number % sizes.size()];
  auto const line = choice.rest.find('\n');
  auto const range = choice.rest.substr(0, line);
  auto const condition = line == std::string_view::npos ? std::string_view() : choice.rest.substr(line + 1);

  auto const decision = content::decide_range(range, file_size);
  if (auto const* part = std::get_if<content::ByteRange>(&decision)) {
    fuzz::require(part->length > 0, "a part is never empty");
    fuzz::require(part->offset < file_size && part->length <= file_size - part->offset, "a part lies in the file");
  }
  auto const date = content::parse_http_date(condition);
  if (date) {
    auto const written = content::to_http_date(*date);
    fuzz::require(content::parse_http_date(written) == date, written + " reads as the time it was written from");
  }
  content::Validators const file{.etag = "\"0123456789abcdef:0\"", .modified = date.value_or(wusp::UtcTime{})};
  fuzz::require(content::not_modified("", content::to_http_date(file.modified), file), "a file is as old as itself");
  fuzz::require(content::range_applies(file.etag, file), "an ETag is itself");
  static_cast<void>(content::not_modified(condition, range, file));
  static_cast<void>(content::range_applies(condition, file));
  return 0;
}
