// Pages of IIS and http.sys: real titles and status lines, bodies in our own few words. See error_page.hpp.
#include "server/faults/error_page.hpp"

#include "wsdl/wusp/markup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace wsus::faults {
namespace {

struct Phrase {
  unsigned status;
  std::string_view text;
};

/// As IIS words them in its pages; 413, 414 and 416 have the names of HTTP/1.1's first edition there.
constexpr std::array<Phrase, 22> phrases{{{400, "Bad Request"},
                                          {401, "Unauthorized"},
                                          {403, "Forbidden"},
                                          {404, "Not Found"},
                                          {405, "Method Not Allowed"},
                                          {406, "Not Acceptable"},
                                          {407, "Proxy Authentication Required"},
                                          {408, "Request Timeout"},
                                          {409, "Conflict"},
                                          {410, "Gone"},
                                          {411, "Length Required"},
                                          {412, "Precondition Failed"},
                                          {413, "Request Entity Too Large"},
                                          {414, "Request-URI Too Long"},
                                          {415, "Unsupported Media Type"},
                                          {416, "Requested Range Not Satisfiable"},
                                          {429, "Too Many Requests"},
                                          {500, "Internal Server Error"},
                                          {501, "Not Implemented"},
                                          {502, "Bad Gateway"},
                                          {503, "Service Unavailable"},
                                          {504, "Gateway Timeout"}}};

struct KnownPage {
  unsigned status;
  unsigned sub_status;
  unsigned win32_status;
  std::string_view sentence;
};

/// Win32 statuses: 2 ERROR_FILE_NOT_FOUND, 5 ERROR_ACCESS_DENIED, 13 ERROR_INVALID_DATA (inside 0x8007000d),
/// 50 ERROR_NOT_SUPPORTED, 1326 ERROR_LOGON_FAILURE, 1260 ERROR_ACCESS_DISABLED_BY_POLICY.
constexpr std::array<KnownPage, 20> known_pages{{
    {401, 1, 1326, "The credentials that came with the request are not valid here."},
    {401, 2, 5, "This address asks for credentials, and no way to give them is switched on or was used."},
    {401, 3, 5, "The access list of the file behind this address does not let the caller read it."},
    {403, 1, 5, "What handles this address may not run: the access policy of the handlers forbids it."},
    {403, 4, 5, "This address is served over Secure Sockets Layer (SSL) only: use https."},
    {403, 6, 5, "This address refuses the IP address of the caller."},
    {403, 7, 5, "This address wants a client certificate."},
    {403, 14, 0, "The contents of this folder are not listed."},
    {404, 0, 2, "Nothing has this address: it was removed, renamed, or never there."},
    {404, 2, 1260, "The program that handles this address is restricted on this server."},
    {404, 3, 50, "No MIME type is known for the extension of this address, so it is not served."},
    {404, 4, 2, "No handler takes an address of this extension."},
    {404, 7, 0, "Request filtering refuses the extension of this address."},
    {404, 8, 0, "Request filtering hides a part of this address."},
    {404, 13, 0, "Request filtering refuses the request: its content is longer than maxAllowedContentLength."},
    {405, 0, 0, "This address does not take the HTTP verb of the request."},
    {416, 0, 0, "The file ends before the range that was asked for."},
    {500, 0, 0, "The server could not read or make the file of this address."},
    {500, 19, 13, "The page cannot be shown: the configuration data that belongs to it is invalid."},
    {500, 24, 50, "A setting of ASP.NET does not apply in the managed pipeline mode of this application."},
}};

std::string phrase_of(unsigned status) {
  auto const* const found =
      std::find_if(phrases.begin(), phrases.end(), [status](Phrase const& one) { return one.status == status; });
  return found == phrases.end() ? fmt::format("Status {}", status) : std::string(found->text);
}

bool has_no_body(unsigned status) { return status == 204 || status == 304; }

}  // namespace

ErrorPage iis_page(unsigned status, unsigned sub_status, std::string_view details, std::string_view iis_version) {
  ErrorPage page{.status = status, .sub_status = sub_status};
  if (has_no_body(status)) return page;
  auto const* const known = std::find_if(known_pages.begin(), known_pages.end(), [&](KnownPage const& one) {
    return one.status == status && one.sub_status == sub_status;
  });
  bool const is_known = known != known_pages.end();
  page.win32_status = is_known ? known->win32_status : 0;
  page.body = fmt::format("<!DOCTYPE html>\r\n<html>\r\n<head>\r\n"
                          "<title>IIS {5} Detailed Error - {0}.{1} - {2}</title>\r\n</head>\r\n<body>\r\n"
                          "<h2>HTTP Error {0}.{1} - {2}</h2>\r\n<h3>{3}</h3>\r\n{4}</body>\r\n</html>\r\n",
                          status, sub_status, phrase_of(status),
                          is_known ? known->sentence : "The server answers the request with this status.", details,
                          iis_version);
  return page;
}

ErrorPage http_sys_page(unsigned status, std::string_view title, std::string_view reason) {
  return {.status = status,
          .content_type = "text/html; charset=us-ascii",
          .body = fmt::format(
              "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\"\"http://www.w3.org/TR/html4/strict.dtd\">"
              "\r\n<HTML><HEAD><TITLE>{0}</TITLE></HEAD>\r\n<BODY><h2>{0}</h2>\r\n"
              "<hr><p>HTTP Error {1}. {2}</p>\r\n</BODY></HTML>\r\n",
              title, status, wusp::escape_markup(reason)),
          .of_http_sys = true};
}

ResponsePlan page_plan(ErrorPage page) {
  ResponsePlan plan;
  plan.status = page.status;
  plan.sub_status = page.sub_status;
  plan.win32_status = page.win32_status;
  plan.close = page.of_http_sys;
  plan.headers.reserve(3);
  if (!page.body.empty()) plan.headers.push_back({"Content-Type", std::move(page.content_type)});
  plan.headers.push_back({"Server", page.of_http_sys ? "Microsoft-HTTPAPI/2.0" : "Microsoft-IIS/10.0"});
  if (!page.of_http_sys) plan.headers.push_back({"X-Powered-By", "ASP.NET"});
  plan.body = std::move(page.body);
  return plan;
}

ResponsePlan page_plan(unsigned status, unsigned sub_status, std::string_view iis_version) {
  return page_plan(iis_page(status, sub_status, {}, iis_version));
}

}  // namespace wsus::faults
