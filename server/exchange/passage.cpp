// One request on its way: see passage.hpp.
#include "server/exchange/passage.hpp"

#include <utility>

namespace wsus::exchange {

Exchange::Passage::Passage(faults::ExchangeView const& view) : request(view), body(view.body) {
  entry.client_address = view.client_address;
  entry.method = view.method;
  entry.target = view.target;
  entry.user_agent = view.user_agent;
  entry.request_bytes = view.body.size();
}

void Exchange::Passage::answer(iis::ErrorPage page, std::string refused) {
  entry.sub_status = page.sub_status;
  win32_status = page.win32_status;
  entry.refused = std::move(refused);
  plan = faults::page_plan(std::move(page));
}

void Exchange::Passage::refuse(faults::ResponsePlan with, std::string why) {
  plan = std::move(with);
  entry.refused = std::move(why);
}

}  // namespace wsus::exchange
