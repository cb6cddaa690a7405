// Drives a server call by call with bodies written as text: for tests of single operations and their faults.
#pragma once

#include "tests/support/raw_http.hpp"
#include "wsdl/wusp/service.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::test {

/// `1 2 3` as `<int>` elements inside `<name>`; nothing for an empty list.
[[nodiscard]] std::string int_list(std::string_view name, std::vector<int> const& values);
/// first, first + 1, ... : `count` numbers.
[[nodiscard]] std::vector<int> numbers(int first, int count);

/// A driver for one server. Values it learned (cookies, LastChange) are used by later calls.
class WuspDriver {
public:
  explicit WuspDriver(std::uint16_t port) : port_(port) {}

  /// A whole envelope to an operation of a service, with the right SOAPAction.
  [[nodiscard]] RawReply send(wusp::Service service, std::string_view operation, std::string const& envelope) const;
  /// `inner` inside the operation's body element.
  [[nodiscard]] RawReply call(wusp::Service service, std::string_view operation, std::string const& inner) const;

  RawReply get_config();
  RawReply get_authorization_cookie(std::string const& client_id = "e1da06a3-5601-43c9-bac3-52d5db701494");
  RawReply get_cookie();
  RawReply register_computer() const;
  /// All four, in order: what a client needs before SyncUpdates.
  void handshake();
  /// `parameters`: children of <parameters> before SkipSoftwareSync.
  RawReply sync_updates(std::string const& parameters = {}, bool skip_software = false);

  /// `<cookie>...</cookie>` with the current cookie.
  [[nodiscard]] std::string cookie_element() const;

  std::string last_change{};
  std::string authorization_data{};  ///< base64 as received
  std::string expiration{};
  std::string encrypted_data{};  ///< base64 as received

private:
  std::uint16_t port_;
};

}  // namespace wsus::test
