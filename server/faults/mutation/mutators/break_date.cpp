// break_date: a time is none, or one that no clock shows.
#include "server/faults/mutation/mutators.hpp"
#include "server/faults/mutation/xml_change.hpp"
#include "wsdl/wusp/date_time.hpp"

#include <array>

namespace wsus::faults::mutation {
namespace {

bool is_date(std::string_view text) { return wusp::parse_xsd_date_time(text).has_value(); }

std::optional<std::string> broken(std::string_view /*text*/, Choice choice) {
  constexpr std::array<std::string_view, 11> times{"0001-01-01T00:00:00Z",
                                                   "9999-12-31T23:59:59.9999999Z",
                                                   "2026-02-30T00:00:00Z",
                                                   "2026-13-01T00:00:00Z",
                                                   "2026-10-04T25:61:61Z",
                                                   "2026-10-04",
                                                   "-2026-10-04T00:00:00Z",
                                                   "99999999-10-04T00:00:00Z",
                                                   "2026-10-04T00:00:00+99:99",
                                                   "yesterday",
                                                   ""};
  return std::string(times[choice.value(times.size())]);
}

}  // namespace

std::string break_date(std::string& body, Choice choice) { return change_one_text(body, choice, is_date, broken); }

}  // namespace wsus::faults::mutation
