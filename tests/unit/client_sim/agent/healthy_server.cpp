// The healthy server and the fixture that plays scans against it.
#include "tests/unit/client_sim/agent/healthy_server.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace wsus::agent::testing {
namespace {

struct Answer {
  HealthyServer& server;
  std::function<SyncReply()> next_page;

  Reply operator()(GetConfigCall const&) const { return server.config; }
  Reply operator()(GetAuthorizationCookieCall const&) const { return AuthorizationReply{"SimpleTargeting", "ticket"}; }
  Reply operator()(GetCookieCall const&) const { return CookieReply{server.cookie}; }
  Reply operator()(RegisterComputerCall const&) const { return EmptyReply{}; }
  Reply operator()(StartCategoryScanCall const&) const { return CategoryScanReply{}; }
  Reply operator()(SyncUpdatesCall const& call) const {
    return call.skip_software ? page_of(server.drivers) : next_page();
  }
  Reply operator()(RefreshCacheCall const& call) const {
    RefreshReply reply;
    int id = 9000;
    for (auto const& identity : call.global_ids) {
      reply.items.push_back({++id, identity.update_id, identity.revision_number, true, "Install"});
    }
    return reply;
  }
  Reply operator()(GetExtendedUpdateInfoCall const&) const { return ExtendedReply{}; }
  Reply operator()(GetFileLocationsCall const&) const { return FileLocationsReply{}; }
  Reply operator()(ReportEventBatchCall const&) const { return EmptyReply{}; }
};

Sample sample(int id, std::string action, bool is_leaf) {
  return {{.revision_id = id, .action = std::move(action), .is_leaf = is_leaf, .core_xml = "<x/>"},
          {.update_id = guid(id), .revision_number = 100}};
}

}  // namespace

wusp::UtcTime at(std::string_view text) { return wusp::parse_xsd_date_time(text).value(); }
wusp::Guid guid(int number) { return wusp::guid_from_bits(1, static_cast<std::uint64_t>(number)); }

machine::MachineOptions machine_options(machine::Profile profile) {
  return {.profile = profile, .server_url = std::string(base_url)};
}

FaultFailure fault(std::string error_code, std::string message) {
  return {.fault = {.error_code = std::move(error_code),
                    .message = std::move(message),
                    .id = "81418b4e-82c1-48d0-9504-da01db6148ae",
                    .method = "\"http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService/SyncUpdates\""}};
}

Sample category(int id) {
  auto result = sample(id, "Evaluate", false);
  result.evaluation.is_category = result.evaluation.installed = true;
  return result;
}

Sample missing_update(int id) {
  auto result = sample(id, "Install", true);
  result.evaluation.offered = result.evaluation.installable = true;
  return result;
}

Sample driver(int id) {
  auto result = sample(id, "Install", true);
  result.evaluation.is_driver = true;
  return result;
}

Sample child(int id) {
  auto result = sample(id, "Bundle", true);
  result.evaluation.installable = true;
  return result;
}

Sample bundle(int id, std::vector<int> children) {
  auto result = sample(id, "Install", true);
  result.evaluation.offered = result.evaluation.is_bundle = true;
  for (int const number : children) result.evaluation.bundled_updates.push_back(guid(number));
  return result;
}

SyncReply page_of(std::vector<Sample> const& samples, bool truncated) {
  SyncReply reply;
  for (auto const& each : samples) reply.new_updates.push_back(each.received);
  reply.truncated = truncated;
  return reply;
}

std::string operation_of(Action const& action) {
  auto const* call = std::get_if<AddressedCall>(&action);
  return call != nullptr ? std::string(name_of(call->call).operation) : "(finished)";
}

Reply HealthyServer::answer(Call const& call) {
  auto const page = [this] {
    if (next_page_ >= pages.size()) return SyncReply{};
    auto const index = next_page_++;
    return page_of(pages[index], next_page_ < pages.size());
  };
  return std::visit(Answer{*this, page}, call);
}

Evaluation HealthyServer::evaluation_of(int revision_id) const {
  for (auto const& page : pages) {
    for (auto const& each : page) {
      if (each.received.revision_id == revision_id) return each.evaluation;
    }
  }
  for (auto const& each : drivers) {
    if (each.received.revision_id == revision_id) return each.evaluation;
  }
  return {};
}

ScanFixture::ScanFixture(machine::Profile profile)
    : clock(at("2026-10-04T15:00:00Z")), machine(machine_options(profile), clock), log(make_agent_log(machine)) {
  machine.services().set_state("wuauserv", machine::ServiceState::running);
}

void ScanFixture::start(AgentSettings settings) {
  auto const evaluate = [this](ReceivedUpdate const& update, machine::Machine const&) {
    return server.evaluation_of(update.revision_id);
  };
  scan = std::make_unique<Scan>(machine, *log, evaluate, std::move(settings));
  action = scan->start();
}

void ScanFixture::run_to(std::string_view operation) {
  while (!is_finished() && operation_of(action) != operation) give_healthy();
}

ScanResult ScanFixture::finish() {
  finish_naming_calls();
  return result();
}

std::vector<std::string> ScanFixture::finish_naming_calls() {
  std::vector<std::string> names;
  while (!is_finished()) {
    names.push_back(operation_of(action));
    if (names.size() > 2000) throw std::runtime_error("the scan does not end");
    give_healthy();
  }
  return names;
}

std::string ScanFixture::log_text() { return machine.files().read_as_system(machine.agent_log_path()).value_or(""); }

}  // namespace wsus::agent::testing
