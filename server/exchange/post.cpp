// A POST to a service: its coding, its length, its action, and the call itself.
#include "server/exchange/coding.hpp"
#include "server/exchange/content_base.hpp"
#include "server/exchange/host_faults.hpp"
#include "server/exchange/passage.hpp"
#include "server/services/dispatch.hpp"
#include "windows/fs/caseless.hpp"

#include <fmt/format.h>

#include <utility>
#include <variant>

namespace wsus::exchange {
namespace {

constexpr std::string_view xml_media_type = "text/xml";

bool starts_with_caseless(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && windows::equal_caseless(text.substr(0, prefix.size()), prefix);
}

std::string_view unquoted(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') return text.substr(1, text.size() - 2);
  return text;
}

/// Request filtering's maxAllowedContentLength: no body is longer, decoded or not.
constexpr std::size_t max_body = 30'000'000;

}  // namespace

/// False when the body cannot be decoded: the answer is made then.
bool Exchange::decode_body(Passage& passage, wusp::Service service) const {
  auto const& request = passage.request;
  auto const host = host_of(service, *passage.settings);
  auto decoded = decode_request(request.content_encoding, request.body, max_body);
  if (std::holds_alternative<PlainBody>(decoded)) return true;
  if (auto* const body = std::get_if<DecodedBody>(&decoded)) {
    passage.decoded = std::move(body->body);
    passage.body = passage.decoded;
    passage.entry.request_coding = xpress_coding;
    return true;
  }
  if (auto const* const bad = std::get_if<BadCoding>(&decoded)) {
    passage.refuse(bad_content_coding(host), bad->what);
  } else {
    passage.refuse(unsupported_media_type(host),
                   fmt::format("content coding '{}'; allowed: xpress, or none", request.content_encoding));
  }
  return false;
}

void Exchange::answer_post(Passage& passage, wusp::Service service, iis::WebConfig const& config) {
  auto const& request = passage.request;
  if (!decode_body(passage, service)) return;
  auto const host = host_of(service, *passage.settings);
  auto const length = passage.body.size();
  if (length > static_cast<std::size_t>(config.max_request_length_kb) * 1024) {
    passage.answer(iis::maximum_request_length_exceeded(),
                   fmt::format("{} bytes exceed maxRequestLength {} KB", length, config.max_request_length_kb));
    return;
  }
  if (!starts_with_caseless(request.content_type, xml_media_type)) {
    passage.refuse(unsupported_media_type(host),
                   fmt::format("content type '{}' is not text/xml", request.content_type));
    return;
  }
  if (!services::takes_action(*passage.settings, service, request.soap_action)) {
    passage.refuse(unknown_action(host, unquoted(request.soap_action)),
                   fmt::format("SOAPAction {} names no operation of {}", request.soap_action, passage.entry.service));
    return;
  }
  call_service(passage, service, config);
}

void Exchange::note_call(Passage& passage, wusp::Service service, services::CallRecord record) {
  auto& entry = passage.entry;
  entry.operation = record.operation;
  entry.client_id = record.client_id;
  auto const lists = record.lists.value_or(services::ListSizes{});
  entry.installed_non_leaf_ids = lists.installed_non_leaf_ids;
  entry.other_cached_ids = lists.other_cached_ids;
  entry.cached_driver_ids = lists.cached_driver_ids;
  entry.reported_hresults = std::move(record.reported_hresults);
  if (!record.internal_error.empty()) {
    logs_.write(iis::SoftwareDistributionEntry{
        .time = state_.now(),
        .severity = "Error",
        .method = record.error_method.empty() ? "ClientImplementation." + record.operation : record.error_method,
        .text = record.internal_error});
  }
  passage.service = service;
  passage.record = std::move(record);
}

void Exchange::call_service(Passage& passage, wusp::Service service, iis::WebConfig const& config) {
  auto const& request = passage.request;
  services::ServiceCall call{.state = state_,
                             .service = service,
                             .settings = passage.settings,
                             .limits = {config.max_installed_prerequisites, config.max_cached_updates},
                             .base_url = content_base(addressed_host(request), request.secure, content_port_),
                             .service_url = service_url(request, service),
                             .faults = faults_ == nullptr || faults_->empty() ? nullptr : &passage.faults,
                             .request = &request,
                             .database = hosting_.database,
                             .sealer =
                                 hosting_.farm == nullptr ? nullptr : hosting_.farm->sealer_for(request.client_address),
                             .execution_timeout = config.execution_timeout,
                             .pages = &pages_};
  auto const host = host_of(service, *passage.settings);
  std::string envelope;
  auto engine = engines_.take();
  auto outcome = engine->serve(passage.body, std::string(request.soap_action), dress_of(host),
                               services::dispatch_of(call), envelope);
  note_call(passage, service, std::move(call.record));
  passage.takes += call.takes;
  if (call.replacement) return passage.refuse_by_fault(std::move(*call.replacement));
  if (call.timed_out)
    return passage.answer(iis::request_timed_out(),
                          fmt::format("executionTimeout of {} s", config.execution_timeout.count()));

  if (std::holds_alternative<wire::Answered>(outcome)) {
    services::complete_page(call, envelope);
    passage.plan = success_plan(host, std::move(envelope));
    passage.may_be_coded = true;
  } else if (auto const* fault = std::get_if<wire::SoapFault>(&outcome)) {
    passage.plan = fault_plan(host, std::move(envelope));
    passage.entry.error_code = fault->error_code.value_or("");
    passage.entry.error_message = fault->message.value_or("");
    passage.entry.fault_id = fault->id.value_or("");
    if (passage.entry.error_code.empty()) passage.entry.refused = fault->reason;
  } else if (auto const* bad = std::get_if<wire::Malformed>(&outcome)) {
    passage.refuse(malformed(host, *bad), bad->what);
  } else {
    auto const& unknown = std::get<wire::UnknownOperation>(outcome);
    passage.refuse(unknown_operation(host, service, unknown.element),
                   fmt::format("body element '{}' is no operation", unknown.element));
  }
  passage.plan.lease = std::move(call.lease);
}

}  // namespace wsus::exchange
