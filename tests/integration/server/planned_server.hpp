// A server that performs given plans in a world of its own time, plain or with TLS, and its clients.
#pragma once

#include "server/http/http_server.hpp"
#include "tests/integration/server/file_handler.hpp"
#include "tests/integration/server/plan_handler.hpp"
#include "tests/integration/server/wire_client.hpp"
#include "wsdl/wusp/timeline.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace wsus::http::test {

inline constexpr wusp::UtcTime world_begin{std::chrono::sys_days{std::chrono::year{2026} / 10 / 4}};

/// What a client reads when nothing is wrong with `small_plan`.
inline constexpr std::string_view small_body = "0123456789abcdefghij";
inline faults::ResponsePlan small_plan(faults::Delivery delivery = {}) {
  faults::ResponsePlan plan{.headers = {{"X-Kind", "small"}}, .body = std::string(small_body)};
  plan.delivery = delivery;
  return plan;
}
inline constexpr std::string_view small_reply = "HTTP/1.1 200 OK\r\nX-Kind: small\r\n"
                                                "Date: Sun, 04 Oct 2026 00:00:00 GMT\r\n"
                                                "Content-Length: 20\r\n\r\n0123456789abcdefghij";
inline constexpr std::string_view get_request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

class PlannedServer : public testing::TestWithParam<Over> {
protected:
  [[nodiscard]] virtual ServerOptions options() {
    ServerOptions options{.threads = 2};
    if (GetParam() == Over::tls) options.tls = tls_.settings();
    options.clock = &timeline_;
    options.timeline = &timeline_;
    return options;
  }
  void serve(std::vector<faults::ResponsePlan> plans) {
    handler_.answer(std::move(plans));
    server_.emplace(options(), handler_);
  }
  void serve(faults::ResponsePlan plan) {
    std::vector<faults::ResponsePlan> plans;
    plans.push_back(std::move(plan));
    serve(std::move(plans));
  }
  [[nodiscard]] WireOptions over() { return {.over = GetParam(), .timeline = &timeline_}; }
  [[nodiscard]] std::uint16_t port() const { return server_->port(); }
  /// How long the world has waited.
  [[nodiscard]] std::chrono::milliseconds passed() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(timeline_.now() - world_begin);
  }
  /// How an orderly end looks.
  [[nodiscard]] End orderly() const { return GetParam() == Over::tls ? End::close_notify : End::fin; }

  wusp::Timeline timeline_{world_begin};
  LabTls const tls_{};
  Lease lease_;
  PlanHandler handler_;
  std::optional<HttpServer> server_;
};

inline std::string name_of(testing::TestParamInfo<Over> const& info) { return info.param == Over::tls ? "Tls" : "Tcp"; }

}  // namespace wsus::http::test
