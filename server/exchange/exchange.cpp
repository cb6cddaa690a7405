// The way of a request through IIS and the services: see exchange.hpp.
#include "server/exchange/exchange.hpp"

#include "server/exchange/passage.hpp"

#include <fmt/format.h>

#include <exception>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace wsus::exchange {

Exchange::Exchange(services::WsusState& state, iis::Application& application, iis::LogWriter& logs,
                   journal::Journal& journal, faults::RuleBook* faults, wire::Limits const& limits, Hosting hosting)
    : state_(state),
      application_(application),
      logs_(logs),
      journal_(journal),
      faults_(faults),
      hosting_(std::move(hosting)),
      engines_(limits) {}

faults::ConnectionPlan Exchange::accept(faults::ConnectionView const& connection) {
  auto* const internet = hosting_.internet;
  auto const port = connection.secure ? hosting_.https_port : hosting_.http_port;
  // A site that is stopped, or bound to another port, has nobody who listens here.
  if (internet != nullptr && !internet->listens(port, connection.secure)) return {.greeting = faults::Greeting::reset};
  auto plan = planned_by_faults(connection);
  if (internet != nullptr && connection.secure && internet->asks_for_certificate(port))
    plan.tls.demands_client_certificate = true;
  return plan;
}

faults::ConnectionPlan Exchange::planned_by_faults(faults::ConnectionView const& connection) {
  if (faults_ == nullptr || faults_->empty()) return {};
  std::vector<faults::Injected> injected;
  auto plan = faults_->on_connection(connection, injected);
  if (injected.empty()) return plan;
  journal::Entry entry{.time = state_.now(), .client_address = std::string(connection.client_address)};
  for (auto const& one : injected)
    entry.injected.push_back({.rule = one.rule->name, .kind = std::string(one.rule->kind)});
  journal_.add(std::move(entry));
  return plan;
}

faults::ResponsePlan Exchange::handle(faults::ExchangeView const& request) {
  Passage passage(request, state_.settings(), faults_);
  passage.request.iis_version = hosting_.iis_version;
  passage.generation = journal_.generation();
  answer_or_fail(passage, [&] {
    if (!inject(passage)) route(passage);
  });
  answer_or_fail(passage, [&] { make_ready(passage); });
  finish(passage);
  return std::move(passage.plan);
}

template <typename Work>
void Exchange::answer_or_fail(Passage& passage, Work work) const {
  try {
    work();
  } catch (std::exception const& e) {
    answer_failure(passage, e.what());
  } catch (...) {  // whatever it is: it must not pass the peer and the journal by
    answer_failure(passage, "something that is no std::exception");
  }
}

faults::ResponsePlan Exchange::handle_unreadable(faults::Unreadable why, faults::ExchangeView const& request) {
  Passage passage(request, state_.settings());
  switch (why) {
  case faults::Unreadable::malformed: passage.answer(iis::bad_request("Invalid Verb"), "not an HTTP request"); break;
  case faults::Unreadable::headers_too_long:
    passage.answer(iis::bad_request("Request Too Long"), "the header block is longer than the server takes");
    break;
  case faults::Unreadable::body_too_long:
    passage.answer(iis::request_entity_too_large(hosting_.iis_version),
                   "the body is longer than request filtering allows");
    break;
  }
  passage.plan.close = true;
  note_plain(passage);
  finish(passage);
  return std::move(passage.plan);
}

/// Half an answer may be there already: the page takes the place of all of it.
void Exchange::answer_failure(Passage& passage, std::string_view what) const {
  passage.may_be_coded = false;
  passage.entry.error_code.clear();
  passage.entry.response_coding.clear();
  passage.answer(iis::internal_server_error(hosting_.iis_version), fmt::format("an internal error: {}", what));
  note_plain(passage);
}

/// True when a fault answers: neither IIS nor a service sees the request then.
bool Exchange::inject(Passage& passage) const {
  auto& request = passage.request;
  auto plan = passage.faults.on_request({.client_address = request.client_address,
                                         .client_port = request.client_port,
                                         .server_port = request.server_port,
                                         .secure = request.secure},
                                        request);
  passage.body = request.body;
  if (!plan) return false;
  if (auto const service = wusp::service_at(request.path())) passage.entry.service = wusp::info(*service).name;
  passage.refuse_by_fault(std::move(*plan));
  return true;
}

}  // namespace wsus::exchange
