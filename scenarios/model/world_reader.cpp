// Reading a world, from defaults or from the world that it changes.
#include "scenarios/model/world_reader.hpp"

#include "scenarios/model/keys.hpp"
#include "scenarios/model/machine_reader.hpp"
#include "scenarios/model/network_reader.hpp"
#include "scenarios/model/values.hpp"
#include "scenarios/model/world_limits.hpp"
#include "server/faults/rules/rule_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

namespace wsus::scenario {
namespace {

using config::Node;

/// What an unwritten value is: a default, which makes room for the written ones, or the scenario's own word, which
/// does not.
enum class Unwritten { adapts, stays };

// 2026-10-04T15:00:00Z: after the captured exchange's catalogue, on a day without a change of clocks.
constexpr wusp::UtcTime default_start =
    std::chrono::sys_days(std::chrono::year(2026) / 10 / 4) + std::chrono::hours(15);

// ---- catalogue ----

void read_size(Node const& catalogue, std::string_view key, int& value, int low, int high, Unwritten unwritten) {
  if (auto const child = catalogue.child(key)) {
    value = static_cast<int>(child->integer(low, high));
  } else if (unwritten == Unwritten::adapts) {
    value = std::clamp(value, low, high);
  } else if (value < low || value > high) {
    catalogue.fail(fmt::format("sizes that the scenario's {} of {} does not fit", key, value),
                   fmt::format("{} from {} to {}, written here", key, low, high));
  }
}

std::string read_catalogue_file(Node const& catalogue, Node const& file) {
  for (auto const key : keys::catalogue) {
    if (key != "file" && catalogue.child(key)) file.fail(fmt::format("both file and {}", key), "a file, or sizes");
  }
  auto name = read_text(file);
  auto const path = std::filesystem::path(file.file()).parent_path() / name;
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) {
    file.fail(fmt::format("no file '{}'", path.string()), "a catalogue file, relative to the scenario's folder");
  }
  return name;
}

CatalogueSpec read_catalogue(Node const& node, CatalogueSpec spec, Unwritten unwritten) {
  keys::allow_only(node, keys::catalogue);
  if (auto const file = node.child("file")) return {.file = read_catalogue_file(node, *file)};
  if (spec.file && !node.keys().empty()) {  // sizes instead of the scenario's file
    spec = {};
    unwritten = Unwritten::adapts;
  }
  if (auto const seed = node.child("seed")) spec.seed = read_seed(*seed);
  using namespace limits;
  read_size(node, "revisions", spec.revisions, min_revisions, max_revisions, unwritten);
  read_size(node, "installed_non_leaf", spec.installed_non_leaf, 1, max_installed_non_leaf(spec.revisions), unwritten);
  read_size(node, "superseded_chains", spec.superseded_chains, 0, max_superseded_chains(spec.revisions), unwritten);
  read_size(node, "delivered_percent", spec.delivered_percent, 0, max_delivered_percent, unwritten);
  read_size(node, "content_files", spec.content_files, 0, max_content_files, unwritten);
  read_size(node, "drivers", spec.drivers, 0, max_drivers, unwritten);
  if (auto const child = node.child("languages")) spec.languages = read_languages(*child);
  if (auto const child = node.child("published"))
    spec.published = static_cast<int>(child->integer(min_revisions, spec.revisions));
  else if (spec.published > spec.revisions)
    node.fail(fmt::format("sizes that the scenario's published of {} does not fit", spec.published),
              fmt::format("published from {} to {}, written here", min_revisions, spec.revisions));
  return spec;
}

// ---- server ----

void read_web_config(Node const& node, ServerSpec& server) {
  keys::allow_only(node, keys::web_config);
  auto const read = [&](std::string_view key, long& value) {
    if (auto const child = node.child(key)) value = child->integer(0, limits::max_web_config_value);
  };
  read("maxInstalledPrerequisites", server.max_installed_prerequisites);
  read("maxCachedUpdates", server.max_cached_updates);
}

void read_page(Node const& node, ServerSpec& server) {
  keys::allow_only(node, keys::page);
  auto const read = [&](std::string_view key, std::size_t& value, std::int64_t high) {
    if (auto const child = node.child(key)) value = static_cast<std::size_t>(child->integer(0, high));
  };
  auto updates = server.page_updates.value_or(0);
  read("updates", updates, limits::max_page_updates);
  if (node.child("updates")) server.page_updates = updates;
  read("bytes", server.page_bytes, limits::max_page_bytes);
}

std::chrono::minutes read_cookie_lifetime(Node const& node) {
  auto const ticks = read_duration(node, limits::min_cookie_lifetime, limits::max_cookie_lifetime);
  auto const lifetime = std::chrono::duration_cast<std::chrono::minutes>(ticks);
  if (lifetime != ticks) node.fail(fmt::format("'{}'", node.text()), "whole minutes");
  return lifetime;
}

HttpRedirectSpec read_http_redirect(Node const& node, std::optional<HttpRedirectSpec> const& known) {
  keys::allow_only(node, keys::http_redirect);
  auto redirect = known.value_or(HttpRedirectSpec{});
  if (!known || node.child("destination")) redirect.destination = read_http_url(node.required("destination"));
  if (auto const child = node.child("enabled")) redirect.enabled = child->boolean();
  if (auto const child = node.child("exact")) redirect.exact = child->boolean();
  if (auto const child = node.child("status"))
    redirect.status = child->word({"Permanent", "Found", "Temporary", "PermRedirect"});
  return redirect;
}

/// `true` for all applications that can, or a list of them.
std::vector<std::string> read_ssl_applications(Node const& node) {
  std::vector<std::string> known(limits::ssl_applications.begin(), limits::ssl_applications.end());
  if (node.is_scalar()) {
    std::vector<std::string> words{"true", "false"};
    words.insert(words.end(), known.begin(), known.end());
    auto word = node.word(words);
    if (word == "true") return known;
    return word == "false" ? std::vector<std::string>{} : std::vector<std::string>{std::move(word)};
  }
  std::vector<std::string> applications;
  for (auto const& item : one_or_more(node)) {
    auto name = item.word(known);
    if (std::find(applications.begin(), applications.end(), name) != applications.end())
      item.fail(fmt::format("'{}' a second time", name), "every application once");
    applications.push_back(std::move(name));
  }
  return applications;
}

/// `true`, `false`, or a map; what a control's map leaves out stays.
std::optional<HttpsSpec> read_https(Node const& node, std::optional<HttpsSpec> const& known) {
  if (node.is_scalar()) return node.boolean() ? std::optional(known.value_or(HttpsSpec{})) : std::nullopt;
  keys::allow_only(node, keys::https);
  auto https = known.value_or(HttpsSpec{});
  if (auto const child = node.child("ssl_required")) https.ssl_required = read_ssl_applications(*child);
  return https;
}

/// What the server and its listeners are, beside the protocol.
void read_hosting(Node const& node, ServerSpec& server) {
  if (auto const child = node.child("http_redirect"))
    server.http_redirect = read_http_redirect(*child, server.http_redirect);
  if (auto const child = node.child("https")) server.https = read_https(*child, server.https);
  if (auto const child = node.child("xpress")) server.xpress = child->boolean();
  if (auto const child = node.child("profile"))
    server.profile = child->word({limits::server_profiles.begin(), limits::server_profiles.end()});
}

}  // namespace

