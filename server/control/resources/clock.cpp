// The server's clock: what its cookies, logs and approvals go by.
#include "server/control/answers.hpp"
#include "server/control/fields.hpp"
#include "server/control/problem.hpp"
#include "server/control/resources/resources.hpp"

#include <fmt/format.h>

#include <chrono>

namespace wsus::control {
namespace {

using std::chrono::milliseconds;
using std::chrono::year;

/// Ten years: enough for certificates and deadlines.
constexpr milliseconds longest_step = std::chrono::days(3'650);
/// Times that every field of the protocol, the logs and the certificates can say.
constexpr wusp::UtcTime first{std::chrono::sys_days{year{1980} / 1 / 1}};
constexpr wusp::UtcTime last{std::chrono::sys_days{year{9000} / 1 / 1}};

faults::ResponsePlan answer(wusp::Clock const& clock, wusp::OffsetClock const* movable) {
  auto const offset = movable == nullptr ? wusp::Ticks(0) : movable->offset();
  return json_answer({{"now", wusp::to_xsd_date_time(clock.now())},
                      {"offset_ms", std::chrono::floor<milliseconds>(offset).count()},
                      {"movable", movable != nullptr}});
}

/// Where the body wants the clock to be.
wusp::UtcTime wanted_time(AdminCall const& call, wusp::UtcTime now) {
  Fields fields(call.body());
  auto const step = fields.duration("advance", milliseconds(1), longest_step);
  auto const text = fields.text("set");
  auto const time = text ? wusp::parse_xsd_date_time(*text) : std::nullopt;
  if (text && !time)
    fields.wrong(fmt::format("field 'set' is '{}'; allowed: a time, as in 2026-10-04T15:00:00Z", *text));
  bool const has_step = call.body().contains("advance");
  bool const has_time = call.body().contains("set");
  if (has_step && has_time) fields.wrong("'advance' and 'set' are both given; one of them is wanted");
  if (!has_step && !has_time) fields.wrong("neither 'advance' nor 'set' is given; one of them is wanted");
  fields.done();
  auto const wanted = step ? now + *step : time.value_or(now);
  if (wanted < first || wanted > last)
    throw Problem(400, fmt::format("the clock would show {}; allowed: {} to {}", wusp::to_xsd_date_time(wanted),
                                   wusp::to_xsd_date_time(first), wusp::to_xsd_date_time(last)));
  return wanted;
}

faults::ResponsePlan move(wusp::Clock const& clock, wusp::OffsetClock* movable, AdminCall& call) {
  call.query.done();
  auto const now = clock.now();
  auto const wanted = wanted_time(call, now);
  if (movable == nullptr)
    throw Problem(409, "the clock of this server belongs to the program that runs it, and is moved there");
  movable->advance(wanted - now);
  return answer(clock, movable);
}

}  // namespace

Routes clock_routes(wusp::Clock const& clock, wusp::OffsetClock* movable) {
  auto const show = [&clock, movable](AdminCall& call) {
    call.nothing_else();
    return answer(clock, movable);
  };
  return {{"GET", "/api/v1/clock", show},
          {"POST", "/api/v1/clock", [&clock, movable](AdminCall& call) { return move(clock, movable, call); }}};
}

}  // namespace wsus::control
