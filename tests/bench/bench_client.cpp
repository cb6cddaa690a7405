// The client of the benchmarks: see bench_client.hpp.
#include "tests/bench/bench_client.hpp"

#include "client_sim/agent/scan.hpp"
#include "client_sim/metadata/applicability.hpp"
#include "client_sim/transport/wusp_client.hpp"
#include "server/catalogue/generator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <unordered_set>
#include <utility>

namespace wsus::bench {
namespace {

constexpr std::string_view host = "wsus.lab.example:8530";

transport::HttpResult result_of(faults::ResponsePlan plan) {
  transport::HttpResult result{.hops = {{.url = {}, .status = plan.status}}, .status = plan.status};
  auto const type = std::ranges::find(plan.headers, "Content-Type", &faults::Header::name);
  if (type != plan.headers.end()) result.content_type = type->value;
  auto const coding = std::ranges::find(plan.headers, "Content-Encoding", &faults::Header::name);
  if (coding != plan.headers.end()) result.content_encoding = coding->value;
  result.body = std::move(plan.body);
  return result;
}

void note(agent::Call const& call, agent::Reply const& reply, Scanned& scanned) {
  auto const* const sync = std::get_if<agent::SyncUpdatesCall>(&call);
  auto const* const answer = std::get_if<agent::SyncReply>(&reply);
  if (sync == nullptr || answer == nullptr || sync->skip_software) return;
  ++scanned.sync_calls;
  scanned.last_sync = *sync;
  scanned.last_reply = *answer;
}

/// Declines updates that nothing depends on, with what they bundle, until `surplus` of the delivered ones are gone.
void decline(std::vector<domain::Revision>& revisions, domain::Catalogue const& catalogue,
             std::unordered_set<int> const& delivered, std::size_t surplus) {
  std::for_each(revisions.rbegin(), revisions.rend(), [&](domain::Revision& revision) {
    bool const by_itself = revision.deployment.action == domain::DeploymentAction::install;
    auto const index = catalogue.find(revision.id).value();
    auto const takes = 1 + catalogue.bundled(index).size();
    if (!by_itself || !catalogue.is_leaf(index) || !delivered.contains(revision.id) || takes > surplus) return;
    revision.declined = true;
    surplus -= takes;
  });
  if (surplus != 0) throw std::runtime_error(fmt::format("{} updates too many cannot be declined", surplus));
}

}  // namespace

faults::ExchangeView Request::view() const {
  return {.method = "POST",
          .target = target,
          .host = host,
          .soap_action = soap_action,
          .content_type = "text/xml; charset=utf-8",
          .user_agent = "Windows-Update-Agent/1507.2601.30012.0 Client-Protocol/2.90",
          .accept_encoding = accept_encoding,
          .body = body,
          .client_address = "192.0.2.7",
          .server_address = "192.0.2.1",
          .server_port = 8530};
}

struct BenchClient::State {
  State(BenchServer& bench_server, std::string_view offered)
      : server(bench_server),
        coding(offered),
        machine({.server_url = fmt::format("http://{}", host)}, bench_server.clock()),
        traits(transport::traits_of(machine, {}, "AutomaticUpdates")) {}

  BenchServer& server;
  std::string_view coding;
  machine::Machine machine;
  transport::AgentTraits traits;
  wire::Engine engine{};
  agent::AgentLog log{};  // says nothing: the log's text is not what is measured
};

BenchClient::BenchClient(BenchServer& server, std::string_view coding)
    : state_(std::make_unique<State>(server, coding)) {}
BenchClient::~BenchClient() = default;

Request BenchClient::request_of(agent::Call const& call) {
  auto const [service, operation] = agent::name_of(call);
  return {.target = std::string(wusp::info(service).path),
          .soap_action = fmt::format("\"{}\"", wusp::soap_action(service, operation)),
          .body = transport::encode(state_->engine, call, state_->traits),
          .accept_encoding = state_->coding};
}

Scanned BenchClient::scan() {
  Scanned scanned;
  agent::AgentSettings const settings{.max_server_trips = std::numeric_limits<unsigned>::max()};
  agent::Scan scan(state_->machine, state_->log, metadata::evaluate, settings);
  auto action = scan.start();
  while (auto const* addressed = std::get_if<agent::AddressedCall>(&action)) {
    auto const call = addressed->call;
    auto const request = request_of(call);
    auto const before = std::chrono::steady_clock::now();
    auto plan = state_->server.exchange().handle(request.view());
    scanned.in_server += std::chrono::steady_clock::now() - before;
    scanned.request_bytes += request.body.size();
    scanned.reply_bytes += plan.body.size();
    auto reply = transport::decode(state_->engine, call, result_of(std::move(plan)));
    note(call, reply, scanned);
    action = scan.resume(std::move(reply));
  }
  auto const& result = std::get<agent::Finished>(action).result;
  if (result.hresult != 0) throw std::runtime_error("the scan of the benchmark failed: " + result.message);
  return scanned;
}

machine::ClientCookie BenchClient::cookie() const { return state_->machine.data_store().cookie.value(); }

std::shared_ptr<domain::Catalogue const> catalogue_delivering(int revisions, std::size_t wanted) {
  auto const whole = std::make_shared<domain::Catalogue const>(catalogue::generate({.revisions = revisions}));
  BenchServer server(whole, Drives::memory, {.updates = 500});
  BenchClient client(server);
  client.scan();
  auto const warm = client.scan();
  std::unordered_set<int> delivered(warm.last_sync.installed_non_leaf.begin(), warm.last_sync.installed_non_leaf.end());
  delivered.insert(warm.last_sync.other_cached.begin(), warm.last_sync.other_cached.end());
  auto fewer = whole->revisions();
  if (delivered.size() > wanted) decline(fewer, *whole, delivered, delivered.size() - wanted);
  return std::make_shared<domain::Catalogue const>(std::move(fewer));
}

}  // namespace wsus::bench