std::shared_ptr<std::vector<faults::Rule> const> read_faults(Node const& node) {
  return std::make_shared<std::vector<faults::Rule> const>(faults::read_rules(node));
}

namespace {

void read_farm(Node const& node, ServerSpec& server) {
  if (auto const child = node.child("nodes"))
    server.nodes = static_cast<std::size_t>(child->integer(1, limits::max_nodes));
  if (auto const child = node.child("balance")) server.sticky = child->word({"in_turn", "sticky"}) == "sticky";
  if (auto const child = node.child("clock_swing"))
    server.clock_swing = read_duration(*child, limits::min_clock_swing, limits::max_clock_swing);
}

/// Groups of computers; an empty list is a server with the two built-in ones only.
std::vector<std::string> read_target_groups(Node const& node) {
  std::vector<std::string> const built_in{"All Computers", "Unassigned Computers"};
  std::vector<std::string> groups;
  auto const has = [](std::vector<std::string> const& list, std::string const& name) {
    return std::any_of(list.begin(), list.end(), [&](auto const& one) { return equal_caseless(one, name); });
  };
  for (auto const& item : node.is_scalar() ? one_or_more(node) : node.items()) {
    auto name = read_text(item);
    if (has(built_in, name) || has(groups, name))
      item.fail(fmt::format("'{}'", name), "names of groups, each once, without the two that every server has");
    groups.push_back(std::move(name));
  }
  return groups;
}

ServerSpec read_server(Node const& node, ServerSpec server, Unwritten unwritten) {
  keys::allow_only(node, keys::server);
  if (auto const child = node.child("catalogue")) {
    server.catalogue = read_catalogue(*child, std::move(server.catalogue), unwritten);
  }
  if (auto const child = node.child("web_config")) read_web_config(*child, server);
  if (auto const child = node.child("web_config_reload")) {
    server.reload_on_change = child->word({"on_change", "iisreset"}) == "on_change";
  }
  if (auto const child = node.child("cached_count")) server.count_union = child->word({"other", "union"}) == "union";
  if (auto const child = node.child("page")) read_page(*child, server);
  if (auto const child = node.child("cookie_lifetime")) server.cookie_lifetime = read_cookie_lifetime(*child);
  if (auto const child = node.child("faults")) server.faults = read_faults(*child);
  read_farm(node, server);
  if (auto const child = node.child("susdb"))
    server.susdb = std::make_shared<susdb::WrittenSusDb const>(susdb::read_susdb(*child));
  if (auto const child = node.child("target_groups")) server.target_groups = read_target_groups(*child);
  if (auto const child = node.child("max_concurrent_syncs"))
    server.max_concurrent_syncs = static_cast<std::size_t>(child->integer(0, limits::max_concurrent_syncs));
  read_hosting(node, server);
  return server;
}

}  // namespace

World read_world(Node const& scenario) {
  World world{.start = default_start};
  if (auto const child = scenario.child("start")) world.start = read_time(*child);
  if (auto const child = scenario.child("server")) world.server = read_server(*child, {}, Unwritten::adapts);
  if (auto const child = scenario.child("hosts")) world.hosts = read_hosts(*child, {});
  if (auto const child = scenario.child("network")) world.network = read_network(*child, world.hosts);
  world.machines = read_machines(scenario.required("machines"), world.hosts);
  return world;
}

World read_changed_world(Node const& control, World const& scenario_world) {
  auto world = scenario_world;
  if (auto const child = control.child("start")) world.start = read_time(*child);
  if (auto const child = control.child("server")) {
    world.server = read_server(*child, std::move(world.server), Unwritten::stays);
  }
  if (auto const child = control.child("hosts")) world.hosts = read_hosts(*child, std::move(world.hosts));
  if (auto const child = control.child("network")) world.network = read_network(*child, world.hosts);
  if (auto const child = control.child("machines")) change_machines(*child, world.hosts, world.machines);
  return world;
}

}  // namespace wsus::scenario
