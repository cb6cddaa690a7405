// The application pools.
#include "server/control/answers.hpp"
#include "server/control/problem.hpp"
#include "server/control/resources/resources.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

namespace wsus::control {
namespace {

namespace json = boost::json;
using iis::ApplicationPool;
using Change = iis::InternetServices::Change;
using Changing = Change (iis::InternetServices::*)(std::string_view);

json::value stopped_by(ApplicationPool const& pool) {
  switch (pool.stopped_by()) {
  case ApplicationPool::StoppedBy::administrator: return "administrator";
  case ApplicationPool::StoppedBy::rapid_fail: return "rapid_fail";
  case ApplicationPool::StoppedBy::nobody: break;
  }
  return nullptr;
}

json::object to_json(iis::PoolSettings const& settings, ApplicationPool const& pool, iis::PoolLoad const& load) {
  return {{"name", settings.name},
          {"state", pool.state() == ApplicationPool::State::started ? "started" : "stopped"},
          {"stopped_by", stopped_by(pool)},
          {"worker_processes_started", pool.processes()},
          {"memory_kb", pool.memory_kb(load)},
          {"private_memory_limit_kb", settings.private_memory_kb},
          {"queue_length", settings.queue_length}};
}

faults::ResponsePlan list(iis::InternetServices& internet, AdminCall& call) {
  call.nothing_else();
  json::array pools;
  if (auto const host = internet.configuration().host()) {
    for (auto const& settings : host->pools) {
      if (auto const pool = internet.pool(settings.name)) pools.push_back(to_json(settings, *pool, internet.load()));
    }
  }
  return json_answer({{"pools", std::move(pools)}});
}

/// `already`: what stands against the change when there is nothing to change.
faults::ResponsePlan change(iis::InternetServices& internet, AdminCall& call, Changing changing,
                            std::string_view already) {
  call.nothing_else();
  auto const changed = (internet.*changing)(call.id);
  auto const host = internet.configuration().host();
  auto const* const settings = host ? host->find_pool(call.id) : nullptr;
  auto const pool = internet.pool(call.id);
  if (changed == Change::no_such_object || settings == nullptr || !pool)
    throw Problem(404, fmt::format("no application pool '{}'; GET /api/v1/pools lists them", call.id));
  if (changed == Change::already)
    throw Problem(409, fmt::format("the application pool '{}' {}", settings->name, already));
  return json_answer(to_json(*settings, *pool, internet.load()));
}

}  // namespace

Routes pool_routes(iis::InternetServices& internet) {
  auto const to = [&internet](Changing changing, std::string_view already) {
    return [&internet, changing, already](AdminCall& call) { return change(internet, call, changing, already); };
  };
  using iis::InternetServices;
  return {
      {"GET", "/api/v1/pools", [&internet](AdminCall& call) { return list(internet, call); }},
      {"POST", "/api/v1/pools/{name}/start", to(&InternetServices::start_pool, "is started already")},
      {"POST", "/api/v1/pools/{name}/stop", to(&InternetServices::stop_pool, "is stopped already")},
      {"POST", "/api/v1/pools/{name}/recycle",
       to(&InternetServices::recycle_pool, "is stopped: there is no worker process to recycle")},
  };
}

}  // namespace wsus::control
