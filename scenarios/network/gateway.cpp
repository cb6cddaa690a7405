// Hosts that redirect and pass on: see gateway.hpp.
#include "scenarios/network/gateway.hpp"

#include "client_sim/transport/forward.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

namespace wsus::lab {
namespace {

constexpr unsigned timeout_error = 12002;  // ERROR_WINHTTP_TIMEOUT

faults::ResponsePlan page(unsigned status, std::string_view text) {
  faults::ResponsePlan plan;
  plan.status = status;
  plan.headers.push_back({"Content-Type", "text/html"});
  plan.body = fmt::format("<html><body>{}</body></html>\n", text);
  return plan;
}

faults::ResponsePlan bad_gateway(std::string_view why) { return page(502, fmt::format("502 Bad Gateway: {}", why)); }

faults::ResponsePlan redirect(scenario::HostSpec const& host, Destination const& asked) {
  auto const location = location_of(host, asked);
  auto plan = page(host.status, fmt::format("Moved to <a href=\"{0}\">{0}</a>", location));
  plan.headers.push_back({"Location", location});
  return plan;
}

/// What a fault has taken away of the request is not passed on.
bool is_there(faults::ExchangeView const& request, std::string_view name) {
  auto const same = [&](faults::RequestField const& field) {
    return std::ranges::equal(field.name, name, [](char a, char b) { return (a | 0x20) == (b | 0x20); });
  };
  auto const known = std::ranges::find_if(faults::request_fields, same);
  return known == faults::request_fields.end() || !(request.*known->member).empty();
}

transport::ForwardRequest request_of(faults::ExchangeView const& request, Destination const& wanted) {
  transport::ForwardRequest asked{.method = std::string(request.method), .body = std::string(request.body)};
  asked.url = {.host = wanted.host, .port = wanted.port, .target = wanted.target, .secure = wanted.secure};
  for (auto const& [name, value] : request.headers->all()) {
    if (is_there(request, name)) asked.headers.emplace_back(name, value);
  }
  return asked;
}

faults::ResponsePlan plan_of(transport::ForwardAnswer answer, bool head_only) {
  if (answer.error == timeout_error) return page(504, "504 Gateway Timeout: " + answer.what);
  if (answer.error != 0) return bad_gateway(answer.what);
  faults::ResponsePlan plan;
  plan.status = answer.status;
  for (auto& [name, value] : answer.headers) plan.headers.push_back({std::move(name), std::move(value)});
  // The length in the answer to HEAD is that of the body that GET would get.
  if (head_only) plan.delivery.length_error = static_cast<std::int64_t>(answer.length);
  plan.body = std::move(answer.body);
  return plan;
}

faults::ConnectionView connection_of(faults::ExchangeView const& request) {
  return {.client_address = request.client_address,
          .client_port = request.client_port,
          .server_port = request.server_port,
          .secure = request.secure};
}

}  // namespace

Gateway::Gateway(scenario::HostSpec spec, HostSurroundings surroundings)
    : surroundings_(std::move(surroundings)),
      conduct_(std::make_shared<Conduct>(std::move(spec), *surroundings_.clock)) {}

Gateway::Conduct::Conduct(scenario::HostSpec host, wusp::Clock const& clock)
    : spec(std::move(host)), rules(spec.faults ? *spec.faults : std::vector<faults::Rule>{}, clock) {}

std::shared_ptr<Gateway::Conduct> Gateway::conduct() const {
  std::scoped_lock const lock(mutex_);
  return conduct_;
}

void Gateway::change(scenario::HostSpec spec) {
  auto fresh = std::make_shared<Conduct>(std::move(spec), *surroundings_.clock);
  std::scoped_lock const lock(mutex_);
  earlier_.push_back(std::exchange(conduct_, std::move(fresh)));
}

faults::ConnectionPlan Gateway::accept(faults::ConnectionView const& connection) {
  std::vector<faults::Injected> not_told;
  return conduct()->rules.on_connection(connection, not_told);
}

faults::ResponsePlan Gateway::handle(faults::ExchangeView const& request) {
  auto const asked = destination_of(request.target, request.host);
  if (!asked) return page(400, "400 Bad Request: no host");
  auto seen = request;
  seen.target = asked->target;  // of a proxy request the path alone, as rules match it
  auto const now = conduct();
  faults::ExchangeFaults faults(now->rules);
  auto injected = faults.on_request(connection_of(request), seen);
  auto plan = injected ? std::move(*injected) : answer(now->spec, seen, *asked);
  faults::Reply const reply{.request = seen, .plan = plan};
  faults.on_plain_reply(reply);
  faults.on_coded_reply(reply);
  return plan;
}

faults::ResponsePlan Gateway::handle_unreadable(faults::Unreadable /*why*/, faults::ExchangeView const& /*request*/) {
  auto plan = page(400, "400 Bad Request");
  plan.close = true;
  return plan;
}

faults::ResponsePlan Gateway::answer(scenario::HostSpec const& spec, faults::ExchangeView const& request,
                                     Destination const& wanted) const {
  if (spec.answer == scenario::HostSpec::Answer::redirect) return redirect(spec, wanted);
  return pass_on(spec, request, wanted);
}

faults::ResponsePlan Gateway::pass_on(scenario::HostSpec const& spec, faults::ExchangeView const& request,
                                      Destination const& wanted) const {
  auto const next = upstream_of(spec, wanted);
  auto const listener = surroundings_.find(next);
  if (listener && listener->address == surroundings_.own_address)
    return bad_gateway("the request is for this host itself");
  if (!listener) return bad_gateway(fmt::format("nobody listens at {}:{}", next.host, next.port));
  transport::HttpOptions options{.receive_timeout = spec.patience,
                                 .response_timeout = spec.patience,
                                 .trusted_certificates = surroundings_.trusted_certificates,
                                 .timeline = surroundings_.timeline};
  auto const answer =
      transport::forward(options, {.host = listener->address, .port = listener->port}, request_of(request, next));
  return plan_of(answer, request.method == "HEAD");
}

}  // namespace wsus::lab
