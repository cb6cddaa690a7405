// Proves what the program's own log says at which level, and that its JSON is valid whatever stands in it.
#include "server/app/program_log.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>

#include <algorithm>
#include <sstream>

namespace wsus::server {
namespace {

namespace json = boost::json;
using testing::HasSubstr;
using testing::Not;

journal::Entry call(std::string refused = {}) {
  journal::Entry entry;
  entry.method = "POST";
  entry.target = "/ClientWebService/client.asmx";
  entry.operation = "SyncUpdates";
  entry.client_id = "AB-1";
  entry.client_address = "127.0.0.1";
  entry.status = 200;
  entry.refused = std::move(refused);
  entry.request_body = "<dnsName>pc07.lab.example</dnsName>";
  return entry;
}

class ProgramLogTest : public testing::Test {
protected:
  std::shared_ptr<spdlog::logger> logger(LogFormat format, spdlog::level::level_enum level) {
    auto const sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(text_);
    auto logger = std::make_shared<spdlog::logger>(exchanges_logger, sink);
    logger->set_level(level);
    if (format == LogFormat::json)
      logger->set_formatter(std::make_unique<JsonLines>());
    else
      logger->set_pattern("%l %v");
    return logger;
  }
  std::string told(journal::Entry const& entry, LogFormat format, spdlog::level::level_enum level,
                   journal::Redactor* redactor = nullptr) {
    text_.str("");
    journal::Journal journal(10, 100);
    auto const to = logger(format, level);
    ExchangeLog const log(journal, *to, format, redactor);
    journal.add(entry);
    return text_.str();
  }
  std::ostringstream text_;
};

TEST_F(ProgramLogTest, FaultsAndRefusalsAreToldAtInfoAllElseAtDebug) {
  EXPECT_EQ(told(call(), LogFormat::text, spdlog::level::info), "");
  EXPECT_EQ(told(call(), LogFormat::text, spdlog::level::debug),
            "debug POST SyncUpdates 200 client AB-1 from 127.0.0.1 in 0 us\n");
  EXPECT_EQ(told(call("no such\npath"), LogFormat::text, spdlog::level::info),
            "info POST SyncUpdates 200 client AB-1 from 127.0.0.1 in 0 us: no such?path\n");
  auto injected = call();
  injected.injected = {{.rule = "r", .kind = "reset"}};
  EXPECT_THAT(told(injected, LogFormat::text, spdlog::level::info), HasSubstr(", injected reset:r\n"));
  EXPECT_EQ(told(injected, LogFormat::text, spdlog::level::warn), "");
  auto failed = call();
  failed.log_failure = "the disk is full";
  EXPECT_THAT(told(failed, LogFormat::text, spdlog::level::warn), HasSubstr("warning POST"));
}

TEST_F(ProgramLogTest, EachLineIsAJsonObjectWhateverItHolds) {
  auto const hostile = call("\"quoted\" \\ \n \x01 \xFF <xml/> {\"a\":1}");
  auto const line = told(hostile, LogFormat::json, spdlog::level::info);
  ASSERT_EQ(std::count(line.begin(), line.end(), '\n'), 1);
  auto const object = json::parse(line).as_object();
  EXPECT_EQ(object.at("level").as_string(), "info");
  EXPECT_EQ(object.at("time").as_string().size(), std::string("2026-10-04T15:00:00.000Z").size());
  EXPECT_EQ(object.at("exchange").at("operation").as_string(), "SyncUpdates");
  EXPECT_THAT(line, Not(HasSubstr("request_body")));

  spdlog::logger other("wsus-mock", std::make_shared<spdlog::sinks::ostream_sink_mt>(text_));
  other.set_formatter(std::make_unique<JsonLines>());
  text_.str("");
  other.info("{}", "a \"word\"\n and {\"b\":2}\xFF");
  EXPECT_EQ(json::parse(text_.str()).at("message").as_string(), "a \"word\"\n and {\"b\":2}\xEF\xBF\xBD");
}

TEST_F(ProgramLogTest, NamesAreHiddenOnRequestAlone) {
  journal::Redactor redactor;
  for (auto const format : {LogFormat::text, LogFormat::json}) {
    EXPECT_THAT(told(call(), format, spdlog::level::debug), HasSubstr("AB-1"));
    auto const hidden = told(call(), format, spdlog::level::debug, &redactor);
    EXPECT_THAT(hidden, HasSubstr("pc-1"));
    EXPECT_THAT(hidden, Not(HasSubstr("AB-1")));
    EXPECT_THAT(hidden, Not(HasSubstr("pc07")));
  }
}

}  // namespace
}  // namespace wsus::server
