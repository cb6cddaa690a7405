// Servers with one rule, and what is told of their bytes: see fault_wire.hpp.
#include "tests/integration/server/fault_wire.hpp"

#include "server/catalogue/content.hpp"
#include "server/catalogue/fragments.hpp"
#include "server/catalogue/generator.hpp"
#include "server/config/node.hpp"
#include "server/faults/rules/rule_file.hpp"
#include "tests/support/golden.hpp"

#include <fmt/format.h>
#include <openssl/pem.h>
#include <openssl/x509_vfy.h>

#include <array>
#include <stdexcept>
#include <stop_token>
#include <thread>
#include <utility>

namespace wsus::test {
namespace {

using http::test::End;
using http::test::Over;
using http::test::WireClient;
using http::test::WireOptions;

constexpr wusp::UtcTime world_begin{std::chrono::sys_days{std::chrono::year{2026} / 10 / 4}};

/// What verification found wrong last, in the thread that shakes hands.
thread_local long found_wrong = X509_V_OK;

server::ServerConfig config_of(std::string const& rules, wusp::Timeline& timeline, domain::File const& file) {
  server::ServerConfig config;
  auto const small = catalogue::generate({.revisions = 120,
                                          .installed_non_leaf = 12,
                                          .superseded_chains = 2,
                                          .content_files = 2,
                                          .approved = timeline.now()});
  std::vector<domain::Revision> revisions(small.revisions().begin(), small.revisions().end());
  domain::Revision with_file;
  with_file.id = 1'000'000;
  with_file.identity.revision_number = 1;
  with_file.files.push_back(file);
  revisions.push_back(with_file);
  config.catalogue = std::make_shared<domain::Catalogue const>(std::move(revisions));
  config.settings.config_last_change = timeline.now();
  config.https_port = 0;
  config.timeline = &timeline;
  if (!rules.empty()) config.faults = faults::read_rules(config::Node::parse(rules, "f.yaml"));
  return config;
}

std::string_view word_of(End end) {
  constexpr std::array<std::string_view, 5> words{"kept", "fin", "close_notify", "reset", "deadline"};
  return words.at(static_cast<std::size_t>(end));
}

std::string masked(std::string text, std::string_view name) {
  auto const size = element(text, name).size();
  return size == 0 ? text : with_element(std::move(text), name, std::string(size, 'A'));
}

/// Dates move with the world's time, cookies are random, and every client has fault IDs of its own. Nothing gets longer
/// or shorter.
std::string comparable(std::string text) {
  constexpr std::string_view date = "\r\nDate: ";
  if (auto const at = text.find(date); at != std::string::npos && text.find("GMT", at) != std::string::npos)
    text.replace(at + date.size(), std::string_view("Sun, 04 Oct 2026 00:00:00").size(), "Sun, 04 Oct 2026 00:00:00");
  if (text.find("<faultcode>") != std::string::npos) text = masked(std::move(text), "ID");
  return masked(std::move(text), "EncryptedData");
}

std::size_t body_at(std::string const& seen) {
  auto const at = seen.find("\r\n\r\n");
  if (at == std::string::npos) throw std::logic_error("no head in: " + seen);
  return at + 4;
}

std::size_t end_at(std::string const& seen) {
  auto const at = seen.rfind('[');
  return at != std::string::npos && seen.ends_with(" s]") ? at : seen.size();
}

void trust(SSL_CTX* context, std::string const& authority, wusp::UtcTime now) {
  BIO* const text = BIO_new_mem_buf(authority.data(), static_cast<int>(authority.size()));
  X509* const certificate = PEM_read_bio_X509(text, nullptr, nullptr, nullptr);
  X509_STORE_add_cert(SSL_CTX_get_cert_store(context), certificate);
  X509_free(certificate);
  BIO_free(text);
  auto* const wanted = SSL_CTX_get0_param(context);
  X509_VERIFY_PARAM_set1_host(wanted, "localhost", 0);
  X509_VERIFY_PARAM_set_time(wanted, std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count());
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, [](int good, X509_STORE_CTX* store) {
    if (good == 0) found_wrong = X509_STORE_CTX_get_error(store);
    return good;
  });
}

}  // namespace

