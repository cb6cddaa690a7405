// Handlers of given plans: see plan_handler.hpp.
#include "tests/integration/server/plan_handler.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

namespace wsus::http::test {

bool Lease::wait_until_released() const {
  auto const limit = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!released() && std::chrono::steady_clock::now() < limit) std::this_thread::yield();
  return released();
}

void PlanHandler::answer(std::vector<faults::ResponsePlan> plans) {
  std::scoped_lock const lock(mutex_);
  plans_ = std::move(plans);
}

void PlanHandler::greet(faults::ConnectionPlan plan) {
  std::scoped_lock const lock(mutex_);
  greeting_ = std::move(plan);
}

faults::ConnectionPlan PlanHandler::accept(faults::ConnectionView const& connection) {
  std::scoped_lock const lock(mutex_);
  connections_.push_back({.client_address = std::string(connection.client_address),
                          .client_port = connection.client_port,
                          .server_port = connection.server_port,
                          .secure = connection.secure});
  // Only the session holds its lease.
  return std::exchange(greeting_, {.greeting = greeting_.greeting, .delay = greeting_.delay, .tls = greeting_.tls});
}

faults::ResponsePlan PlanHandler::handle(faults::ExchangeView const& request) {
  std::scoped_lock const lock(mutex_);
  auto const index = std::min(requests_.size(), plans_.size() - 1);
  requests_.push_back({.client_address = std::string(request.client_address),
                       .client_port = request.client_port,
                       .server_port = request.server_port,
                       .secure = request.secure});
  if (handler) return handler(request);
  auto plan = plans_[index];
  plans_[index].lease.reset();
  return plan;
}

faults::ResponsePlan PlanHandler::handle_unreadable(faults::Unreadable, faults::ExchangeView const&) {
  return {.status = 400, .body = "unreadable"};
}

std::vector<PlanHandler::Seen> PlanHandler::connections() const {
  std::scoped_lock const lock(mutex_);
  return connections_;
}

std::vector<PlanHandler::Seen> PlanHandler::requests() const {
  std::scoped_lock const lock(mutex_);
  return requests_;
}

}  // namespace wsus::http::test
