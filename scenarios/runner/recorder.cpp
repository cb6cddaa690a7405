// Recording: see recorder.hpp.
#include "scenarios/runner/recorder.hpp"

#include "scenarios/runner/evidence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace wsus::lab {
namespace {

using std::chrono::steady_clock;

constexpr auto logs_of_machine = {LogKind::agent, LogKind::wua_handler, LogKind::scan_agent};
constexpr auto logs_of_server = {LogKind::software_distribution, LogKind::iis, LogKind::http_error};

/// `beginning`: what there is of a body of `size` bytes.
RecordedBody body_of(std::string_view beginning, std::size_t size, bool failed) {
  auto const kept = beginning.substr(0, failed ? evidence_body_bytes : healthy_body_bytes);
  return {.text = shortened(kept, size), .bytes = size};
}

ServerView view_of(journal::Entry const& entry) {
  return {.sequence = entry.sequence,
          .method = entry.method,
          .target = entry.target,
          .status = entry.status,
          .sub_status = entry.sub_status,
          .error_code = entry.error_code,
          .error_message = entry.error_message,
          .fault_id = entry.fault_id,
          .refused = entry.refused,
          .injected = entry.injected_names(),
          .response_coding = entry.response_coding,
          .wire_bytes = entry.wire_bytes};
}

std::vector<RecordedHop> hops_of(client::CallSeen const& seen) {
  std::vector<RecordedHop> hops;
  for (auto const& hop : seen.hops) hops.push_back({.url = hop.url, .proxy = hop.proxy, .status = hop.status});
  return hops;
}

/// Whether an entry can be of a call that sent this body. A connection that became no exchange can be anybody's; a POST
/// that was redirected may have come as a GET without its body.
bool can_be_of(journal::Entry const& entry, CallEvent const& call, std::string_view body) {
  if (entry.method.empty()) return true;
  if (call.service.empty()) return call.hops.back().url.ends_with(entry.target);
  return (entry.method == "POST" || call.hops.size() > 1) && body.starts_with(entry.request_body);
}

constexpr unsigned first_error = 400;  // of HTTP's statuses

bool is_healthy(CallEvent const& call) {
  return call.transport_error == 0 && call.error_code.empty() && !call.hops.empty() &&
         call.hops.back().status.value_or(first_error) < first_error;
}

}  // namespace

/// Only one notice at a time changes the record.
class Recorder::Lock {
public:
  explicit Lock(Recorder& recorder) : lock_(recorder.mutex_) {}

private:
  std::scoped_lock<std::mutex> lock_;
};

Recorder::Recorder(LabWorld& world) : world_(world) {
  world.listen([this](std::string const& machine) {
    return client::CallListener{
        .begins = [this, machine] { call_begins(machine); },
        .ended = [this, machine](client::CallSeen const& seen) { call_ended(machine, seen); },
        .content_ended = [this, machine](report::ContentRecord const& seen) { content_ended(machine, seen); }};
  });
}

Recorder::~Recorder() {
  world_.listen([](std::string const&) { return client::CallListener{}; });
}

double Recorder::elapsed() const { return std::chrono::duration<double>(steady_clock::now() - began_).count(); }

void Recorder::begin_phase(std::string name) {
  Lock const lock(*this);
  auto& phase = phases_.emplace_back();
  phase.name = std::move(name);
  phase.complete = false;
  began_ = steady_clock::now();
  running_ = true;
  calls_.clear();
  kept_.clear();
  last_event_.clear();
  unclaimed_.clear();
  journal_seen_ = world_.last_exchange();
  for (auto const& machine : world_.machine_names()) {
    for (auto const kind : logs_of_machine) read_[{kind, machine}] = world_.log(kind, machine).size();
  }
  for (auto const kind : logs_of_server) read_[{kind, {}}] = world_.log(kind).size();
}

RecordedEvent& Recorder::add(std::string const& machine, std::variant<StepEvent, CallEvent, ScanEvent> what) {
  auto& events = phases_.back().events;
  auto& event = events.emplace_back();
  event.time = world_.now();
  event.seconds = elapsed();
  event.what = std::move(what);
  if (!machine.empty()) last_event_[machine] = events.size() - 1;
  return event;
}

void Recorder::begin_step(scenario::Step const& step) {
  Lock const lock(*this);
  StepEvent event;
  event.step = step;
  add({}, std::move(event));
  step_ = phases_.back().events.size() - 1;
  for (auto const& machine : world_.machine_names()) last_event_[machine] = step_;
}

void Recorder::answered(windows::CommandResult const& answer) {
  Lock const lock(*this);
  std::get<StepEvent>(phases_.back().events[step_].what).answers.push_back(answer);
}

void Recorder::scan_ended(std::string const& machine, ScanEnd const& end) {
  Lock const lock(*this);
  read_machine_logs(machine);
  read_server_logs();
  add(machine, ScanEvent{.machine = machine, .end = end});
}

void Recorder::end_step(std::vector<std::string> problems) {
  Lock const lock(*this);
  for (auto const& machine : world_.machine_names()) read_machine_logs(machine);
  add_unclaimed();
  read_server_logs();
  auto& event = phases_.back().events[step_];
  std::get<StepEvent>(event.what).problems = std::move(problems);
  event.took = elapsed() - event.seconds;
}

void Recorder::end_phase(bool held) {
  Lock const lock(*this);
  auto& phase = phases_.back();
  phase.held = held;
  phase.complete = true;
  phase.seconds = elapsed();
  running_ = false;
}

std::vector<PhaseTimeline> Recorder::take() {
  Lock const lock(*this);
  if (running_ && !phases_.empty()) phases_.back().seconds = elapsed();
  running_ = false;
  return std::exchange(phases_, {});
}

