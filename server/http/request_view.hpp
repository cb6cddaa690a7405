// From a parsed request to what deciding code sees of it.
#pragma once

#include "server/faults/exchange_view.hpp"
#include "wsdl/wusp/timeline.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wsus::http {

using Request = boost::beast::http::request<boost::beast::http::string_body>;
using RequestParser = boost::beast::http::request_parser<boost::beast::http::string_body>;

/// What is known of a connection, read once: the endpoints of a dying socket cannot be asked.
struct Connection {
  std::string client_address{};
  std::string server_address{};
  std::uint16_t client_port = 0;
  std::uint16_t server_port = 0;
  bool secure = false;
  wusp::WireId wire{};  ///< of the real ports
};
[[nodiscard]] Connection connection_of(boost::asio::ip::tcp::socket const& socket);

/// The headers of a request by their names. Lifetime: the request must outlive it.
class RequestHeaders final : public faults::HeaderLookup {
public:
  explicit RequestHeaders(Request const& request) : request_(request) {}
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const override;
  [[nodiscard]] std::vector<std::pair<std::string_view, std::string_view>> all() const override;

private:
  Request const& request_;
};

/// Views into all three: valid as long as they are.
[[nodiscard]] faults::ExchangeView view_of(Request const& request, Connection const& connection,
                                           RequestHeaders const& headers);

/// Why a request cannot be read; empty when nobody waits for an answer (the peer went away or was too slow).
[[nodiscard]] std::optional<faults::Unreadable> unreadable(boost::beast::error_code const& error);

}  // namespace wsus::http
