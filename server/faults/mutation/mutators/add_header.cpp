// add_header: a header that does not belong to the reply, or contradicts it.
#include "server/faults/mutation/mutators.hpp"
#include "server/faults/mutation/xml_change.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace wsus::faults::mutation {
namespace {

Header header_of(std::size_t way) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 13> headers{{
      {"Content-Encoding", "gzip"},
      {"Content-Encoding", "xpress"},
      {"Content-Encoding", "identity"},
      {"Transfer-Encoding", "chunked"},
      {"Transfer-Encoding", "gzip, chunked"},
      {"Content-Length", "0"},
      {"Content-Length", "18446744073709551616"},
      {"Location", "http://wsus.lab.example:8530/ClientWebService/client.asmx"},
      {"Location", "http://[::1"},
      {"WWW-Authenticate", "Negotiate"},
      {"Connection", "close"},
      {"Upgrade", "h2c"},
      {"Set-Cookie", "a=b"},
  }};
  if (way < headers.size()) return {std::string(headers[way].first), std::string(headers[way].second)};
  return {"X-Long", std::string(longest_value, 'v')};
}

/// The peer may wait for bytes that never come: the end of the connection is what ends that.
bool is_framing(std::string_view name) {
  return name == "Transfer-Encoding" || name == "Content-Length" || name == "Upgrade";
}

}  // namespace

std::string add_header(ResponsePlan& plan, Choice choice) {
  constexpr std::size_t ways = 14;
  auto header = header_of(choice.value(ways));
  if (is_framing(header.name)) plan.close = true;
  auto what = fmt::format("{}: {} is there", header.name, shown(header.value));
  auto const place = std::min(plan.headers.size(), choice.place(plan.headers.size() + 1));
  plan.headers.insert(plan.headers.begin() + static_cast<std::ptrdiff_t>(place), std::move(header));
  return what;
}

}  // namespace wsus::faults::mutation
