// One HTTP request as deciding code sees it. No sockets: views into buffers that the session owns.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace wsus::faults {

/// Any header of a request by its name.
class HeaderLookup {
public:
  virtual ~HeaderLookup() = default;
  /// Letter case does not matter; the first of several; empty when there is none.
  [[nodiscard]] virtual std::optional<std::string_view> find(std::string_view name) const = 0;
  /// Names and values as they came, in their order. Views as those of ExchangeView.
  [[nodiscard]] virtual std::vector<std::pair<std::string_view, std::string_view>> all() const = 0;
};

/// Lifetime: every view is valid during the call that hands it out, and no longer.
struct ExchangeView {
  std::string_view method{};
  std::string_view target{};  ///< as on the request line, query part included
  std::string_view host{};    ///< Host header; empty when there was none
  std::string_view soap_action{};
  std::string_view content_type{};
  std::string_view content_encoding{};
  std::string_view user_agent{};
  std::string_view referer{};
  std::string_view accept_encoding{};
  std::string_view range{};  ///< Range header of a content request
  std::string_view if_range{};
  std::string_view if_none_match{};
  std::string_view if_modified_since{};
  std::string_view body{};
  std::string_view client_address{};  ///< without port
  std::string_view server_address{};
  std::uint16_t client_port = 0;
  std::uint16_t server_port = 0;
  bool secure = false;                    ///< came over TLS
  std::string_view iis_version = "10.0";  ///< of the server, as its error pages name it
  HeaderLookup const* headers = nullptr;  ///< null: none but the members above

  [[nodiscard]] std::string_view path() const { return target.substr(0, target.find('?')); }
  [[nodiscard]] std::string_view query() const {
    auto const mark = target.find('?');
    return mark == std::string_view::npos ? std::string_view{} : target.substr(mark + 1);
  }
};

/// Why the HTTP layer cannot hand over a request.
enum class Unreadable { malformed, headers_too_long, body_too_long };

/// A header with a member of its own: what the server looks at.
struct RequestField {
  std::string_view name{};
  std::string_view ExchangeView::*member = nullptr;
};
inline constexpr std::array<RequestField, 11> request_fields{{{"Accept-Encoding", &ExchangeView::accept_encoding},
                                                              {"Content-Encoding", &ExchangeView::content_encoding},
                                                              {"Content-Type", &ExchangeView::content_type},
                                                              {"Host", &ExchangeView::host},
                                                              {"If-Modified-Since", &ExchangeView::if_modified_since},
                                                              {"If-None-Match", &ExchangeView::if_none_match},
                                                              {"If-Range", &ExchangeView::if_range},
                                                              {"Range", &ExchangeView::range},
                                                              {"Referer", &ExchangeView::referer},
                                                              {"SOAPAction", &ExchangeView::soap_action},
                                                              {"User-Agent", &ExchangeView::user_agent}}};

}  // namespace wsus::faults
