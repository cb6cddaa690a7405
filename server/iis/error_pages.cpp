// The pages of IIS, ASP.NET and http.sys by their causes. Bodies are in our own few words.
#include "server/iis/error_pages.hpp"

#include "wsdl/wusp/markup.hpp"

#include <fmt/format.h>

namespace wsus::iis {
namespace {

constexpr std::string_view asp_net_type = "text/html; charset=utf-8";

/// ASP.NET's page: "Server Error in '/x' Application." and the exception's message as title.
ErrorPage asp_net_page(std::string_view message, std::string_view sentence) {
  return {.status = 500,
          .sub_status = 0,
          .win32_status = 0,
          .content_type = std::string(asp_net_type),
          .body = fmt::format("<!DOCTYPE html>\r\n<html>\r\n<head>\r\n<title>{0}</title>\r\n</head>\r\n<body>\r\n"
                              "<h1>Server Error in '/ClientWebService' Application.</h1>\r\n<h2><i>{0}</i></h2>\r\n"
                              "<p>{1}</p>\r\n</body>\r\n</html>\r\n",
                              message, sentence)};
}

std::string rows_of(std::span<std::string_view const> operations) {
  std::string rows;
  for (auto const operation : operations) rows += fmt::format("<li>{}</li>\r\n", wusp::escape_markup(operation));
  return rows;
}

}  // namespace

ErrorPage not_found(std::string_view iis_version) { return faults::iis_page(404, 0, {}, iis_version); }

ErrorPage ssl_required(std::string_view iis_version) { return faults::iis_page(403, 4, {}, iis_version); }

ErrorPage directory_listing_denied(std::string_view iis_version) { return faults::iis_page(403, 14, {}, iis_version); }

ErrorPage range_not_satisfiable(std::string_view iis_version) { return faults::iis_page(416, 0, {}, iis_version); }

ErrorPage internal_server_error(std::string_view iis_version) { return faults::iis_page(500, 0, {}, iis_version); }

ErrorPage method_not_allowed(std::string_view iis_version) { return faults::iis_page(405, 0, {}, iis_version); }

ErrorPage request_entity_too_large(std::string_view iis_version) { return faults::iis_page(404, 13, {}, iis_version); }

ErrorPage configuration_error(std::string_view iis_version, ConfigurationError const& error, std::string_view file) {
  auto const line = error.line > 0 ? fmt::format("<p><b>Config Line</b> {}</p>\r\n", error.line) : std::string();
  auto const details = fmt::format("<p><b>Error Code</b> 0x{:08x}</p>\r\n<p><b>Config Error</b> {}</p>\r\n"
                                   "<p><b>Config File</b> \\\\?\\{}</p>\r\n{}",
                                   error.hresult, wusp::escape_markup(error.what), wusp::escape_markup(file), line);
  auto page = faults::iis_page(500, 19, details, iis_version);
  page.win32_status = error.hresult & 0xFFFFU;
  return page;
}

ErrorPage maximum_request_length_exceeded() {
  return asp_net_page("Maximum request length exceeded.",
                      "The request body is longer than maxRequestLength of httpRuntime allows.");
}

ErrorPage request_timed_out() {
  return asp_net_page("Request timed out.", "The request has run longer than executionTimeout of httpRuntime allows.");
}

ErrorPage bad_request(std::string_view reason) { return faults::http_sys_page(400, "Bad Request", reason); }

ErrorPage service_help_page(std::string_view service_name, std::span<std::string_view const> operations) {
  auto const name = wusp::escape_markup(service_name);
  return {.status = 200,
          .sub_status = 0,
          .win32_status = 0,
          .content_type = std::string(asp_net_type),
          .body =
              fmt::format("<html>\r\n<head>\r\n<title>{0} Web Service</title>\r\n</head>\r\n<body>\r\n<h1>{0}</h1>\r\n"
                          "<p>Operations of this service:</p>\r\n<ul>\r\n{1}</ul>\r\n</body>\r\n</html>\r\n",
                          name, rows_of(operations))};
}

}  // namespace wsus::iis
