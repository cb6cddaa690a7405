// The way of a request through IIS and the services: see exchange.hpp.
#include "server/exchange/exchange.hpp"

#include "server/exchange/coding.hpp"
#include "server/exchange/content_base.hpp"
#include "server/exchange/host_faults.hpp"
#include "server/exchange/passage.hpp"
#include "server/exchange/wsdl_page.hpp"
#include "server/faults/moved_plan.hpp"
#include "server/services/dispatch.hpp"
#include "windows/fs/caseless.hpp"

#include <fmt/format.h>

#include <chrono>
#include <exception>
#include <optional>
#include <utility>
#include <vector>

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

/// Whether the first segment of the path is this application.
bool is_in_application(std::string_view path, std::string_view root) {
  return starts_with_caseless(path, root) && (path.size() == root.size() || path[root.size()] == '/');
}

/// The operations of a service that this server lets in.
std::vector<std::string_view> offered(domain::Settings const& settings, wusp::Service service) {
  std::vector<std::string_view> names;
  for (auto const& operation : wusp::operations()) {
    if (operation.service == service && services::offers(settings, service, operation.name))
      names.push_back(operation.name);
  }
  return names;
}

/// Where the client has addressed the service, with its path as the service table spells it.
std::string service_url(faults::ExchangeView const& request, wusp::Service service) {
  return fmt::format("{}://{}{}", request.secure ? "https" : "http", addressed_host(request), wusp::info(service).path);
}

}  // namespace

Exchange::Exchange(services::WsusState& state, iis::Application& application, iis::LogWriter& logs,
                   journal::Journal& journal, faults::FaultRules faults, wire::Limits const& limits,
                   iis::SiteConfiguration* site, Hosting hosting)
    : state_(state),
      application_(application),
      logs_(logs),
      journal_(journal),
      site_(site),
      faults_(std::move(faults)),
      hosting_(std::move(hosting)),
      engines_(limits) {}

faults::ResponsePlan Exchange::handle(faults::ExchangeView const& request) {
  Passage passage(request, state_.settings());
  try {
    if (!inject(passage)) route(passage);
  } catch (std::exception const& e) {
    answer_failure(passage, e.what());
  } catch (...) {  // whatever it is: it must not pass the peer and the journal by
    answer_failure(passage, "something that is no std::exception");
  }
  finish(passage);
  return std::move(passage.plan);
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
  finish(passage);
  return std::move(passage.plan);
}

/// Half an answer may be there already: the page takes the place of all of it.
void Exchange::answer_failure(Passage& passage, std::string_view what) const {
  passage.may_be_coded = false;
  passage.entry.error_code.clear();
  passage.answer(iis::internal_server_error(hosting_.iis_version), fmt::format("an internal error: {}", what));
}

/// True when a fault answers: neither IIS nor a service sees the request then.
bool Exchange::inject(Passage& passage) const {
  auto injection = faults_.on_request(passage.request);
  if (!injection) return false;
  if (auto const service = wusp::service_at(passage.request.path())) passage.entry.service = wusp::info(*service).name;
  auto const& rule = *injection->rule;
  passage.entry.injected = rule.kind;
  passage.refuse(std::move(injection->decision),
                 fmt::format("the injected fault {} answers ({}:{})", rule.kind, rule.place.file, rule.place.line));
  return true;
}

/// True when the web site itself answers: a redirect, an address that wants TLS, or a configuration that IIS cannot
/// use. No application sees the request then.
bool Exchange::answered_by_site(Passage& passage) const {
  auto const& request = passage.request;
  if (auto const service = wusp::service_at(request.path())) passage.entry.service = wusp::info(*service).name;
  if (site_ == nullptr) return refused_without_ssl(passage);
  auto const configuration = site_->current();
  if (auto const* error = std::get_if<iis::ConfigurationError>(configuration.get())) {
    passage.answer(iis::configuration_error(hosting_.iis_version, *error, site_->path()),
                   fmt::format("the site's web.config line {}: {}", error->line, error->what));
    return true;
  }
  // Before the redirect: administrators send http clients to https with an error page of 403.4 (assumption I).
  if (refused_without_ssl(passage)) return true;
  auto const redirection =
      iis::redirection_of(std::get<iis::HttpRedirect>(*configuration), request.path(), request.query());
  if (!redirection) return false;
  passage.refuse(faults::moved_plan(redirection->status, redirection->location),
                 fmt::format("the site's httpRedirect sends to {}", redirection->location));
  return true;
}

bool Exchange::refused_without_ssl(Passage& passage) const {
  auto const& request = passage.request;
  if (request.secure || !hosting_.ssl.covers(request.path())) return false;
  passage.answer(iis::ssl_required(hosting_.iis_version), fmt::format("'{}' requires SSL", request.path()));
  return true;
}

