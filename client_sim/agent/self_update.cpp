// HEAD and GET of wuident.cab.
#include "client_sim/agent/self_update.hpp"

#include <fmt/format.h>

#include <utility>

namespace wsus::agent {

SelfUpdateCheck::SelfUpdateCheck(std::string_view server, std::string user_agent, SelfUpdateSettings settings,
                                 unsigned attempts)
    : request_{.url = fmt::format("{}/selfupdate/wuident.cab", server),
               .user_agent = std::move(user_agent),
               .head = true},
      settings_(settings),
      attempts_(attempts) {}

ContentRequest const& SelfUpdateCheck::start() {
  made_ = 1;
  return request_;
}

SelfUpdateStep SelfUpdateCheck::resume(ContentReply const& reply) {
  if (auto const* failure = std::get_if<TransportFailure>(&reply)) {
    if (made_ >= attempts_) return SelfUpdateResult{*failure};
    ++made_;
    return request_;
  }
  auto const& answer = std::get<ContentAnswer>(reply);
  if (answer.status != 200) return SelfUpdateResult{HttpFailure{.status = answer.status, .reason = answer.reason}};
  if (!request_.head) return judge_content(answer.body);
  request_.head = false;
  made_ = 1;
  return request_;
}

SelfUpdateResult SelfUpdateCheck::judge_content(std::string_view body) const {
  bool const signed_by_lab = body.starts_with(lab_wuident) && settings_.root_trusted;
  if (settings_.accept_any_content || signed_by_lab) return {};
  return {AgentFailure{hr::untrusted_root, fmt::format("The signature of {} is not trusted", request_.url)}};
}

}  // namespace wsus::agent
