// Scans as coroutines.
#include "client_sim/fleet/run/scanner.hpp"

#include "client_sim/agent/scan.hpp"
#include "client_sim/metadata/applicability.hpp"
#include "client_sim/metadata/extended.hpp"
#include "client_sim/transport/correlation_vector.hpp"
#include "client_sim/transport/wusp_client.hpp"

#include <fmt/format.h>

#include <chrono>
#include <utility>

namespace wsus::fleet {

namespace asio = boost::asio;

namespace {

using std::chrono::steady_clock;

std::uint64_t microseconds_since(steady_clock::time_point begin) {
  auto const passed = std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - begin).count();
  return static_cast<std::uint64_t>(std::max<std::int64_t>(0, passed));
}

/// How a call ended; views into `reply`.
CallRecord record_of(std::string_view name, agent::Reply const& reply, std::uint64_t latency) {
  CallRecord record{.name = name, .latency = latency};
  auto const* const failure = std::get_if<agent::Failure>(&reply);
  if (failure == nullptr) return record;
  if (auto const* fault = std::get_if<agent::FaultFailure>(failure)) {
    record.end = CallRecord::End::fault;
    if (fault->fault.error_code) record.error_code = *fault->fault.error_code;
  } else if (std::holds_alternative<agent::HttpFailure>(*failure)) {
    record.end = CallRecord::End::http_status;
  } else if (std::holds_alternative<agent::TransportFailure>(*failure)) {
    record.end = CallRecord::End::transport;
  } else {
    record.end = CallRecord::End::malformed;
  }
  return record;
}

/// "HEAD wuident.cab".
std::string name_of(agent::ContentRequest const& request) {
  return fmt::format("{} {}", request.head ? "HEAD" : "GET", request.url.substr(request.url.rfind('/') + 1));
}

CallRecord record_of(std::string_view name, agent::ContentReply const& reply, std::uint64_t latency) {
  constexpr unsigned ok = 200;
  CallRecord record{.name = name, .latency = latency};
  auto const* const answer = std::get_if<agent::ContentAnswer>(&reply);
  if (answer == nullptr) record.end = CallRecord::End::transport;
  if (answer != nullptr && answer->status != ok) record.end = CallRecord::End::http_status;
  return record;
}

ScanEnd end_of(agent::ScanResult const& result, bool knew_updates) {
  if (result.hresult != agent::hr::ok) return ScanEnd::failed;
  if (result.last_fault) return ScanEnd::recovered;
  return knew_updates ? ScanEnd::warm : ScanEnd::cold;
}

}  // namespace

/// The calls of one scan.
class Scanner::Conversation {
public:
  Conversation(Scanner& scanner, Kind const& kind, std::string vector_seed, CallHeard const& heard)
      : scanner_(scanner),
        kind_(kind),
        vector_seed_(std::move(vector_seed)),
        heard_(heard),
        line_(scanner.take_line()) {}
  ~Conversation() { scanner_.give_back(std::move(line_)); }
  Conversation(Conversation const&) = delete;
  Conversation& operator=(Conversation const&) = delete;

  asio::awaitable<agent::Action> answer(agent::Scan& scan, agent::AddressedCall call) {
    auto const begin = steady_clock::now();
    auto request =
        transport::request_of(call, kind_.traits, transport::encode(scanner_.engine_, call.call, kind_.traits),
                              transport::correlation_vector(vector_seed_, ++calls_));
    auto const result = co_await line_->post(std::move(request));
    auto reply = transport::decode(scanner_.engine_, call.call, result, scanner_.ground_.options().max_body);
    if (scanner_.abandoned_) co_return agent::Finished{};
    heard_(record_of(agent::name_of(call.call).operation, reply, microseconds_since(begin)));
    co_return scan.resume(std::move(reply), transport::facts_of(result));
  }

  asio::awaitable<agent::Action> answer(agent::Scan& scan, agent::FetchContent wanted) {
    ++calls_;
    auto const begin = steady_clock::now();
    auto line = scanner_.take_line();  // files come over connections of their own
    auto const reply = co_await line->fetch(wanted.request);
    scanner_.give_back(std::move(line));
    if (scanner_.abandoned_) co_return agent::Finished{};
    heard_(record_of(name_of(wanted.request), reply, microseconds_since(begin)));
    co_return scan.resume(reply);
  }

  [[nodiscard]] unsigned calls() const { return calls_; }

private:
  Scanner& scanner_;
  Kind const& kind_;
  std::string vector_seed_;
  CallHeard const& heard_;
  std::unique_ptr<transport::AsyncExchange> line_;
  unsigned calls_ = 0;
};

Scanner::Scanner(asio::io_context& io, FleetSettings const& settings, transport::HttpOptions const& http,
                 transport::Router router, Kinds& kinds)
    : settings_(settings), kinds_(kinds), ground_(io, http, std::move(router)) {
  readers_ = {.details = metadata::details_of,
              .title = metadata::title_of,
              .has_license = metadata::has_license,
              .license = metadata::license_of,
              .keep = [this](std::string const& text) { return caches_.fragment(text); }};
}

Scanner::~Scanner() = default;

std::unique_ptr<transport::AsyncExchange> Scanner::take_line() {
  std::unique_ptr<transport::AsyncExchange> line;
  if (idle_lines_.empty()) {
    line = std::make_unique<transport::AsyncExchange>(ground_);
  } else {
    line = std::move(idle_lines_.back());
    idle_lines_.pop_back();
  }
  busy_lines_.insert(line.get());
  return line;
}

/// A machine keeps its connection for a scan and no longer (wusp-protocol 2.1), unless the user wants otherwise.
void Scanner::give_back(std::unique_ptr<transport::AsyncExchange> line) {
  busy_lines_.erase(line.get());
  if (settings_.reuse_connections && !abandoned_) idle_lines_.push_back(std::move(line));
}

asio::awaitable<ScanOutcome> Scanner::scan(AgentRecord& record, std::uint32_t agent, std::size_t index,
                                           CallHeard const& heard) {
  ScanOutcome outcome;
  if (abandoned_) co_return outcome;
  auto const& kind = kinds_[index];
  auto machine = kinds_.take(index);
  Pools const pools{caches_, configs_};
  bool const knew_updates = record.updates != nullptr;
  expand(record, agent, kind.facts, pools, *machine);
  {
    Conversation conversation(*this, kind, fmt::format("{}|{}|{}", agent, settings_.plan.seed, record.scans), heard);
    agent::Scan scan(*machine, silent_log_, metadata::evaluate, kind.agent, readers_);
    auto action = scan.start();
    while (!abandoned_ && !std::holds_alternative<agent::Finished>(action)) {
      if (auto* const call = std::get_if<agent::AddressedCall>(&action)) {
        auto addressed = std::move(*call);
        action = co_await conversation.answer(scan, std::move(addressed));
      } else {
        auto wanted = std::move(std::get<agent::FetchContent>(action));
        action = co_await conversation.answer(scan, std::move(wanted));
      }
    }
    outcome.calls = conversation.calls();
    if (abandoned_) co_return outcome;
    auto& result = std::get<agent::Finished>(action).result;
    outcome.end = end_of(result, knew_updates);
    outcome.hresult = result.hresult;
    outcome.needed_updates = result.updates_found;
    outcome.message = std::move(result.message);
  }
  capture(*machine, kind.facts, pools, record);
  kinds_.give_back(index, std::move(machine));
  co_return outcome;
}

void Scanner::abandon() {
  abandoned_ = true;
  for (auto* const line : busy_lines_) line->close();
  idle_lines_.clear();
}

}  // namespace wsus::fleet
