// wsusload: what weighs on the application pools beside the machines of the lab, in place of the many that a real
// server has, and of the size of its catalogue.
//
//   wsusload list
//   wsusload clients N [MILLISECONDS]   so many clients, each with one request in a pool at any time; what a request
//   takes wsusload memory KB                  of a worker process, for each revision of the catalogue once its cache is
//   full
//
// The command is the lab's own: on real servers the load is there, and performance counters tell of it.
#include "server/iis/config/default_application_host.hpp"
#include "server/iis/internet_services.hpp"
#include "server/shell/commands.hpp"
#include "server/shell/wsus/wsus_parts.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <optional>
#include <span>

namespace wsus::server_shell {
namespace {

using windows::Arguments;
using windows::CommandResult;
using windows::equal_caseless;
using windows::Session;

constexpr std::uint32_t most_clients = 1'000'000;
constexpr std::uint32_t longest_service = 600'000;
constexpr std::uint32_t most_memory = 100'000'000;

constexpr std::string_view usage = R"(wsusload list
wsusload clients N [MILLISECONDS]
wsusload memory KB

A command of the lab's own. It stands for clients that are not simulated, each
with one request in the server at any time, and for what a large catalogue takes
of memory: KB for each revision.
)";

std::optional<std::uint32_t> number(std::string_view typed, std::uint32_t least, std::uint32_t most) {
  std::uint32_t value = 0;
  auto const [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), value);
  bool const is_number = error == std::errc{} && end == typed.data() + typed.size();
  if (!is_number || value < least || value > most) return std::nullopt;
  return value;
}

CommandResult not_a_number(std::string_view what, std::string_view typed, std::uint32_t least, std::uint32_t most) {
  return failed(fmt::format("\"{}\" is no {}; allowed: {} to {}.", typed, what, least, most));
}

CommandResult list(iis::InternetServices& internet) {
  auto const load = internet.load();
  auto const pool = internet.pool(iis::wsus_pool);
  return {.exit_code = 0,
          .output = fmt::format("other clients         {}, {} ms a request, {} in service at once\n"
                                "memory of {:<11} {} KB now, {} KB with a full cache of {} revisions\n",
                                load.other_clients, load.other_service.count(), load.in_service_at_once, iis::wsus_pool,
                                pool ? pool->memory_kb(load) : 0, load.needed_memory_kb(), load.revisions)};
}

CommandResult set_clients(iis::InternetServices& internet, std::span<std::string const> words) {
  auto load = internet.load();
  auto const clients = number(words[0], 0, most_clients);
  if (!clients) return not_a_number("number of clients", words[0], 0, most_clients);
  load.other_clients = *clients;
  if (words.size() == 2) {
    auto const service = number(words[1], 1, longest_service);
    if (!service) return not_a_number("time in ms", words[1], 1, longest_service);
    load.other_service = std::chrono::milliseconds(*service);
  }
  internet.set_load(load);
  return list(internet);
}

CommandResult set_memory(iis::InternetServices& internet, std::string_view typed) {
  auto load = internet.load();
  auto const memory = number(typed, 0, most_memory);
  if (!memory) return not_a_number("number of KB", typed, 0, most_memory);
  load.memory_per_revision_kb = *memory;
  internet.set_load(load);
  return list(internet);
}

CommandResult run(Session const& session, Arguments const& arguments, ServerControl const& control) {
  auto const& words = arguments.words;
  auto const is = [&](std::size_t count, std::string_view name) {
    return words.size() == count && equal_caseless(words[0], name);
  };
  if (is(1, "/?") || is(1, "-?")) return {.exit_code = 0, .output = std::string(usage)};
  bool const clients = is(2, "clients") || is(3, "clients");
  if (!is(1, "list") && !clients && !is(2, "memory")) return {.exit_code = 1, .output = std::string(usage)};
  if (control.internet == nullptr) return not_here("wsusload");
  if (is(1, "list")) return list(*control.internet);
  if (!session.identity.elevated) return failed("Access is denied.");
  if (clients) return set_clients(*control.internet, std::span(words).subspan(1));
  return set_memory(*control.internet, words[1]);
}

}  // namespace

windows::Command wsusload(ServerControl const& control) {
  return {.name = "wsusload",
          .summary = "wsusload list|clients N [MS]|memory KB: load that is not simulated (the lab's own command)",
          .run = [control](Session& session, Arguments const& arguments) { return run(session, arguments, control); }};
}

}  // namespace wsus::server_shell
