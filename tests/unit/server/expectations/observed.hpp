// Exchanges for a verifier, and what it says of them.
#pragma once

#include "server/expectations/verifier.hpp"

#include <string>
#include <utility>
#include <vector>

namespace wsus::expectations {

/// A verifier with entries numbered from 1.
class Observed {
public:
  explicit Observed(Expectations expected) : verifier_(std::move(expected)) {}

  Observed& see(journal::Entry entry) {
    entry.sequence = ++last_;
    if (entry.method.empty() && entry.injected.empty()) entry.method = "POST";
    if (entry.client_address.empty()) entry.client_address = "10.0.0.5";
    verifier_.observe(entry);
    return *this;
  }
  Observed& call(std::string operation, std::string client_id = {}, unsigned status = 200, std::string address = {}) {
    journal::Entry entry;
    entry.operation = std::move(operation);
    entry.client_id = std::move(client_id);
    entry.status = status;
    entry.client_address = std::move(address);
    return see(std::move(entry));
  }
  [[nodiscard]] Verdict verdict() const { return verifier_.verdict(); }
  [[nodiscard]] bool held() const { return verdict().held; }
  [[nodiscard]] std::vector<std::string> failures() const {
    std::vector<std::string> texts;
    for (auto const& failure : verdict().failures) texts.push_back(failure.text);
    return texts;
  }
  [[nodiscard]] std::vector<std::string> pending() const {
    std::vector<std::string> texts;
    for (auto const& pending : verdict().pending) texts.push_back(pending.text);
    return texts;
  }

private:
  Verifier verifier_;
  std::uint64_t last_ = 0;
};

}  // namespace wsus::expectations
