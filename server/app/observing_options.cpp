// Options about what is told: see observing_options.hpp.
#include "server/app/observing_options.hpp"

#include "server/app/words.hpp"

#include <CLI/CLI.hpp>

#include <cstddef>
#include <map>
#include <string>

namespace wsus::server {

void add_observing(CLI::App& app, ObservingOptions& options) {
  std::map<std::string, spdlog::level::level_enum> const levels{
      {"trace", spdlog::level::trace}, {"debug", spdlog::level::debug}, {"info", spdlog::level::info},
      {"warn", spdlog::level::warn},   {"error", spdlog::level::err},   {"off", spdlog::level::off}};
  std::map<std::string, LogFormat> const formats{{"text", LogFormat::text}, {"json", LogFormat::json}};
  app.add_option("--journal-entries", options.journal.entries,
                 "exchanges that the journal keeps, the newest; 0: counters alone")
      ->check(CLI::Range(std::size_t{0}, std::size_t{10'000'000}))
      ->capture_default_str();
  app.add_option("--journal-bodies", options.journal.body_bytes,
                 "bytes of each body that the journal keeps, from its beginning; at most 64 MB in all")
      ->type_name("BYTES")
      ->check(CLI::Range(std::size_t{0}, std::size_t{30'000'000}))
      ->capture_default_str();
  app.add_option("--log-level", options.log.level,
                 "what goes to standard error: info has faults and refusals, debug every exchange (default: warn)")
      ->transform(words_of(levels));
  app.add_option("--log-format", options.log.format, "lines for people, or a JSON object each (default: text)")
      ->transform(words_of(formats));
  app.add_flag("--redact", options.redact,
               "log, journal and events have pseudonyms for computers and names, and no cookies");
}

}  // namespace wsus::server
