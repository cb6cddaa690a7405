// Expectations fed with exchanges one by one.
#pragma once

#include "server/expectations/expectations.hpp"
#include "server/expectations/lane.hpp"
#include "server/expectations/tally.hpp"
#include "server/expectations/verdict.hpp"
#include "server/journal/entry.hpp"

#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace wsus::expectations {

/// Pure but for what it has seen: the same entries in the same order give the same verdict. What it remembers is
/// bounded: 100 failures, 20 sequences a call, 10,000 clients.
/// Thread safety: none (Watch). Lifetime: owns everything.
class Verifier {
public:
  explicit Verifier(Expectations expected);
  Verifier(Verifier const&) = delete;
  Verifier& operator=(Verifier const&) = delete;

  [[nodiscard]] Expectations const& expected() const { return expected_; }
  /// In the order of the journal.
  void observe(journal::Entry const& entry);
  [[nodiscard]] Verdict verdict() const;

private:
  enum class Concern { ours, perhaps, none };
  [[nodiscard]] Concern concern_of(journal::Entry const& entry);
  void offer(journal::Entry const& entry, Concern concern);
  [[nodiscard]] Lane* lane_of(journal::Entry const& entry);
  [[nodiscard]] Lane* lane_of_nameless(journal::Entry const& entry);
  [[nodiscard]] Lane* new_lane(journal::Entry const& entry);
  void fail(FailureKind kind, std::string text, std::uint64_t sequence);
  void fail_order(Lane const& lane, Offer offer, std::uint64_t sequence);
  [[nodiscard]] bool has_room_for_a_failure();
  [[nodiscard]] std::vector<Failure> told_failures() const;
  [[nodiscard]] bool by_client() const {
    return expected_.in_order && !expected_.together && expected_.client_id.empty();
  }

  Expectations const expected_;
  std::uint64_t exchanges_ = 0;
  std::vector<Tally> forbidden_;
  std::vector<Tally> counts_;
  /// One when all are looked at together; else one a client, in the order in which they came.
  std::list<Lane> lanes_{};
  std::map<std::string, Lane*> by_id_{};  ///< by client id in lower case
  /// Lanes that began with exchanges without a client id, by address: the client whose id comes from there next takes
  /// the oldest.
  std::map<std::string, std::list<Lane*>> nameless_{};
  std::map<std::string, std::set<Lane*>> at_address_{};
  std::set<std::string> shared_addresses_{};  ///< where a client other than `client_id` was seen
  struct Told {
    Failure failure{};
    Lane const* lane = nullptr;  ///< which knows when what was overtaken came; null: nothing was
  };
  std::vector<Told> failures_{};
  std::uint64_t more_failures_ = 0;
};

}  // namespace wsus::expectations