/// What the logs have by now belongs to what came before the call.
CallEvent Recorder::new_call(std::string const& machine) {
  read_machine_logs(machine);
  read_server_logs();
  CallEvent call;
  call.machine = machine;
  return call;
}

/// Calls can come outside of a phase: from the world's setup, or after a phase that broke off.
void Recorder::call_begins(std::string const& machine) {
  Lock const lock(*this);
  if (!running_) return;
  add(machine, new_call(machine));
  calls_begun_[machine] = phases_.back().events.size() - 1;
}

bool Recorder::keeps_bodies(std::string const& operation, bool failed) {
  return ++calls_[operation] <= alike_with_bodies || failed;
}

void Recorder::call_ended(std::string const& machine, client::CallSeen const& seen) {
  Lock const lock(*this);
  if (!running_) return;
  auto& event = phases_.back().events[calls_begun_.at(machine)];
  event.took = elapsed() - event.seconds;
  auto& call = std::get<CallEvent>(event.what);
  call.service = seen.service;
  call.operation = seen.operation;
  call.error_code = seen.error_code;
  call.hops = hops_of(seen);
  call.transport_error = seen.transport_error;
  call.what = seen.what;
  bool const failed = !is_healthy(call);
  call.request = body_of(seen.request_body, seen.request_body.size(), failed);
  // In a coding it is nothing to read; the journal has it plain.
  if (seen.response_coding.empty()) call.response = body_of(seen.response_body, seen.response_body.size(), failed);
  add_server_views(call, seen.request_body);
  if (keeps_bodies(call.operation, failed)) return;
  call.request.text.clear();
  call.response.text.clear();
  call.bodies_left_out = true;
}

void Recorder::content_ended(std::string const& machine, report::ContentRecord const& seen) {
  Lock const lock(*this);
  if (!running_) return;
  auto call = new_call(machine);
  call.operation = seen.head ? "HEAD" : "GET";
  call.range = seen.range;
  call.hops = {{.url = seen.url, .proxy = {}, .status = seen.status}};
  if (!seen.status) call.what = "no answer";
  add_server_views(call, {});
  add(machine, std::move(call));
}

void Recorder::read_journal() {
  auto fresh = world_.exchanges_since(journal_seen_);
  if (!fresh.empty()) journal_seen_ = fresh.back().sequence;
  unclaimed_.insert(unclaimed_.end(), std::make_move_iterator(fresh.begin()), std::make_move_iterator(fresh.end()));
}

/// What the server has of the call: entries since the last call that can be its own.
void Recorder::add_server_views(CallEvent& call, std::string_view request_body) {
  read_journal();
  std::vector<journal::Entry> others;
  std::size_t exchanges = 0;  // one a hop: an equal request may be another machine's, which scans at the same time
  for (auto& entry : unclaimed_) {
    if (exchanges == call.hops.size() || !can_be_of(entry, call, request_body)) {
      others.push_back(std::move(entry));
      continue;
    }
    if (!entry.method.empty()) ++exchanges;
    call.server.push_back(view_of(entry));
    if (!call.response.text.empty() || entry.response_body.empty()) continue;
    call.response = body_of(entry.response_body, entry.response_bytes, !is_healthy(call));
    call.response_as_sent = call.transport_error != 0;
  }
  unclaimed_ = std::move(others);
}

/// What no call of a machine has taken: seen by the server alone.
void Recorder::add_unclaimed() {
  read_journal();
  for (auto const& entry : std::exchange(unclaimed_, {})) {
    CallEvent call;
    call.service = entry.service;
    call.operation = entry.operation.empty() ? entry.method : entry.operation;
    call.error_code = entry.error_code;
    call.server.push_back(view_of(entry));
    bool const failed = entry.status == 0 || entry.status >= first_error;
    if (keeps_bodies(call.operation, failed)) {
      call.request = body_of(entry.request_body, entry.request_bytes, failed);
      call.response = body_of(entry.response_body, entry.response_bytes, failed);
    }
    add({}, std::move(call));
  }
}

void Recorder::read_machine_logs(std::string const& machine) {
  auto const found = last_event_.find(machine);
  if (found == last_event_.end()) return;
  for (auto const kind : logs_of_machine) keep(kind, machine, found->second);
}

/// The server's lines are of what began last, whoever it was.
void Recorder::read_server_logs() {
  if (phases_.back().events.empty()) return;
  for (auto const kind : logs_of_server) keep(kind, {}, phases_.back().events.size() - 1);
}

void Recorder::keep(LogKind kind, std::string const& machine, Place event) {
  auto const whole = world_.log(kind, machine);
  auto& read = read_[{kind, machine}];
  auto const begin = std::min(read, whole.size());  // it may have got shorter: a snapshot, a deleted file
  read = whole.size();
  if (begin == whole.size()) return;
  auto& kept = kept_[{kind, machine}];
  if (kept > recorded_log_bytes) return;
  auto text = whole.substr(begin);
  kept += text.size();
  if (kept > recorded_log_bytes)
    text = fmt::format("{}\n(the rest of this log is left out: more than {} bytes in this phase)\n",
                       shortened(std::string_view(text).substr(0, recorded_log_bytes / 4), text.size()),
                       recorded_log_bytes);
  auto& logs = phases_.back().events[event].logs;
  auto const same =
      std::ranges::find_if(logs, [&](auto const& one) { return one.kind == kind && one.machine == machine; });
  if (same != logs.end())
    same->text += text;
  else
    logs.push_back({.kind = kind, .machine = machine, .text = std::move(text)});
}

}  // namespace wsus::lab
