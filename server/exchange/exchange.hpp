// From a request to a plan: the path picks the service, IIS may refuse, the service answers, logs and journal are
// written. No sockets.
#pragma once

#include "server/exchange/engine_pool.hpp"
#include "server/exchange/hosting.hpp"
#include "server/exchange/known_blocks.hpp"
#include "server/faults/request_handler.hpp"
#include "server/faults/rules/rule_book.hpp"
#include "server/iis/application.hpp"
#include "server/iis/error_pages.hpp"
#include "server/iis/log_writer.hpp"
#include "server/journal/journal.hpp"
#include "server/services/page_cache.hpp"
#include "server/services/service_call.hpp"
#include "server/services/wsus_state.hpp"

#include <atomic>
#include <cstdint>
#include <string_view>

namespace wsus::exchange {

/// Fault rules are asked of each connection, before IIS, through the services before an operation does its work, and of
/// each answer on its way out; not of requests that never became whole. What they did stands in the journal and, as a
/// field of its own, in the row of the W3C log.
/// `faults`: null for none. `hosting`: what the site has besides services. Whatever fails on the way is answered with
/// 500 and stands in the journal; so does a log that cannot be written. Thread safety: as RequestHandler. Lifetime:
/// everything given to the constructor must outlive the exchange.
class Exchange final : public faults::RequestHandler {
public:
  Exchange(services::WsusState& state, iis::Application& application, iis::LogWriter& logs, journal::Journal& journal,
           faults::RuleBook* faults = nullptr, wire::Limits const& limits = {}, Hosting hosting = {});

  /// The port where clients find content, plain HTTP (wusp-protocol 1.4): clients of a TLS port are sent there. To be
  /// told before a TLS listener opens; until then it is taken to be the port below theirs.
  void set_content_port(std::uint16_t port) { content_port_ = port; }

  [[nodiscard]] faults::ConnectionPlan accept(faults::ConnectionView const& connection) override;
  [[nodiscard]] faults::ResponsePlan handle(faults::ExchangeView const& request) override;
  [[nodiscard]] faults::ResponsePlan handle_unreadable(faults::Unreadable why,
                                                       faults::ExchangeView const& request) override;

private:
  /// One request on its way (passage.hpp).
  struct Passage;

  [[nodiscard]] faults::ConnectionPlan planned_by_faults(faults::ConnectionView const& connection);
  [[nodiscard]] bool inject(Passage& passage) const;
  [[nodiscard]] bool answered_by_iis(Passage& passage);
  [[nodiscard]] bool is_there(std::string_view address) const;
  void route(Passage& passage);
  void answer_without_service(Passage& passage);
  void serve(Passage& passage, content::ServedFile const& file) const;
  [[nodiscard]] bool decode_body(Passage& passage, wusp::Service service) const;
  void answer_post(Passage& passage, wusp::Service service, iis::WebConfig const& config);
  void call_service(Passage& passage, wusp::Service service, iis::WebConfig const& config);
  void note_call(Passage& passage, wusp::Service service, services::CallRecord record);
  /// Whatever `work` throws becomes the answer.
  template <typename Work>
  void answer_or_fail(Passage& passage, Work work) const;
  void answer_failure(Passage& passage, std::string_view what) const;
  void note_plain(Passage& passage) const;
  void make_ready(Passage& passage);
  void write_logs(Passage const& passage) const;
  void finish(Passage& passage);

  services::WsusState& state_;
  iis::Application& application_;
  iis::LogWriter& logs_;
  journal::Journal& journal_;
  faults::RuleBook* const faults_;
  Hosting const hosting_;
  std::atomic<std::uint16_t> content_port_ = 0;
  EnginePool engines_;
  services::PageCache pages_{};
  KnownBlocks blocks_{};
};

}  // namespace wsus::exchange
