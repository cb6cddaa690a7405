// Where a client is sent for content files: see content_base.hpp.
#include "server/exchange/content_base.hpp"

#include <fmt/format.h>

#include <charconv>

namespace wsus::exchange {
namespace {

constexpr std::uint16_t http_port = 80;
constexpr std::uint16_t https_port = 443;

std::uint16_t below(std::uint16_t secure_port) {
  return secure_port == https_port || secure_port == 0 ? http_port : static_cast<std::uint16_t>(secure_port - 1);
}

}  // namespace

std::string content_base(std::string_view host, bool secure, std::uint16_t content_port) {
  if (!secure) return fmt::format("http://{}", host);
  auto const colon = host.find(':', host.starts_with('[') ? host.find(']') : 0);
  auto const digits = colon == std::string_view::npos ? std::string_view{} : host.substr(colon + 1);
  std::uint16_t port = https_port;
  std::from_chars(digits.data(), digits.data() + digits.size(), port);  // what is no port leaves 443
  if (content_port == 0) content_port = below(port);
  auto const name = host.substr(0, colon);
  return content_port == http_port ? fmt::format("http://{}", name) : fmt::format("http://{}:{}", name, content_port);
}

}  // namespace wsus::exchange
