// Expectations of a server's journal: set, asked and taken back from any thread.
#pragma once

#include "server/expectations/verifier.hpp"
#include "server/journal/journal.hpp"

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>

namespace wsus::expectations {

/// Hears of each entry as it comes, so what the journal pushes out was looked at too.
/// Thread safety: every call from any thread. Lifetime: the journal must outlive it.
class Watch final : private journal::Listener {
public:
  explicit Watch(journal::Journal& journal) : subscription_(journal.attach(*this)) {}

  /// In the place of those before; about exchanges that the journal hears of from now on.
  void expect(Expectations expected);
  /// False when nothing was expected.
  bool forget();
  /// What is expected, and what has become of it. Empty: nothing is expected, so nothing can hold.
  struct Watched {
    Expectations expected{};
    Verdict verdict{};
  };
  [[nodiscard]] std::optional<Watched> watched() const;

private:
  void added(journal::Entry const& entry) noexcept override;

  std::atomic<bool> active_{false};
  mutable std::mutex mutex_{};
  std::unique_ptr<Verifier> verifier_{};
  bool missed_ = false;                   ///< an exchange could not be looked at: there was no memory
  journal::Subscription subscription_{};  ///< last: it ends first
};

}  // namespace wsus::expectations
