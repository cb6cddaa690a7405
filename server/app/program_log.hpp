// wsus-mock's own log, on standard error: what the program does, and what happens to the requests it gets.
#pragma once

#include "server/journal/journal.hpp"
#include "server/journal/redaction.hpp"

#include <spdlog/common.h>
#include <spdlog/formatter.h>
#include <spdlog/logger.h>

#include <memory>
#include <string>

namespace wsus::server {

enum class LogFormat { text, json };

struct LogSettings {
  spdlog::level::level_enum level = spdlog::level::warn;
  LogFormat format = LogFormat::text;
};

/// A line a message: {"time": "...Z", "level": "info", "message": "..."}, valid JSON whatever the message holds. A
/// message of the logger `exchanges_logger` is an object already; its members stand behind time and level.
class JsonLines final : public spdlog::formatter {
public:
  void format(spdlog::details::log_msg const& message, spdlog::memory_buf_t& line) override;
  [[nodiscard]] std::unique_ptr<spdlog::formatter> clone() const override { return std::make_unique<JsonLines>(); }
};

inline constexpr char const* exchanges_logger = "exchanges";

/// The loggers of the program, over one sink. They write on a thread of their own: a standard error that nobody reads
/// costs lines (the oldest), never time of a request.
struct ProgramLog {
  std::shared_ptr<spdlog::logger> main;       ///< is spdlog's default from now on
  std::shared_ptr<spdlog::logger> exchanges;  ///< for ExchangeLog
};

/// Once a program.
[[nodiscard]] ProgramLog start_program_log(LogSettings const& settings);
/// Writes what is left.
void end_program_log();

/// A line an exchange: injected faults, refusals and SOAP faults at level info, all others at debug; a row that could
/// not be written to the server's logs at warn. Texts for one level only are made where that level is on.
/// Lifetime: journal, logger and redactor must outlive it.
class ExchangeLog final : private journal::Listener {
public:
  /// `redactor`: null: names are shown.
  ExchangeLog(journal::Journal& journal, spdlog::logger& logger, LogFormat format, journal::Redactor* redactor);

private:
  void added(journal::Entry const& entry) noexcept override;

  spdlog::logger& logger_;
  LogFormat const format_;
  journal::Redactor* const redactor_;
  journal::Subscription subscription_;  // the last member: nothing is heard before all else is there, or after
};

/// "POST SyncUpdates 500 InvalidParameters client 1c46... from 127.0.0.1 in 410 us: ..."; no line ends in it.
[[nodiscard]] std::string exchange_line(journal::Entry const& entry);

}  // namespace wsus::server
