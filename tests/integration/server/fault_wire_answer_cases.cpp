// HTTP and content: other answers, other headers, other files.
#include "tests/integration/server/fault_wire.hpp"

#include "server/faults/error_page.hpp"
#include "wsdl/xpress/xpress.hpp"

#include <fmt/format.h>

namespace wsus::test {
namespace {

constexpr auto served = "HTTP/1.1 200 OK\r\n";
constexpr auto date = "Date: Sun, 04 Oct 2026 00:00:00 GMT\r\n";

using Change = std::function<std::string(std::string)>;

std::string ask(FaultWire& wire) { return wire.ask(get_config_request()); }
std::string ask_for_xpress(FaultWire& wire) {
  return wire.ask(get_config_request("Connection: close\r\nAccept-Encoding: xpress\r\n"));
}
std::string get_file(FaultWire& wire) { return wire.ask(get_request(wire.content_path())); }
std::string get_part(FaultWire& wire) { return wire.ask(get_request(wire.content_path(), "Range: bytes=10-19\r\n")); }

/// A whole answer, whatever was served without the fault. `headers` with CRLF.
Change page(std::string const& status, std::string const& headers, std::string const& body) {
  return [=](std::string const& /*good*/) {
    return fmt::format("HTTP/1.1 {}\r\n{}{}Connection: close\r\nContent-Length: {}\r\n\r\n{}[fin after 0 s]", status,
                       headers, date, body.size(), body);
  };
}
Change page_of_iis(unsigned status, std::string const& phrase, unsigned sub_status = 0) {
  return page(fmt::format("{} {}", status, phrase),
              "Content-Type: text/html\r\nServer: Microsoft-IIS/10.0\r\nX-Powered-By: ASP.NET\r\n",
              faults::iis_page(status, sub_status).body);
}

Change swap(std::string_view old, std::string_view replacement) {
  return [old, replacement](std::string const& good) { return replaced(good, old, replacement); };
}

/// The plain answer to a client that has offered xpress.
std::string not_coded(std::string const& good) {
  auto const plain = replaced(good, "Content-Encoding: xpress\r\n", "");
  return with_body(plain,
                   [](std::string const& body) { return std::get<std::string>(xpress::decode(body, 1'000'000)); });
}

std::string with_first_byte_turned(std::string const& good) {
  return with_body(good, [](std::string body) {
    body.at(0) = static_cast<char>(~static_cast<unsigned char>(body.at(0)));
    return body;
  });
}

constexpr auto portal = "<!DOCTYPE html>\r\n<html>\r\n<head>\r\n<title>Hotel</title>\r\n</head>\r\n<body>\r\n"
                        "<h1>Hotel</h1>\r\n<p>Log in.</p>\r\n</body>\r\n</html>\r\n";
constexpr auto proxy_page =
    "<!DOCTYPE html>\r\n<html>\r\n<head>\r\n<title>407 Proxy Authentication Required</title>\r\n"
    "</head>\r\n<body>\r\n<h1>Proxy Authentication Required</h1>\r\n</body>\r\n</html>\r\n";
constexpr auto moved_page =
    "<head><title>Document Moved</title></head>\n<body><h1>Object Moved</h1>This document may be "
    "found <a HREF=\"http://127.0.0.1:1/\">here</a></body>";

}  // namespace

std::vector<WireCase> answer_cases() {
  return {
      {"content_type", "", "- content_type: {type: text/html}", ask, served,
       swap("Content-Type: text/xml; charset=utf-8\r\n", "Content-Type: text/html\r\n")},
      {"html_page", "", "- html_page: {title: Hotel, text: Log in.}", ask, served,
       page("200 OK", "Content-Type: text/html\r\n", portal)},
      {"http_status", "", "- http_status: {status: 500, sub_status: 24}", ask, served,
       page_of_iis(500, "Internal Server Error", 24)},
      {"missing_route", "", "- missing_route: {}", ask, served, page_of_iis(404, "Not Found")},
      {"proxy_authentication", "", "- proxy_authentication: {scheme: [NTLM, Basic], realm: branch}", ask, served,
       page("407 Proxy Authentication Required",
            "Content-Type: text/html\r\nProxy-Authenticate: NTLM\r\nProxy-Authenticate: Basic realm=\"branch\"\r\n",
            proxy_page)},
      {"redirect", "", "- redirect: {to: location, location: 'http://127.0.0.1:1/', status: 307}", ask, served,
       page("307 Temporary Redirect",
            "Content-Type: text/html; charset=UTF-8\r\nLocation: http://127.0.0.1:1/\r\nServer: Microsoft-IIS/10.0\r\n"
            "X-Powered-By: ASP.NET\r\n",
            moved_page)},
      {"set_header", "", "- set_header: {name: Server, value: nginx}", ask, served,
       swap("Server: Microsoft-IIS/10.0\r\n", "Server: nginx\r\n")},
      {"set_header", "TakenAway", "- set_header: {name: X-Powered-By}", ask, served,
       swap("X-Powered-By: ASP.NET\r\n", "")},
      {"strip_request_header", "", "- strip_request_header: {name: Accept-Encoding}", ask_for_xpress, served,
       not_coded},

      {"content_forbidden", "", "- content_forbidden: {}", get_file, served, page_of_iis(403, "Forbidden")},
      {"content_missing", "", "- content_missing: {}", get_file, served, page_of_iis(404, "Not Found")},
      {"ranges_ignored", "", "- ranges_ignored: {}", get_part, "HTTP/1.1 206 Partial Content\r\n",
       [](std::string const& /*good*/) {
         FaultWire whole("");
         return get_file(whole);
       }},
      {"wrong_digest", "", "- wrong_digest: {}", get_file, served, with_first_byte_turned},
  };
}

}  // namespace wsus::test
