// Views of requests: see request_view.hpp.
#include "server/http/request_view.hpp"

#include <boost/beast/http/error.hpp>
#include <fmt/format.h>

namespace wsus::http {
namespace {

namespace beast = boost::beast;
namespace bhttp = boost::beast::http;

std::string_view plain(beast::string_view text) { return {text.data(), text.size()}; }

/// As the other end names it: an IPv4 address stays one where a listener takes both kinds.
std::string name_of(boost::asio::ip::tcp::endpoint const& endpoint) {
  auto address = endpoint.address();
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    address = boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, address.to_v6());
  auto const text = address.to_string();
  return address.is_v6() ? fmt::format("[{}]:{}", text, endpoint.port()) : fmt::format("{}:{}", text, endpoint.port());
}

}  // namespace

Connection connection_of(boost::asio::ip::tcp::socket const& socket) {
  Connection connection;
  beast::error_code error;
  if (auto const remote = socket.remote_endpoint(error); !error) {
    connection.client_address = remote.address().to_string();
    connection.client_port = remote.port();
    connection.wire.client = name_of(remote);
  }
  if (auto const local = socket.local_endpoint(error); !error) {
    connection.server_address = local.address().to_string();
    connection.server_port = local.port();
    connection.wire.server = name_of(local);
  }
  return connection;
}

std::optional<std::string_view> RequestHeaders::find(std::string_view name) const {
  auto const found = request_.find(beast::string_view(name.data(), name.size()));
  if (found == request_.end()) return std::nullopt;
  return plain(found->value());
}

std::vector<std::pair<std::string_view, std::string_view>> RequestHeaders::all() const {
  std::vector<std::pair<std::string_view, std::string_view>> headers;
  for (auto const& field : request_) headers.emplace_back(plain(field.name_string()), plain(field.value()));
  return headers;
}

faults::ExchangeView view_of(Request const& request, Connection const& connection, RequestHeaders const& headers) {
  return {.method = plain(request.method_string()),
          .target = plain(request.target()),
          .host = plain(request[bhttp::field::host]),
          .soap_action = plain(request["SOAPAction"]),
          .content_type = plain(request[bhttp::field::content_type]),
          .content_encoding = plain(request[bhttp::field::content_encoding]),
          .user_agent = plain(request[bhttp::field::user_agent]),
          .referer = plain(request[bhttp::field::referer]),
          .accept_encoding = plain(request[bhttp::field::accept_encoding]),
          .range = plain(request[bhttp::field::range]),
          .if_range = plain(request[bhttp::field::if_range]),
          .if_none_match = plain(request[bhttp::field::if_none_match]),
          .if_modified_since = plain(request[bhttp::field::if_modified_since]),
          .body = request.body(),
          .client_address = connection.client_address,
          .server_address = connection.server_address,
          .client_port = connection.client_port,
          .server_port = connection.server_port,
          .secure = connection.secure,
          .headers = &headers};
}

std::optional<faults::Unreadable> unreadable(beast::error_code const& error) {
  if (error == bhttp::error::body_limit) return faults::Unreadable::body_too_long;
  if (error == bhttp::error::header_limit || error == bhttp::error::buffer_overflow)
    return faults::Unreadable::headers_too_long;
  if (error == bhttp::error::end_of_stream || error == bhttp::error::partial_message) return std::nullopt;
  if (error.category() == bhttp::make_error_code(bhttp::error::bad_method).category())
    return faults::Unreadable::malformed;
  return std::nullopt;
}

}  // namespace wsus::http
