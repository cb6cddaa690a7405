// Many cases of a seed: which of them are findings, made small.
#pragma once

#include "scenarios/mutation/case_run.hpp"
#include "scenarios/mutation/mutation_case.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace wsus::lab {

struct Finding {
  MutationCase original{};
  MutationCase smallest{};  ///< the same with as few changes as show a finding
  CaseEnding ending{};      ///< of the smallest
  std::string what{};       ///< a sentence about it
};

struct CampaignOptions {
  std::uint64_t seed = 1;
  std::uint64_t first = 0;  ///< the number of the first case
  std::uint64_t count = 100;
  std::string operation{};  ///< empty: any
  unsigned jobs = 1;        ///< cases at the same time
  std::stop_token stop{};   ///< asked between two cases
};

struct CampaignOutcome {
  std::vector<Finding> findings{};                    ///< by number
  std::map<std::uint32_t, std::uint64_t> hresults{};  ///< how many cases ended with it
  std::uint64_t cases = 0;                            ///< that were run; fewer than asked for: it was stopped
  std::uint64_t untouched = 0;                        ///< cases in which no reply was changed
};

/// What a campaign needs of the world around it.
struct CampaignHooks {
  std::function<CaseEnding(MutationCase const&)> run{};  ///< must be set; from several threads when `jobs` says so
  std::function<void(Finding const&)> found{};           ///< from one thread at a time; may be empty
};

/// Runs the cases and makes each finding small: a case with fewer changes counts when it is a finding of any kind.
/// What `run` throws ends the campaign.
[[nodiscard]] CampaignOutcome run_campaign(CampaignOptions const& options, CampaignHooks const& hooks);

/// The finding of a case, made small; empty when it has none.
[[nodiscard]] std::optional<Finding> look_at(MutationCase const& one, CaseEnding const& ending,
                                             CampaignHooks const& hooks);

}  // namespace wsus::lab
