// A WSUS server behind its services, driven by SyncUpdates written as text. No sockets.
#pragma once

#include "server/domain/cookie_state.hpp"
#include "server/services/service_call.hpp"
#include "tests/unit/server/domain/sample_drivers.hpp"
#include "wsdl/wusp/clock.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace wsus::services {

inline constexpr std::string_view test_client = "e1da06a3-5601-43c9-bac3-52d5db701494";

/// What became of a call. For a fault `error_code` and `message` are those of the detail; "Malformed" and what was
/// wrong for a message that is no request.
struct SyncReply {
  std::string error_code{};  ///< empty: answered
  std::string message{};
  std::string envelope{};
  CallRecord record{};

  /// Text of the first element of this name; empty when there is none.
  [[nodiscard]] std::string text(std::string_view name) const;
  /// Whether an element of this name stands in the answer.
  [[nodiscard]] bool has(std::string_view name) const;
  /// The <int> children of a list.
  [[nodiscard]] std::vector<int> ints(std::string_view list) const;
  /// The ID of each UpdateInfo in NewUpdates or ChangedUpdates.
  [[nodiscard]] std::vector<int> updates(std::string_view list) const;
  /// The Deployment of the update with this ID, as text.
  [[nodiscard]] std::string deployment(int revision_id) const;
};

/// `1 2 3` as <int> elements inside `name`.
[[nodiscard]] std::string id_list(std::string_view name, std::vector<int> const& ids);
/// FilterCategoryIds with these texts as Id.
[[nodiscard]] std::string category_filter(std::vector<std::string> const& ids);

/// One computer is authorised and registered; its cookie is good for an hour and can be changed by the test.
class SyncWorld {
public:
  explicit SyncWorld(std::vector<domain::Revision> revisions, domain::Settings settings = {});

  /// `parameters` inside <parameters>, as they are.
  [[nodiscard]] SyncReply send(std::string_view parameters);
  /// `before` and `after`: children around SkipSoftwareSync.
  [[nodiscard]] SyncReply software_pass(std::string_view before = {}, std::string_view after = {});
  [[nodiscard]] SyncReply driver_pass(std::string_view before = {}, std::string_view after = {});
  /// The children of the SyncUpdates element, as they are.
  [[nodiscard]] SyncReply send_body(std::string_view children) { return call("SyncUpdates", children); }
  /// Another operation of the service. "@COOKIE@" stands for the sealed cookie, "@AUTHORIZATION@" for one that
  /// GetCookie takes: of the computer and the group of `cookie`.
  [[nodiscard]] SyncReply call(std::string_view operation, std::string_view children);

  wusp::ManualClock clock{domain::day(20'000)};
  WsusState state;
  domain::CookieState cookie{};
  domain::RequestLimits limits{};
  PageCache* pages = nullptr;  ///< as ServiceCall
};

}  // namespace wsus::services
