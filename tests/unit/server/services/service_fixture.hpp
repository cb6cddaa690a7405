// Services without sockets: a state, a clock, a small catalogue; calls as text in, envelopes out.
#pragma once

#include "server/services/service_call.hpp"
#include "tests/support/golden.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

namespace wsus::services::test {

using wusp::Service;

/// Revision ids of the catalogue.
inline constexpr int detectoid_id = 1;     ///< non-leaf
inline constexpr int update_id = 2;        ///< two texts, two licences, one file
inline constexpr int printer_id = 3;       ///< printer driver behind the detectoid
inline constexpr int other_driver_id = 4;  ///< display driver
inline constexpr int undeployed_id = 5;    ///< known, not deployed, with a file
inline constexpr int bundle_child_id = 6;
inline constexpr int plain_printer_id = 7;  ///< printer driver by class GUID, without prerequisites

[[nodiscard]] wusp::Guid guid_of(int revision_id);
/// `<UpdateIdentity>` of revision 1 of that update.
[[nodiscard]] std::string identity_element(int revision_id);
/// `<name><inner>...</name>` for each value.
[[nodiscard]] std::string list(std::string_view name, std::string_view item, std::vector<std::string> const& values);

/// What came of a call: the outcome's name and the envelope.
struct Result {
  std::string outcome{};  ///< "answer", "fault", "unknown operation", "malformed"
  std::string body{};
  [[nodiscard]] std::string error_code() const { return wsus::test::element(body, "ErrorCode"); }
  [[nodiscard]] std::string message() const { return wsus::test::element(body, "Message"); }
};

class ServicesTest : public testing::Test {
protected:
  ServicesTest();

  /// `inner` inside the operation's body element.
  Result call(Service service, std::string const& operation, std::string const& inner);
  /// Authorises and registers the client and takes a cookie of the present settings.
  void handshake(bool registered = true);
  /// The cookie in the namespace of any service.
  [[nodiscard]] std::string cookie() const;
  /// Takes NewCookie out of an answer.
  void renew(Result const& result);
  void change_settings(std::function<void(domain::Settings&)> const& change);
  /// One event: BasicData with these fields and what follows it.
  [[nodiscard]] static std::string event(int id, std::string const& extended = {}, std::string const& update = {});
  [[nodiscard]] std::string report(std::string const& events) const;

  static constexpr std::string_view client_id = "e1da06a3-5601-43c9-bac3-52d5db701494";

  wusp::ManualClock clock_{*wusp::parse_xsd_date_time("2026-10-04T15:00:00Z")};
  WsusState state_;
  domain::RequestLimits limits_{};
  std::string encrypted_data_{};
  CallRecord record_{};
};

}  // namespace wsus::services::test
