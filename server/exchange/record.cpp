// What is left of an exchange: its coded body, its rows in the logs, its entry in the journal.
#include "server/exchange/coding.hpp"
#include "server/exchange/passage.hpp"

#include <fmt/format.h>

#include <chrono>
#include <exception>
#include <utility>
#include <vector>

namespace wsus::exchange {

namespace {

std::size_t size_of(faults::ResponsePlan const& plan) {
  return plan.file ? static_cast<std::size_t>(plan.file->length) : plan.body.size();
}

/// What the plan has become stands in the entry.
void note_plan(faults::ResponsePlan const& plan, journal::Entry& entry) {
  entry.status = plan.status;
  entry.sub_status = plan.sub_status;
  entry.wire_bytes = entry.method == "HEAD" ? 0 : size_of(plan);
}

void note_injected(std::vector<faults::Injected> const& injected, journal::Entry& entry) {
  for (auto const& one : injected)
    entry.injected.push_back({.rule = one.rule->name, .kind = std::string(one.rule->kind)});
}

}  // namespace

/// Both bodies, before the answer is coded.
void Exchange::note_plain(Passage& passage) const {
  auto& entry = passage.entry;
  entry.request_body = journal_.kept_of(passage.body);
  entry.response_body = journal_.kept_of(passage.plan.body);
  entry.response_bytes = size_of(passage.plan);
}

/// From the answer that was made to the one that goes out.
void Exchange::make_ready(Passage& passage) {
  auto& plan = passage.plan;
  auto const facts = services::facts_of(passage.service, passage.record);
  faults::Reply const reply{
      .request = passage.request, .call = facts.operation.empty() ? nullptr : &facts, .plan = plan};
  passage.faults.on_plain_reply(reply);
  note_plain(passage);
  if (passage.may_be_coded && hosting_.xpress && offers(passage.request.accept_encoding, xpress_coding)) {
    apply_xpress(plan, blocks_);
    passage.entry.response_coding = xpress_coding;
  }
  passage.faults.on_coded_reply(reply);
}

void Exchange::write_logs(Passage const& passage) const {
  auto const& entry = passage.entry;
  auto const& request = passage.request;
  if (!entry.error_code.empty()) {
    auto const actor = service_url(request, wusp::service_at(passage.address).value_or(passage.service));
    logs_.write(
        iis::SoftwareDistributionEntry{.time = entry.time,
                                       .severity = entry.error_code == "InternalServerError" ? "Error" : "Warning",
                                       .method = "SoapUtilities.CreateException",
                                       .text = iis::throw_exception_text(actor, entry.fault_id, entry.error_code,
                                                                         entry.error_message, entry.client_id)});
  }
  if (passage.http_error) return logs_.write(*passage.http_error);
  auto const took = std::chrono::steady_clock::now() - passage.began + passage.takes;
  logs_.write(iis::W3cEntry{.time = entry.time,
                            .server_ip = std::string(request.server_address),
                            .method = entry.method,
                            .uri_stem = std::string(request.path()),
                            .uri_query = std::string(request.query()),
                            .port = request.server_port,
                            .client_ip = entry.client_address,
                            .user_agent = entry.user_agent,
                            .referer = std::string(request.referer),
                            .status = entry.status,
                            .sub_status = entry.sub_status,
                            .win32_status = passage.plan.win32_status,
                            .time_taken_ms = std::chrono::duration_cast<std::chrono::milliseconds>(took).count(),
                            .injected = entry.injected_names()});
}

/// The answer stands by now: a full disk takes nothing of it away.
void Exchange::finish(Passage& passage) {
  auto& entry = passage.entry;
  entry.time = state_.now();
  passage.plan.delivery.delay += passage.takes;
  note_plan(passage.plan, entry);
  note_injected(passage.faults.injected(), entry);
  entry.duration =
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - passage.began);
  try {
    write_logs(passage);
  } catch (std::exception const& e) {
    entry.log_failure = e.what();
  }
  if (passage.generation)
    journal_.add(std::move(entry), *passage.generation);
  else
    journal_.add(std::move(entry));
}

}  // namespace wsus::exchange
