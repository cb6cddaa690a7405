// Cases one after the other, on several threads: see campaign.hpp.
#include "scenarios/mutation/campaign.hpp"

#include "scenarios/mutation/minimise.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

namespace wsus::lab {
namespace {

/// The same case with these changes alone.
MutationCase with(MutationCase const& one, std::vector<faults::Mutation> mutations) {
  auto other = one;
  other.mutations = std::move(mutations);
  return other;
}

class Campaign {
public:
  Campaign(CampaignOptions const& options, CampaignHooks const& hooks) : options_(options), hooks_(hooks) {}

  CampaignOutcome run() {
    auto const threads = std::clamp<std::uint64_t>(options_.jobs, 1, std::max<std::uint64_t>(options_.count, 1));
    {
      std::vector<std::jthread> pool;
      for (std::uint64_t i = 1; i < threads; ++i) pool.emplace_back([this] { work(); });
      work();
    }
    if (thrown_) std::rethrow_exception(thrown_);
    std::sort(outcome_.findings.begin(), outcome_.findings.end(),
              [](Finding const& one, Finding const& other) { return one.original.number < other.original.number; });
    return std::move(outcome_);
  }

private:
  void work() {
    try {
      for (auto turn = next_++; turn < options_.count && !options_.stop.stop_requested(); turn = next_++)
        take(draw_case(options_.seed, options_.first + turn, options_.operation));
    } catch (...) {
      std::scoped_lock const lock(mutex_);
      next_ = options_.count;  // the others end after their case
      if (!thrown_) thrown_ = std::current_exception();
    }
  }

  void take(MutationCase const& one) {
    auto const ending = hooks_.run(one);
    auto finding = look_at(one, ending, hooks_);
    std::scoped_lock const lock(mutex_);
    ++outcome_.cases;
    if (ending.changed == 0) ++outcome_.untouched;
    if (ending.hresult) ++outcome_.hresults[*ending.hresult];
    if (!finding) return;
    if (hooks_.found) hooks_.found(*finding);
    outcome_.findings.push_back(std::move(*finding));
  }

  CampaignOptions const& options_;
  CampaignHooks const& hooks_;
  std::atomic<std::uint64_t> next_ = 0;
  std::mutex mutex_;
  CampaignOutcome outcome_{};
  std::exception_ptr thrown_{};
};

}  // namespace

std::optional<Finding> look_at(MutationCase const& one, CaseEnding const& ending, CampaignHooks const& hooks) {
  auto what = finding_in(ending);
  if (what.empty()) return std::nullopt;
  Finding finding{.original = one, .smallest = one, .ending = ending, .what = std::move(what)};
  auto const fails = [&](std::vector<faults::Mutation> const& mutations) {
    auto const smaller = with(one, mutations);
    auto seen = hooks.run(smaller);
    auto sentence = finding_in(seen);
    if (sentence.empty()) return false;
    finding.smallest = smaller;
    finding.ending = std::move(seen);
    finding.what = std::move(sentence);
    return true;
  };
  static_cast<void>(minimised(one.mutations, fails));
  return finding;
}

CampaignOutcome run_campaign(CampaignOptions const& options, CampaignHooks const& hooks) {
  return Campaign(options, hooks).run();
}

}  // namespace wsus::lab
