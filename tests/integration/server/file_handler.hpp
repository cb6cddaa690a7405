// A handler that answers with parts of one file, and how to reach its server with curl and openssl.
#pragma once

#include "server/certificates/certificates.hpp"
#include "server/faults/request_handler.hpp"
#include "server/http/http_server.hpp"
#include "tests/integration/programs/process.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace wsus::http::test {

/// `size` bytes that repeat nowhere in a way that a shifted or doubled piece could hide.
[[nodiscard]] std::string pattern(std::size_t size);
/// The bytes of a file, read at once.
[[nodiscard]] std::string content_of(std::filesystem::path const& file);
/// A file in memory with this content; `claimed` bytes if given, whatever it has.
[[nodiscard]] std::shared_ptr<faults::OpenFile const> file_of(std::string const& content);
[[nodiscard]] std::shared_ptr<faults::OpenFile const> file_of(std::string const& content, std::uint64_t claimed);

/// Gives the file: whole, the part that a closed range names, or 304 (with the file in the plan all the same) to
/// If-None-Match. Keeps what it saw of the last request.
class FileHandler final : public faults::RequestHandler {
public:
  explicit FileHandler(std::shared_ptr<faults::OpenFile const> file) : file_(std::move(file)) {}
  faults::ResponsePlan handle(faults::ExchangeView const& request) override;
  faults::ResponsePlan handle_unreadable(faults::Unreadable why, faults::ExchangeView const& request) override;

  struct Seen {
    std::string range{};
    std::string accept_encoding{};
    std::string if_range{};
    std::string if_none_match{};
    std::string if_modified_since{};
    std::uint16_t server_port = 0;
    bool secure = false;
  };
  [[nodiscard]] Seen seen() const;
  /// The handler lets go of its file: only sessions hold it then.
  [[nodiscard]] std::weak_ptr<faults::OpenFile const> release();

private:
  mutable std::mutex mutex_;
  std::shared_ptr<faults::OpenFile const> file_;
  Seen seen_{};
};

inline constexpr char const* server_name = "wsus.lab.example";

/// Authority and server certificate for wsus.lab.example, good now (curl and openssl ask the machine's clock).
struct LabTls {
  LabTls();
  [[nodiscard]] TlsSettings settings() const;
  certificates::CertificateAndKey authority{};
  certificates::CertificateAndKey server{};
};

/// Good from `from` to `until` days from now.
[[nodiscard]] certificates::Validity days_from_now(int from, int until);

/// curl in `folder`, which holds ca.crt: quiet, with the name of the server led to this machine.
[[nodiscard]] wsus::test::Finished curl(std::filesystem::path const& folder, std::uint16_t port,
                                        std::vector<std::string> const& words);
/// `openssl s_client` against the port, which ends after its handshake.
[[nodiscard]] wsus::test::Finished s_client(std::filesystem::path const& folder, std::uint16_t port,
                                            std::vector<std::string> const& words);

}  // namespace wsus::http::test