FaultWire::FaultWire(std::string const& rules) : has_rules_(!rules.empty()), timeline_(world_begin), driver_(0) {
  auto const file = catalogue::make_file(7, "update.cab", content_size, world_begin);
  content_path_ = catalogue::content_path(file);
  server_ = std::make_unique<server::WsusServer>(config_of(rules, timeline_, file), timeline_);
  driver_ = WuspDriver(server_->port());
}

std::string FaultWire::ask(std::string const& request, WireOptions options) {
  bool const plain = options.over == Over::tcp;
  auto const port = plain ? server_->port() : server_->https_port().value();
  options.timeline = &timeline_;
  found_wrong = X509_V_OK;
  try {
    WireClient client(port, std::move(options));
    // A reset may be told when the request is sent, and is told once.
    bool const sent = !plain || client.send_raw(request);
    if (!plain) client.send(request);
    auto const got = sent ? client.read_to_end() : http::test::Read{.end = End::reset};
    auto const passed = std::chrono::duration_cast<std::chrono::seconds>(timeline_.now() - world_begin);
    return fmt::format("{}[{} after {} s]", comparable(got.bytes), word_of(got.end), passed.count());
  } catch (std::runtime_error const& error) {
    if (found_wrong != X509_V_OK) return X509_verify_cert_error_string(found_wrong);
    return error.what();
  }
}

std::string FaultWire::ask_and_idle(std::string const& request) {
  WireClient client(server_->port());
  client.send(request);
  auto const reply = comparable(client.read_reply().bytes);
  if (!has_rules_) {
    timeline_.advance(std::chrono::days(1));
    client.send(request);
    return reply + (comparable(client.read_reply().bytes) == reply ? "[kept]" : "[not kept]");
  }
  // That the server has begun to wait is told by nothing: time is moved until it notices.
  std::jthread const mover([this](std::stop_token const& stop) {
    while (!stop.stop_requested()) {
      timeline_.advance(std::chrono::seconds(1));
      std::this_thread::yield();
    }
  });
  auto const rest = client.read_to_end();
  return fmt::format("{}{}[{}]", reply, rest.bytes, word_of(rest.end));
}

WireOptions FaultWire::verifying() const {
  return {.over = Over::tls,
          .configure = [authority = server_->lab_authority(), now = timeline_.now()](SSL_CTX* context) {
            trust(context, authority, now);
          }};
}

std::string get_config_request(std::string const& more) {
  return to_bytes({.soap_action = fmt::format("\"{}\"", wusp::soap_action(wusp::Service::client, "GetConfig")),
                   .body = fmt::format(R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>)"
                                       R"(<GetConfig xmlns="{}"><protocolVersion>2.90</protocolVersion></GetConfig>)"
                                       "</s:Body></s:Envelope>",
                                       wusp::info(wusp::Service::client).xml_namespace),
                   .extra_headers = more},
                  8530);
}

std::string get_request(std::string const& target, std::string const& more) {
  return to_bytes(
      {.method = "GET", .target = target, .content_type = "", .extra_headers = more + "Connection: close\r\n"}, 8530);
}

std::string bytes_of(RawReply const& reply) { return comparable(reply.head + "\r\n\r\n" + reply.body); }

std::string replaced(std::string text, std::string_view old, std::string_view replacement) {
  auto const at = text.find(old);
  if (at == std::string::npos || text.find(old, at + 1) != std::string::npos)
    throw std::logic_error(fmt::format("not there exactly once: '{}' in {}", old, text));
  return text.replace(at, old.size(), replacement);
}

std::string cut_to(std::string const& seen, std::size_t count, std::string_view end) {
  return seen.substr(0, count) + std::string(end);
}

std::string ended(std::string const& seen, std::string_view end) { return cut_to(seen, end_at(seen), end); }

std::string with_body(std::string const& seen, std::function<std::string(std::string)> const& change) {
  auto const begin = body_at(seen);
  auto const end = end_at(seen);
  auto const body = change(seen.substr(begin, end - begin));
  auto const head = replaced(seen.substr(0, begin), fmt::format("Content-Length: {}\r\n", end - begin),
                             fmt::format("Content-Length: {}\r\n", body.size()));
  return head + body + seen.substr(end);
}

}  // namespace wsus::test
