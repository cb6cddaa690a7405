// Listening: see watch.hpp.
#include "server/expectations/watch.hpp"

#include <exception>
#include <utility>

namespace wsus::expectations {

void Watch::expect(Expectations expected) {
  auto fresh = std::make_unique<Verifier>(std::move(expected));
  std::scoped_lock const lock(mutex_);
  verifier_.swap(fresh);
  missed_ = false;
  active_ = true;
}

bool Watch::forget() {
  std::unique_ptr<Verifier> old;
  std::scoped_lock const lock(mutex_);
  verifier_.swap(old);
  active_ = false;
  return old != nullptr;
}

std::optional<Watch::Watched> Watch::watched() const {
  std::scoped_lock const lock(mutex_);
  if (verifier_ == nullptr) return std::nullopt;
  Watched watched{.expected = verifier_->expected(), .verdict = verifier_->verdict()};
  if (missed_) {
    watched.verdict.held = false;
    watched.verdict.pending.push_back({.text = "an exchange could not be looked at: there was no memory"});
  }
  return watched;
}

void Watch::added(journal::Entry const& entry) noexcept {
  if (!active_) return;
  std::scoped_lock const lock(mutex_);
  try {
    if (verifier_ != nullptr) verifier_->observe(entry);
  } catch (std::exception const&) {
    missed_ = true;
  }
}

}  // namespace wsus::expectations
