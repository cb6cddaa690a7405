// Support of the file and HTTPS tests: see file_handler.hpp.
#include "tests/integration/server/file_handler.hpp"

#include "wsdl/wusp/clock.hpp"

#include <fmt/format.h>

#include <sys/mman.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <stdexcept>

namespace wsus::http::test {

std::string pattern(std::size_t size) {
  std::string bytes(size + sizeof(std::uint64_t), '\0');
  std::uint64_t state = 88172645463325252ULL;  // xorshift64
  for (std::size_t place = 0; place < size; place += sizeof state) {
    state ^= state << 13U;
    state ^= state >> 7U;
    state ^= state << 17U;
    std::memcpy(bytes.data() + place, &state, sizeof state);
  }
  bytes.resize(size);
  return bytes;
}

std::string content_of(std::filesystem::path const& file) {
  std::string bytes(std::filesystem::file_size(file), '\0');
  std::ifstream(file, std::ios::binary).read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return bytes;
}

std::shared_ptr<faults::OpenFile const> file_of(std::string const& content) { return file_of(content, content.size()); }

std::shared_ptr<faults::OpenFile const> file_of(std::string const& content, std::uint64_t claimed) {
  int const descriptor = ::memfd_create("body", MFD_CLOEXEC);
  auto file = std::make_shared<faults::OpenFile const>(descriptor, claimed);
  for (std::size_t done = 0; done < content.size();) {
    auto const written = ::write(descriptor, content.data() + done, content.size() - done);
    if (written <= 0) throw std::runtime_error("cannot write the file of a test");
    done += static_cast<std::size_t>(written);
  }
  return file;
}

faults::ResponsePlan FileHandler::handle(faults::ExchangeView const& request) {
  std::scoped_lock const lock(mutex_);
  seen_ = {.range = std::string(request.range),
           .accept_encoding = std::string(request.accept_encoding),
           .if_range = std::string(request.if_range),
           .if_none_match = std::string(request.if_none_match),
           .if_modified_since = std::string(request.if_modified_since),
           .server_port = request.server_port,
           .secure = request.secure};
  if (!request.if_none_match.empty())
    return {.status = 304, .file = faults::FileBody{.file = file_, .length = file_ ? file_->size() : 0}};
  if (!file_) return {.headers = {{"Content-Type", "text/plain"}}, .body = "no file"};
  faults::ResponsePlan plan{.headers = {{"Content-Type", "application/octet-stream"}}};
  unsigned long long first = 0;
  unsigned long long last = file_->size() - 1;
  if (std::sscanf(seen_.range.c_str(), "bytes=%llu-%llu", &first, &last) == 2) plan.status = 206;
  plan.file = faults::FileBody{.file = file_, .offset = first, .length = last + 1 - first};
  return plan;
}

faults::ResponsePlan FileHandler::handle_unreadable(faults::Unreadable, faults::ExchangeView const&) {
  return {.status = 400, .body = "unreadable"};
}

FileHandler::Seen FileHandler::seen() const {
  std::scoped_lock const lock(mutex_);
  return seen_;
}

std::weak_ptr<faults::OpenFile const> FileHandler::release() {
  std::scoped_lock const lock(mutex_);
  std::weak_ptr<faults::OpenFile const> file = file_;
  file_.reset();
  return file;
}

certificates::Validity days_from_now(int from, int until) {
  auto const now = wusp::SystemClock{}.now();
  return {now + std::chrono::days(from), now + std::chrono::days(until)};
}

LabTls::LabTls()
    : authority(
          certificates::make_authority({.validity = days_from_now(-1, 1), .serial = certificates::random_serial()})),
      server(certificates::make_server_certificate(
          {.names = {server_name}, .validity = days_from_now(-1, 1), .serial = certificates::random_serial()},
          authority)) {}

TlsSettings LabTls::settings() const {
  TlsSettings tls;
  tls.certificate_chain = server.certificate;
  tls.private_key = server.key;
  return tls;
}

wsus::test::Finished curl(std::filesystem::path const& folder, std::uint16_t port,
                          std::vector<std::string> const& words) {
  std::vector<std::string> command{CURL_PROGRAM,
                                   "--silent",
                                   "--show-error",
                                   "--noproxy",
                                   "*",
                                   "--cacert",
                                   "ca.crt",
                                   "--max-time",
                                   "50",
                                   "--resolve",
                                   fmt::format("{}:{}:127.0.0.1", server_name, port)};
  command.insert(command.end(), words.begin(), words.end());
  return wsus::test::run(command, folder);
}

wsus::test::Finished s_client(std::filesystem::path const& folder, std::uint16_t port,
                              std::vector<std::string> const& words) {
  std::vector<std::string> command{OPENSSL_PROGRAM, "s_client", "-connect", fmt::format("127.0.0.1:{}", port)};
  command.insert(command.end(), words.begin(), words.end());
  return wsus::test::run(command, folder);  // its input ends at once, and it with it
}

}  // namespace wsus::http::test
