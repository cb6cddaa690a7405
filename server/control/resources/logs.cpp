// The server's logs as its administrator reads them.
#include "server/control/answers.hpp"
#include "server/control/last_lines.hpp"
#include "server/control/problem.hpp"
#include "server/control/resources/resources.hpp"
#include "server/iis/server_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wsus::control {
namespace {

namespace json = boost::json;

constexpr std::uint64_t most_lines = 1'000'000;

std::string_view name_of(std::string_view path) { return path.substr(path.rfind('\\') + 1); }

/// The folder of the W3C log may be a real one that has other files too: keys and the token of this API are none.
bool is_w3c_log(std::string_view path) {
  auto const name = name_of(path);
  return name.starts_with("u_ex") && name.ends_with(".log");
}

/// Paths on the server's drive.
std::vector<std::string> logs_of(windows::FileSystem const& files) {
  std::vector<std::string> logs;
  for (auto const log : {iis::software_distribution_log, iis::http_error_log}) {
    if (files.is_file(log)) logs.emplace_back(log);
  }
  auto w3c = files.list(iis::iis_log_directory);
  std::erase_if(w3c, [](std::string const& path) { return !is_w3c_log(path); });
  logs.insert(logs.end(), std::make_move_iterator(w3c.begin()), std::make_move_iterator(w3c.end()));
  return logs;
}

faults::ResponsePlan list(windows::FileSystem const& files, AdminCall& call) {
  call.nothing_else();
  json::array logs;
  for (auto const& path : logs_of(files))
    logs.push_back({{"name", name_of(path)}, {"bytes", files.size_as_system(path).value_or(0)}});
  return json_answer({{"logs", std::move(logs)}});
}

std::string tail_of(windows::FileSystem const& files, std::string const& path, std::uint64_t lines) {
  auto const read = [&](std::uint64_t offset, std::size_t count) {
    return files.read_part_as_system(path, offset, count).value_or("");
  };
  return last_lines(read, files.size_as_system(path).value_or(0), lines);
}

faults::ResponsePlan one(windows::FileSystem const& files, AdminCall& call) {
  auto const lines = call.query.number("tail", 0, most_lines);
  call.nothing_else();
  // The name is looked for among those that are there; no path is made of it.
  auto const logs = logs_of(files);
  auto const found =
      std::find_if(logs.begin(), logs.end(), [&call](std::string const& path) { return name_of(path) == call.id; });
  if (found == logs.end()) throw Problem(404, fmt::format("no log '{}'; GET /api/v1/logs lists them", call.id));
  return text_answer(lines ? tail_of(files, *found, *lines) : files.read_as_system(*found).value_or(""),
                     "text/plain; charset=utf-8");
}

}  // namespace

Routes log_routes(windows::FileSystem const& files) {
  return {{"GET", "/api/v1/logs", [&files](AdminCall& call) { return list(files, call); }},
          {"GET", "/api/v1/logs/{name}", [&files](AdminCall& call) { return one(files, call); }}};
}

}  // namespace wsus::control
