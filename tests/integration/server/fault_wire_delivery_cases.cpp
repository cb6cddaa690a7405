// TCP, and framing: when the bytes of a reply come, how many of them, and how the connection ends.
#include "tests/integration/server/fault_wire.hpp"

#include <fmt/format.h>

namespace wsus::test {
namespace {

constexpr auto served = "HTTP/1.1 200 OK\r\n";
constexpr std::size_t in_the_head = 20;

std::string ask(FaultWire& wire) { return wire.ask(get_config_request()); }
std::string ask_and_idle(FaultWire& wire) { return wire.ask_and_idle(get_config_request("")); }

std::function<std::string(std::string)> cut_at(std::size_t count, std::string_view end) {
  return [count, end](std::string const& good) { return cut_to(good, count, end); };
}
std::function<std::string(std::string)> whole_until(std::string_view end) {
  return [end](std::string const& good) { return ended(good, end); };
}

std::size_t length_in(std::string const& seen) {
  constexpr std::string_view name = "\r\nContent-Length: ";
  return std::stoul(seen.substr(seen.find(name) + name.size()));
}

std::function<std::string(std::string)> announces(int more, std::string_view end) {
  return [more, end](std::string const& good) {
    auto const length = length_in(good);
    return ended(replaced(good, fmt::format("Content-Length: {}\r\n", length),
                          fmt::format("Content-Length: {}\r\n", length + static_cast<std::size_t>(more))),
                 end);
  };
}

/// The first chunk has no size; there is one more, which is as it should be.
std::string with_broken_chunk(std::string const& good) {
  auto const length = length_in(good);
  auto const text = replaced(good, fmt::format("Content-Length: {}", length), "Transfer-Encoding: chunked");
  auto const head = text.find("\r\n\r\n") + 4;
  return fmt::format("{}no-size\r\n{}\r\n0\r\n\r\n{}", text.substr(0, head), text.substr(head, length),
                     text.substr(head + length));
}

}  // namespace

std::vector<WireCase> delivery_cases() {
  return {
      {"close_idle", "", "- close_idle: {after: 5 s}", ask_and_idle, served,
       [](std::string const& good) { return replaced(good, "[kept]", "[fin]"); }},
      {"delay", "", "- delay: {by: 20 s}", ask, served, whole_until("[fin after 20 s]")},
      {"delay", "BeyondPatience", "- delay: {by: 31 s}", ask, served, cut_at(0, "[deadline after 30 s]")},
      {"drip", "", "- drip: {bytes: 1000, every: 2 s}", ask, served,
       [](std::string const& good) {
         auto const bytes = good.rfind('[');
         return ended(good, fmt::format("[fin after {} s]", 2 * ((bytes + 999) / 1000)));
       }},
      {"half_close", "InTheHead", fmt::format("- half_close: {{after: {}}}", in_the_head), ask, served,
       cut_at(in_the_head, "[fin after 0 s]")},
      {"half_close", "InTheBody", "- half_close: {after: 700}", ask, served, cut_at(700, "[fin after 0 s]")},
      {"reset", "AtOnce", "- reset: {}", ask, served, cut_at(0, "[reset after 0 s]")},
      {"reset", "InTheBody", "- reset: {after: 700}", ask, served, cut_at(700, "[reset after 0 s]")},
      {"stall", "", "- stall: {after: 700}", ask, served, cut_at(700, "[deadline after 30 s]")},
      {"stall", "ThatEnds", "- stall: {after: 700, lasting: 12 s}", ask, served, whole_until("[fin after 12 s]")},

      {"broken_chunk", "", "- broken_chunk: {}", ask, served, with_broken_chunk},
      {"wrong_length", "TooShort", "- wrong_length: {by: -10}", ask, served, announces(-10, "[fin after 0 s]")},
      {"wrong_length", "TooLong", "- wrong_length: {by: 10}", ask, served, announces(10, "[fin after 0 s]")},
  };
}

}  // namespace wsus::test
