// appcmd list|set|start|stop|recycle apppool, and list wp.
#include "server/iis/config/default_application_host.hpp"
#include "server/iis/server_files.hpp"
#include "server/shell/appcmd/objects.hpp"
#include "server/shell/web_services.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace wsus::server_shell::appcmd_parts {
namespace {

using Change = iis::InternetServices::Change;
using State = iis::ApplicationPool::State;

std::string name_of(Words& words) {
  auto const named = words.take("apppool.name");
  return words.identifier.empty() ? named.value_or("") : words.identifier;
}

std::string_view state_of(Ground const& ground, std::string const& name) {
  auto const pool = ground.internet.pool(name);
  return pool && pool->state() == State::started ? "Started" : "Stopped";
}

CommandResult list(Ground const& ground, Words words) {
  auto const name = name_of(words);
  auto const state = words.take("state");
  if (!words.options.empty()) return unknown_attribute(words.options.front().name, {"apppool.name", "state"});
  if (!name.empty() && ground.host->find_pool(name) == nullptr) return no_such("APPPOOL", name);
  CommandResult result;
  for (auto const& pool : ground.host->pools) {
    auto const is = state_of(ground, pool.name);
    if (!name.empty() && !windows::equal_caseless(pool.name, name)) continue;
    if (state && !windows::equal_caseless(*state, is)) continue;
    result.output += fmt::format("APPPOOL \"{}\" (MgdVersion:{},MgdMode:{},state:{})\n", pool.name,
                                 pool.runtime_version, pool.integrated ? "Integrated" : "Classic", is);
  }
  result.exit_code = result.output.empty() ? 1 : 0;
  return result;
}

CommandResult set(Ground const& ground, Words words) {
  auto const name = name_of(words);
  auto const* const pool = ground.host->find_pool(name);
  if (pool == nullptr) return no_such("APPPOOL", name);
  auto values = attributes(words.options, iis::pool_attributes());
  if (auto* const mistake = std::get_if<CommandResult>(&values)) return std::move(*mistake);
  return commit(
      ground,
      iis::set_pool(text_of(ground, iis::application_host_config), pool->name, std::get<iis::StatedValues>(values)),
      iis::application_host_config, fmt::format("APPPOOL object \"{}\" changed\n", pool->name));
}

/// start, stop and recycle differ in the call, the verb of success and the refusal when there is nothing to do.
struct Order {
  Change (iis::InternetServices::*call)(std::string_view);
  std::string_view done;
  int refused;
  std::string_view refusal;
  bool starts_process = true;  ///< the next request meets a new worker process
};

CommandResult give(Ground const& ground, Words& words, Order const& order) {
  auto const name = name_of(words);
  if (!words.options.empty()) return unknown_attribute(words.options.front().name, {"apppool.name"});
  switch ((ground.internet.*order.call)(name)) {
  case Change::no_such_object: return no_such("APPPOOL", name);
  case Change::already: return failed_to_run(order.refused, order.refusal);
  case Change::done: break;
  }
  if (order.starts_process && windows::equal_caseless(name, iis::wsus_pool)) tell_application_start(ground.control);
  return {.exit_code = 0, .output = fmt::format("\"{}\" {}\n", ground.host->find_pool(name)->name, order.done)};
}

CommandResult start(Ground const& ground, Words words) {
  return give(ground, words,
              {&iis::InternetServices::start_pool, "successfully started!", error_already_running,
               "An instance of the service is already running."});
}

CommandResult stop(Ground const& ground, Words words) {
  return give(ground, words,
              {.call = &iis::InternetServices::stop_pool,
               .done = "successfully stopped",
               .refused = error_not_active,
               .refusal = "The service has not been started.",
               .starts_process = false});
}

CommandResult recycle(Ground const& ground, Words words) {
  return give(ground, words,
              {&iis::InternetServices::recycle_pool, "successfully recycled", error_not_active,
               "The service has not been started."});
}

/// Process ids are of no use in the lab: the pool's place in the list stands for one.
CommandResult list_workers(Ground const& ground, Words words) {
  if (!words.options.empty()) return unknown_attribute(words.options.front().name, {});
  CommandResult result;
  unsigned process = 4'000;
  for (auto const& settings : ground.host->pools) {
    process += 4;
    auto const pool = ground.internet.pool(settings.name);
    if (pool && pool->memory_kb(ground.internet.load()) > 0)
      result.output += fmt::format("WP \"{}\" (applicationPool:{})\n", process, settings.name);
  }
  result.exit_code = result.output.empty() ? 1 : 0;
  return result;
}

constexpr std::array<Verb, 5> verbs{
    {{"list", list}, {"set", set}, {"start", start}, {"stop", stop}, {"recycle", recycle}}};
constexpr std::array<Verb, 1> for_workers{{{"list", list_workers}}};

}  // namespace

std::span<Verb const> pool_verbs() { return verbs; }
std::span<Verb const> worker_verbs() { return for_workers; }

}  // namespace wsus::server_shell::appcmd_parts
