// Reading of codes and their bits: see codes.hpp.
#include "scenarios/knowledge/codes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>

namespace wsus::lab {
namespace {

constexpr std::size_t digits_of_unsigned = 10;
constexpr unsigned win32_facility = 7;
constexpr unsigned http_facility = 0x19;
constexpr unsigned update_facility = 0x24;

struct Facility {
  unsigned number;
  std::string_view name;
};
/// winerror.h. 0x7D0 is not in it: Configuration Manager's own.
constexpr auto facilities = std::to_array<Facility>({
    {0x0, "none"},
    {0x1, "RPC"},
    {0x4, "interface"},
    {win32_facility, "Win32"},
    {0x9, "security"},
    {0xB, "certificates"},
    {http_facility, "HTTP status of a download"},
    {0x20, "BITS"},
    {update_facility, "Windows Update"},
    {0x3D, "Windows web services"},
    {0x100, "setup"},
    {0x7D0, "Configuration Manager"},
});

/// The parts of the agent, by the high digit of the number (Windows Update error reference).
constexpr auto parts_of_the_agent = std::to_array<std::string_view>({
    "the agent itself",
    "updates of Windows Installer",
    "the update handlers",
    "the user interface",
    "the protocol talker",
    "the redirector",
    "the download manager",
    "offline scans",
    "the datastore",
    "the inventory",
    "Automatic Updates",
    "a part without a name here",
    "the drivers",
    "the agent's own setup",
    "the expression evaluator",
    "the reporter",
});

std::string facility_text(unsigned number) {
  auto const* const row = std::ranges::find(facilities, number, &Facility::number);
  return row != facilities.end() ? fmt::format("facility {} ({})", number, row->name)
                                 : fmt::format("facility {} (not known here)", number);
}

std::string number_text(unsigned facility, unsigned number) {
  constexpr unsigned first_internet_error = 12'000;
  constexpr unsigned last_internet_error = 12'999;
  if (facility == update_facility)
    return fmt::format("number 0x{:04X}, of {}", number, parts_of_the_agent[number >> 12U]);
  if (facility == http_facility) return fmt::format("HTTP status {}", number);
  bool const internet = number >= first_internet_error && number <= last_internet_error;
  if (facility == win32_facility && internet) return fmt::format("number {}, a WinHTTP or WinINet error", number);
  return fmt::format("number {}", number);
}

std::string_view word_of(std::string_view letter) {
  if (letter == "C1") return "confirmed by one capture";
  if (letter == "C") return "confirmed";
  if (letter == "I") return "inferred";
  if (letter == "M") return "from memory";
  return letter == "X" ? "sources contradict each other" : letter;
}

}  // namespace

std::optional<agent::Hresult> parse_code(std::string_view typed) {
  if (auto const code = agent::parse_hresult(typed)) return code;
  if (typed.size() != digits_of_unsigned) return std::nullopt;
  agent::Hresult code = 0;
  auto const* const end = typed.data() + typed.size();
  auto const [rest, error] = std::from_chars(typed.data(), end, code);
  if (error != std::errc{} || rest != end) return std::nullopt;
  return code;
}

agent::HresultInfo const* find_code(std::string_view typed) {
  if (auto const* by_symbol = agent::find_hresult(typed)) return by_symbol;
  auto const code = parse_code(typed);
  return code ? agent::find_hresult(*code) : nullptr;
}

std::string anatomy_of(agent::Hresult code) {
  constexpr unsigned facility_bits = 0x7FFU;
  auto const facility = (code >> 16U) & facility_bits;
  return fmt::format("{}; {}; {}", (code >> 31U) != 0 ? "a failure" : "a success", facility_text(facility),
                     number_text(facility, code & 0xFFFFU));
}

std::string confidence_words(std::string_view confidence) {
  auto const end = std::min(confidence.find_first_of(" ,("), confidence.size());
  return fmt::format("{}{}", word_of(confidence.substr(0, end)), confidence.substr(end));
}

}  // namespace wsus::lab
