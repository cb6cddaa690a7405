// Checks of option values.
#include "client_sim/app/option_checks.hpp"

#include "client_sim/machine/profile.hpp"
#include "client_sim/transport/url.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace wsus::client {

std::string check_server(std::string const& text) {
  auto const parsed = transport::parse_url(text);
  if (auto const* error = std::get_if<transport::UrlError>(&parsed))
    return fmt::format("{}; allowed is http[s]://HOST[:PORT]", error->what);
  if (text.find('?') != std::string::npos)
    return fmt::format("\"{}\" has a query; allowed is http[s]://HOST[:PORT]", text);
  return {};
}

std::optional<std::uint64_t> parse_seed(std::string_view text) {
  std::uint64_t seed = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
  bool const whole = error == std::errc{} && end == text.data() + text.size();
  return whole ? std::optional(seed) : std::nullopt;
}

std::string check_seed(std::string const& text) {
  if (parse_seed(text)) return {};
  return fmt::format("\"{}\" is no seed; allowed are 0 to 18446744073709551615", text);
}

std::string check_path(std::string const& text) {
  return text.empty() ? "the path is empty; allowed is the path of a file or folder" : std::string();
}

std::string set_agent_option(std::string_view text, agent::AgentOptions& options) {
  auto const sign = std::min(text.find('='), text.size());
  auto const* const option = agent::find_agent_option(text.substr(0, sign));
  if (option == nullptr || sign == text.size())
    return fmt::format("\"{}\" is no setting of the agent; allowed are KEY=VALUE with one of {}", text,
                       agent::agent_option_names());
  auto const value = text.substr(sign + 1);
  auto const allowed = agent::set_option(options, *option, value);
  return allowed ? fmt::format("\"{}\" is no {}; allowed are {}", value, option->name, *allowed) : std::string();
}

std::string check_agent_option(std::string const& text) {
  agent::AgentOptions ignored;
  return set_agent_option(text, ignored);
}

std::string agent_help() {
  agent::AgentOptions const defaults;
  std::string text = "Settings for --agent KEY=VALUE:";
  for (auto const& option : agent::agent_options())
    text += fmt::format("\n  {} ({}): {}", option.name, agent::text_of(defaults, option), option.meaning);
  return text;
}

std::string profile_help() {
  std::string text;
  for (auto const& profile : machine::all_profiles())
    text += fmt::format("{}{} ({})", text.empty() ? "" : ", ", profile.name, profile.windows);
  return text;
}

}  // namespace wsus::client
