// Figures for Prometheus.
#include "server/control/answers.hpp"
#include "server/control/resources/resources.hpp"

#include <utility>

namespace wsus::control {

Routes metrics_routes(std::function<std::string()> text) {
  auto const metrics = [text = std::move(text)](AdminCall& call) {
    call.nothing_else();
    return text_answer(text(), "text/plain; version=0.0.4; charset=utf-8");
  };
  return {{"GET", "/metrics", metrics}};
}

}  // namespace wsus::control
