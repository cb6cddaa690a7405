// Content codings: see coding.hpp.
#include "server/exchange/coding.hpp"

#include "windows/fs/caseless.hpp"
#include "wsdl/xpress/xpress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace wsus::exchange {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t";
  auto const first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// Cuts off what stands before the separator; `rest` keeps what stands behind it.
std::string_view take(std::string_view& rest, char separator) {
  auto const at = rest.find(separator);
  auto const part = trimmed(rest.substr(0, at));
  rest = at == std::string_view::npos ? std::string_view{} : rest.substr(at + 1);
  return part;
}

/// "q=0.5": a weight above 0. "q=0", "q=0.000" and what is no weight at all are a refusal.
bool is_wanted(std::string_view parameter) {
  if (parameter.empty()) return true;
  if (!windows::equal_caseless(parameter.substr(0, 2), "q=")) return false;
  auto const weight = parameter.substr(2);
  return weight.find_first_not_of("0123456789.") == std::string_view::npos &&
         weight.find_first_of("123456789") != std::string_view::npos;
}

}  // namespace

bool offers(std::string_view accept_encoding, std::string_view coding) {
  while (!accept_encoding.empty()) {
    auto element = take(accept_encoding, ',');
    if (windows::equal_caseless(take(element, ';'), coding)) return is_wanted(trimmed(element));
  }
  return false;
}

void apply_xpress(faults::ResponsePlan& plan, KnownBlocks& known) {
  plan.body = xpress::encode(plan.body, {}, [&known](std::string_view block) { return known.compressed(block); });
  auto const type = std::ranges::find(plan.headers, std::string("Content-Type"), &faults::Header::name);
  plan.headers.insert(type == plan.headers.end() ? type : type + 1, {"Content-Encoding", std::string(xpress_coding)});
}

RequestBody decode_request(std::string_view content_encoding, std::string_view body, std::size_t max_size) {
  auto const coding = trimmed(content_encoding);
  if (coding.empty() || windows::equal_caseless(coding, "identity")) return PlainBody{};
  if (!windows::equal_caseless(coding, xpress_coding)) return UnknownCoding{};
  auto decoded = xpress::decode(body, max_size);
  if (auto const* error = std::get_if<xpress::DecodeError>(&decoded))
    return BadCoding{fmt::format("the xpress body cannot be decoded at byte {}: {}", error->position, error->what)};
  return DecodedBody{std::get<std::string>(std::move(decoded))};
}

}  // namespace wsus::exchange
