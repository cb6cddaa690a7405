// The journal's counters.
#include "server/control/answers.hpp"
#include "server/control/resources/resources.hpp"
#include "server/control/texts.hpp"

#include <utility>

namespace wsus::control {

Routes counter_routes(journal::Journal const& journal) {
  auto const counters = [&journal](AdminCall& call) {
    call.nothing_else();
    boost::json::object values;
    for (auto const& [name, value] : journal.counters()) values[as_utf8(name)] = value;
    return json_answer({{"counters", std::move(values)}});
  };
  return {{"GET", "/api/v1/counters", counters}};
}

}  // namespace wsus::control
