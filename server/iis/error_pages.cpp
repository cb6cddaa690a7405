// The pages of IIS, ASP.NET and http.sys: real titles and status lines, bodies in our own few words.
#include "server/iis/error_pages.hpp"

#include "wsdl/wusp/markup.hpp"

#include <fmt/format.h>

namespace wsus::iis {
namespace {

constexpr std::string_view asp_net_type = "text/html; charset=utf-8";

/// IIS's detailed page: title, status line, one sentence, and rows of details.
ErrorPage iis_page(std::string_view version, unsigned status, unsigned sub_status, unsigned win32_status,
                   std::string_view reason, std::string_view sentence, std::string_view details = {}) {
  return {.status = status,
          .sub_status = sub_status,
          .win32_status = win32_status,
          .content_type = "text/html",
          .body = fmt::format("<!DOCTYPE html>\r\n<html>\r\n<head>\r\n"
                              "<title>IIS {5} Detailed Error - {0}.{1} - {2}</title>\r\n</head>\r\n<body>\r\n"
                              "<h2>HTTP Error {0}.{1} - {2}</h2>\r\n<h3>{3}</h3>\r\n{4}</body>\r\n</html>\r\n",
                              status, sub_status, reason, sentence, details, version)};
}

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

ErrorPage not_found(std::string_view iis_version) {
  // 2 is ERROR_FILE_NOT_FOUND.
  return iis_page(iis_version, 404, 0, 2, "Not Found",
                  "Nothing has this address: it was removed, renamed, or never there.");
}

ErrorPage ssl_required(std::string_view iis_version) {
  // 5 is ERROR_ACCESS_DENIED.
  return iis_page(iis_version, 403, 4, 5, "Forbidden",
                  "This address is served over Secure Sockets Layer (SSL) only: use https.");
}

ErrorPage directory_listing_denied(std::string_view iis_version) {
  return iis_page(iis_version, 403, 14, 0, "Forbidden", "The contents of this folder are not listed.");
}

ErrorPage range_not_satisfiable(std::string_view iis_version) {
  return iis_page(iis_version, 416, 0, 0, "Requested Range Not Satisfiable",
                  "The file ends before the range that was asked for.");
}

ErrorPage internal_server_error(std::string_view iis_version) {
  return iis_page(iis_version, 500, 0, 0, "Internal Server Error",
                  "The server could not read or make the file of this address.");
}

ErrorPage method_not_allowed(std::string_view iis_version) {
  return iis_page(iis_version, 405, 0, 0, "Method Not Allowed",
                  "This address does not take the HTTP verb of the request.");
}

ErrorPage request_entity_too_large(std::string_view iis_version) {
  return iis_page(iis_version, 404, 13, 0, "Not Found",
                  "Request filtering refuses the request: its content is longer than maxAllowedContentLength.");
}

ErrorPage configuration_error(std::string_view iis_version, ConfigurationError const& error, std::string_view file) {
  auto const line = error.line > 0 ? fmt::format("<p><b>Config Line</b> {}</p>\r\n", error.line) : std::string();
  auto const details = fmt::format("<p><b>Error Code</b> 0x8007000d</p>\r\n<p><b>Config Error</b> {}</p>\r\n"
                                   "<p><b>Config File</b> \\\\?\\{}</p>\r\n{}",
                                   wusp::escape_markup(error.what), wusp::escape_markup(file), line);
  // 13 is ERROR_INVALID_DATA, the Win32 code inside 0x8007000d.
  return iis_page(iis_version, 500, 19, 13, "Internal Server Error",
                  "The page cannot be shown: the configuration data that belongs to it is invalid.", details);
}

ErrorPage maximum_request_length_exceeded() {
  return asp_net_page("Maximum request length exceeded.",
                      "The request body is longer than maxRequestLength of httpRuntime allows.");
}

ErrorPage bad_request(std::string_view reason) {
  return {.status = 400,
          .sub_status = 0,
          .win32_status = 0,
          .content_type = "text/html; charset=us-ascii",
          .body = fmt::format(
              "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\"\"http://www.w3.org/TR/html4/strict.dtd\">"
              "\r\n<HTML><HEAD><TITLE>Bad Request</TITLE></HEAD>\r\n<BODY><h2>Bad Request</h2>\r\n"
              "<hr><p>HTTP Error 400. {}</p>\r\n</BODY></HTML>\r\n",
              wusp::escape_markup(reason))};
}

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
