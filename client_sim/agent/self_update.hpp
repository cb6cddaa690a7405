// The self-update check of old agents: before anything else they ask the server for wuident.cab, and without it they do
// not scan (wua-behaviour 3.1, 8.3; FM39). A pure state machine. Agents of Windows 10 and later do not check.
#pragma once

#include "client_sim/agent/content.hpp"
#include "client_sim/agent/download.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace wsus::agent {

struct SelfUpdateSettings {
  bool enabled = false;  ///< the edge can fetch files, and the agent is an old one: w7, w8
  /// A wuident.cab that is not the lab's is taken for Microsoft's; else its signature does not count (assumption): the
  /// lab cannot verify Authenticode.
  bool accept_any_content = false;
  bool root_trusted = true;  ///< the machine trusts the root that the lab's wuident.cab is signed under
};

/// How the check ended: no failure, and the scan may go on.
struct SelfUpdateResult {
  std::optional<Failure> failure{};
};
using SelfUpdateStep = std::variant<ContentRequest, SelfUpdateResult>;

/// HEAD for the file's facts, then GET; transport errors are repeated as those of a web call. Statuses have the codes
/// of web calls; content that is not accepted, and the lab's own on a machine that does not trust its root, ends with
/// 0x800B0109 (FM76).
class SelfUpdateCheck {
public:
  /// `server` is WUServer without a slash at its end. `attempts` of each request, at least 1.
  SelfUpdateCheck(std::string_view server, std::string user_agent, SelfUpdateSettings settings, unsigned attempts);

  [[nodiscard]] ContentRequest const& start();
  [[nodiscard]] SelfUpdateStep resume(ContentReply const& reply);
  [[nodiscard]] std::string const& url() const { return request_.url; }

private:
  [[nodiscard]] SelfUpdateResult judge_content(std::string_view body) const;

  ContentRequest request_{};
  SelfUpdateSettings settings_;
  unsigned attempts_;
  unsigned made_ = 0;  ///< of the current request
};

/// What the lab's own wuident.cab begins with; it is no cabinet.
inline constexpr std::string_view lab_wuident = "WSUS Fault Lab wuident";

}  // namespace wsus::agent
