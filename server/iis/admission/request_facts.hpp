// What http.sys and IIS look at before a service sees a request.
#pragma once

#include <cstdint>
#include <string_view>

namespace wsus::iis {

/// Lifetime: of the request; views are not kept.
struct RequestFacts {
  std::string_view method{};
  std::string_view path{};   ///< as on the request line, before '?'
  std::string_view query{};  ///< without '?'
  std::string_view host{};   ///< Host header, with or without a port
  std::string_view client_address{};
  std::uint16_t port = 8530;  ///< of the listener as bindings name it: 8530, whatever port the system has given
  bool secure = false;
  bool has_client_certificate = false;
  std::uint64_t content_length = 0;
  std::string_view authorization{};  ///< header; empty: none
};

}  // namespace wsus::iis
