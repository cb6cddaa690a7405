// One request on its way: see passage.hpp.
#include "server/exchange/passage.hpp"

#include <fmt/format.h>

#include <utility>

namespace wsus::exchange {

std::string addressed_host(faults::ExchangeView const& request) {
  if (!request.host.empty()) return std::string(request.host);
  bool const is_ipv6 = request.server_address.find(':') != std::string_view::npos;
  return is_ipv6 ? fmt::format("[{}]:{}", request.server_address, request.server_port)
                 : fmt::format("{}:{}", request.server_address, request.server_port);
}

std::string service_url(faults::ExchangeView const& request, wusp::Service service) {
  return fmt::format("{}://{}{}", request.secure ? "https" : "http", addressed_host(request), wusp::info(service).path);
}

Exchange::Passage::Passage(faults::ExchangeView const& view, std::shared_ptr<domain::Settings const> of_start,
                           faults::RuleBook* rules)
    : request(view),
      faults(rules == nullptr || rules->empty() ? faults::ExchangeFaults() : faults::ExchangeFaults(*rules)),
      settings(std::move(of_start)),
      body(view.body),
      address(view.path()) {
  entry.client_address = view.client_address;
  entry.method = view.method;
  entry.target = view.target;
  entry.user_agent = view.user_agent;
  entry.request_bytes = view.body.size();
}

void Exchange::Passage::answer(iis::ErrorPage page, std::string refused) {
  entry.refused = std::move(refused);
  plan = faults::page_plan(std::move(page));
}

void Exchange::Passage::refuse(faults::ResponsePlan with, std::string why) {
  plan = std::move(with);
  entry.refused = std::move(why);
}

void Exchange::Passage::refuse_by_fault(faults::ResponsePlan with) {
  auto const& rule = *faults.injected().back().rule;
  auto const place = rule.place.line == 0 ? std::string() : fmt::format(" ({}:{})", rule.place.file, rule.place.line);
  refuse(std::move(with), fmt::format("the injected fault {} answers{}", rule.kind, place));
}

}  // namespace wsus::exchange
