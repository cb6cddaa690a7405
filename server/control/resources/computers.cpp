// The computers that the server knows.
#include "server/control/answers.hpp"
#include "server/control/computers_json.hpp"
#include "server/control/problem.hpp"
#include "server/control/resources/resources.hpp"

#include <fmt/format.h>

#include <limits>
#include <utility>

namespace wsus::control {
namespace {

namespace json = boost::json;

Problem unknown_computer(std::string_view id) {
  return Problem(404, fmt::format("no computer '{}'; GET /api/v1/computers lists them", id));
}

domain::Computer known(domain::Computers const& computers, std::string const& id) {
  auto computer = computers.find(id);
  if (!computer) throw unknown_computer(id);
  return std::move(*computer);
}

faults::ResponsePlan list(domain::Computers const& computers, AdminCall& call) {
  call.nothing_else();
  json::array list;
  for (auto const& computer : computers.all()) list.push_back(to_json(computer));
  return json_answer({{"computers", std::move(list)}});
}

faults::ResponsePlan one(domain::Computers const& computers, AdminCall& call) {
  call.nothing_else();
  return json_answer(to_json(known(computers, call.id)));
}

faults::ResponsePlan erase(domain::Computers& computers, AdminCall& call) {
  call.nothing_else();
  if (!computers.erase(call.id)) throw unknown_computer(call.id);
  return empty_answer();
}

faults::ResponsePlan status(domain::Computers const& computers, AdminCall& call) {
  call.nothing_else();
  auto const computer = known(computers, call.id);
  return json_answer({{"computer", to_json(computer)}, {"updates", to_json(computer.status)}});
}

faults::ResponsePlan events(domain::Computers const& computers, AdminCall& call) {
  domain::EventFilter filter{.client_id = call.id};
  if (auto const id = call.query.number("event_id", 0, std::numeric_limits<int>::max()))
    filter.event_id = static_cast<int>(*id);
  call.nothing_else();
  if (!computers.find(call.id)) throw unknown_computer(call.id);
  json::array list;
  for (auto const& reported : computers.events(filter)) list.push_back(to_json(reported.event));
  return json_answer({{"events", std::move(list)}});
}

}  // namespace

Routes computer_routes(domain::Computers& computers) {
  return {
      {"GET", "/api/v1/computers", [&computers](AdminCall& call) { return list(computers, call); }},
      {"GET", "/api/v1/computers/{id}", [&computers](AdminCall& call) { return one(computers, call); }},
      {"DELETE", "/api/v1/computers/{id}", [&computers](AdminCall& call) { return erase(computers, call); }},
      {"GET", "/api/v1/computers/{id}/status", [&computers](AdminCall& call) { return status(computers, call); }},
      {"GET", "/api/v1/computers/{id}/events", [&computers](AdminCall& call) { return events(computers, call); }},
  };
}

}  // namespace wsus::control