void Exchange::route(Passage& passage) {
  auto const& request = passage.request;
  if (answered_by_site(passage)) return;

  // Each service is an application with a web.config of its own; the lab's file is that of ClientWebService.
  iis::WebConfig config;
  if (is_in_application(request.path(), "/ClientWebService")) {
    auto const application = application_.current();
    if (auto const* error = std::get_if<iis::ConfigurationError>(&application->config)) {
      passage.answer(iis::configuration_error(hosting_.iis_version, *error, application_.web_config_path()),
                     fmt::format("web.config line {}: {}", error->line, error->what));
      return;
    }
    config = std::get<iis::WebConfig>(application->config);
  }

  auto const service = wusp::service_at(request.path());
  if (!service) {
    answer_without_service(passage);
  } else if ((request.method == "GET" || request.method == "HEAD") && asks_for_wsdl(request)) {
    passage.plan = wsdl_plan(host_of(*service, *passage.settings), *service, request);
  } else if (request.method == "GET" || request.method == "HEAD") {
    passage.answer(iis::service_help_page(wusp::info(*service).name, offered(*passage.settings, *service)), "");
  } else if (request.method != "POST") {
    passage.answer(iis::method_not_allowed(hosting_.iis_version),
                   fmt::format("method {} on a service", request.method));
  } else {
    answer_post(passage, *service, config);
  }
}

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
  call_service(passage, service, {config.max_installed_prerequisites, config.max_cached_updates});
}

void Exchange::call_service(Passage& passage, wusp::Service service, domain::RequestLimits const& limits) {
  auto const& request = passage.request;
  services::ServiceCall call{.state = state_,
                             .service = service,
                             .settings = passage.settings,
                             .limits = limits,
                             .base_url = content_base(addressed_host(request), request.secure, content_port_),
                             .service_url = service_url(request, service),
                             .faults = &faults_};
  auto const host = host_of(service, *passage.settings);
  std::string envelope;
  auto engine = engines_.take();
  auto outcome = engine->serve(passage.body, std::string(request.soap_action), dress_of(host),
                               services::dispatch_of(call), envelope);
  passage.entry.operation = call.record.operation;
  passage.entry.client_id = call.record.client_id;
  passage.entry.installed_non_leaf_ids = call.record.installed_non_leaf_ids;
  passage.entry.other_cached_ids = call.record.other_cached_ids;
  passage.entry.cached_driver_ids = call.record.cached_driver_ids;
  passage.entry.injected = call.record.injected;
  if (!call.record.internal_error.empty()) {
    logs_.write(iis::SoftwareDistributionEntry{.time = state_.now(),
                                               .severity = "Error",
                                               .method = "ClientImplementation." + call.record.operation,
                                               .text = call.record.internal_error});
  }

  if (std::holds_alternative<wire::Answered>(outcome)) {
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

/// Writes the plan's body to the entry, plain; then codes it.
void Exchange::note_plan(Passage& passage) const {
  auto& entry = passage.entry;
  auto& plan = passage.plan;
  entry.status = plan.status;
  entry.request_body = journal_.kept_of(passage.body);
  entry.response_body = journal_.kept_of(plan.body);
  entry.response_bytes = plan.file ? static_cast<std::size_t>(plan.file->length) : plan.body.size();
  entry.wire_bytes = entry.response_bytes;
  if (passage.may_be_coded && hosting_.xpress && offers(passage.request.accept_encoding, xpress_coding)) {
    apply_xpress(plan);
    entry.response_coding = xpress_coding;
    entry.wire_bytes = plan.body.size();
  }
  if (entry.method == "HEAD") entry.wire_bytes = 0;
}

void Exchange::write_logs(Passage const& passage) const {
  auto const& entry = passage.entry;
  auto const& request = passage.request;
  if (!entry.error_code.empty()) {
    auto const actor = service_url(request, *wusp::service_at(request.path()));
    logs_.write(
        iis::SoftwareDistributionEntry{.time = entry.time,
                                       .severity = entry.error_code == "InternalServerError" ? "Error" : "Warning",
                                       .method = "SoapUtilities.CreateException",
                                       .text = iis::throw_exception_text(actor, entry.fault_id, entry.error_code,
                                                                         entry.error_message, entry.client_id)});
  }
  auto const took = std::chrono::steady_clock::now() - passage.began;
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
                            .win32_status = passage.win32_status,
                            .time_taken_ms = std::chrono::duration_cast<std::chrono::milliseconds>(took).count()});
}

/// The answer stands by now: a full disk takes nothing of it away.
void Exchange::finish(Passage& passage) {
  auto& entry = passage.entry;
  entry.time = state_.now();
  note_plan(passage);
  try {
    write_logs(passage);
  } catch (std::exception const& e) {
    entry.log_failure = e.what();
  }
  journal_.add(std::move(entry));
}

}  // namespace wsus::exchange
