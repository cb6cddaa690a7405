// After which HRESULTs a scan is tried again, how often, and when. Source: Microsoft Learn, "Plan for software updates
// in Configuration Manager", software update point switching.
#pragma once

#include "client_sim/agent/hresult.hpp"

#include <chrono>
#include <span>

namespace wsus::configmgr {

/// Tries after the first one, before the client turns to another software update point.
inline constexpr unsigned max_retries = 4;
inline constexpr std::chrono::minutes retry_interval{30};

/// The 36 codes of the article, ascending.
[[nodiscard]] std::span<agent::Hresult const> retried_hresults();

/// What the scan job does after a scan.
enum class AfterScan {
  nothing,        ///< it succeeded, or its code is not one that is tried again
  retry,          ///< in half an hour
  switch_server,  ///< the retries are used up: another software update point, when the site has one
};

/// `retries`: how many were made since the last scan that was no retry.
[[nodiscard]] AfterScan after_scan(agent::Hresult hresult, unsigned retries);

}  // namespace wsus::configmgr
