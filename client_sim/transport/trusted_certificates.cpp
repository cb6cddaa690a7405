// Tries certificates on a TLS context of their own.
#include "client_sim/transport/trusted_certificates.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/context.hpp>

namespace wsus::transport {

std::optional<std::string> certificate_damage(std::string const& certificates) {
  namespace asio = boost::asio;
  asio::ssl::context tls(asio::ssl::context::tls_client);
  boost::system::error_code ec;
  tls.add_certificate_authority(asio::buffer(certificates), ec);
  if (!ec) return std::nullopt;
  return ec.message();
}

}  // namespace wsus::transport
