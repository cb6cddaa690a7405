// The program's own log: see program_log.hpp.
#include "server/app/program_log.hpp"

#include "server/control/journal_json.hpp"
#include "server/control/texts.hpp"

#include <boost/json.hpp>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <spdlog/async.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string_view>
#include <utility>

namespace wsus::server {
namespace {

namespace json = boost::json;

constexpr std::size_t queued_lines = 8192;

std::string_view view(spdlog::string_view_t text) { return {text.data(), text.size()}; }

std::string utc(spdlog::log_clock::time_point time) {
  auto const seconds = std::chrono::floor<std::chrono::seconds>(time);
  auto const rest = std::chrono::duration_cast<std::chrono::milliseconds>(time - seconds);
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(spdlog::log_clock::to_time_t(seconds)), rest.count());
}

spdlog::level::level_enum level_of(journal::Entry const& entry) {
  if (!entry.log_failure.empty()) return spdlog::level::warn;
  bool const is_notable = !entry.injected.empty() || !entry.refused.empty() || !entry.error_code.empty();
  return is_notable ? spdlog::level::info : spdlog::level::debug;
}

}  // namespace

void JsonLines::format(spdlog::details::log_msg const& message, spdlog::memory_buf_t& line) {
  auto const payload = view(message.payload);
  auto const level = view(spdlog::level::to_string_view(message.level));
  auto const text = fmt::format(R"({{"time":"{}","level":"{}",)", utc(message.time), level);
  line.append(text.data(), text.data() + text.size());
  bool const is_object = view(message.logger_name) == exchanges_logger && payload.starts_with('{');
  auto const rest = is_object
                        ? std::string(payload.substr(1))
                        : fmt::format(R"("message":{}}})", json::serialize(json::value(control::as_utf8(payload))));
  line.append(rest.data(), rest.data() + rest.size());
  line.push_back('\n');
}

ProgramLog start_program_log(LogSettings const& settings) {
  spdlog::init_thread_pool(queued_lines, 1);
  auto const sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
  auto const make = [&](char const* name) {
    auto logger = std::make_shared<spdlog::async_logger>(name, sink, spdlog::thread_pool(),
                                                         spdlog::async_overflow_policy::overrun_oldest);
    logger->set_level(settings.level);
    logger->flush_on(spdlog::level::info);
    return logger;
  };
  ProgramLog log{.main = make("wsus-mock"), .exchanges = make(exchanges_logger)};
  if (settings.format == LogFormat::json) sink->set_formatter(std::make_unique<JsonLines>());
  spdlog::set_default_logger(log.main);
  return log;
}

void end_program_log() { spdlog::shutdown(); }

std::string exchange_line(journal::Entry const& entry) {
  auto line = entry.method.empty() ? std::string("connection") : entry.method;
  line += fmt::format(" {}", entry.operation.empty() ? entry.target : entry.operation);
  if (entry.status != 0) line += fmt::format(" {}", entry.status);
  if (!entry.error_code.empty()) line += fmt::format(" {} {}", entry.error_code, entry.fault_id);
  if (!entry.client_id.empty()) line += fmt::format(" client {}", entry.client_id);
  line += fmt::format(" from {} in {} us", entry.client_address, entry.duration.count());
  if (!entry.injected.empty()) line += fmt::format(", injected {}", entry.injected_names());
  for (auto const& why : {entry.refused, entry.error_message, entry.log_failure}) {
    if (!why.empty()) line += fmt::format(": {}", why);
  }
  std::replace_if(
      line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, '?');
  return line;
}

ExchangeLog::ExchangeLog(journal::Journal& journal, spdlog::logger& logger, LogFormat format,
                         journal::Redactor* redactor)
    : logger_(logger), format_(format), redactor_(redactor), subscription_(journal.attach(*this)) {}

void ExchangeLog::added(journal::Entry const& entry) noexcept {
  auto const level = level_of(entry);
  if (!logger_.should_log(level)) return;
  auto shown = entry;
  shown.request_body.clear();
  shown.response_body.clear();
  if (redactor_ != nullptr) shown = redactor_->redacted(std::move(shown));
  auto const line = exchange_line(shown);
  if (format_ == LogFormat::text) return logger_.log(level, "{}", line);
  json::object const fields{{"message", control::as_utf8(line)}, {"exchange", control::to_json(shown)}};
  logger_.log(level, "{}", json::serialize(fields));
}

}  // namespace wsus::server
