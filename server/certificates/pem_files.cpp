// Writing of PEM files: see pem_files.hpp.
#include "server/certificates/pem_files.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace wsus::certificates {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(fs::path const& file, int error) {
  throw std::runtime_error(fmt::format("cannot write '{}': {}", file.string(), std::generic_category().message(error)));
}

/// A descriptor that is closed in any case.
class Descriptor {
public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(Descriptor const&) = delete;
  Descriptor& operator=(Descriptor const&) = delete;
  [[nodiscard]] int number() const { return number_; }

private:
  int number_;
};

/// Zero or the error's number.
int write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    auto const written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

/// A draft beside the file takes its place: an older file's mode must not be that of the new key.
void write_file(fs::path const& file, std::string_view text, mode_t mode) {
  auto const draft = fs::path(file.string() + ".new");
  std::error_code error;
  fs::remove(draft, error);
  {
    Descriptor const out(::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode));
    if (out.number() < 0) fail(file, errno);
    if (int const wrong = write_all(out.number(), text); wrong != 0) {
      fs::remove(draft, error);
      fail(file, wrong);
    }
  }
  fs::rename(draft, file, error);
  if (error) {
    std::error_code ignored;
    fs::remove(draft, ignored);
    fail(file, error.value());
  }
}

}  // namespace

void write_certificate(fs::path const& file, std::string_view pem) { write_file(file, pem, 0644); }
void write_key(fs::path const& file, std::string_view pem) { write_file(file, pem, 0600); }

void write_pem_files(fs::path const& folder, CertificateAndKey const& authority, CertificateAndKey const& server,
                     bool overwrite) {
  for (auto const name : {authority_certificate_file, authority_key_file, server_certificate_file, server_key_file}) {
    auto const file = folder / name;
    if (!overwrite && fs::exists(fs::symlink_status(file)))
      throw std::runtime_error(
          fmt::format("'{}' is there already, nothing was written; --force writes over it", file.string()));
  }
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw std::runtime_error(fmt::format("cannot make '{}': {}", folder.string(), error.message()));
  write_key(folder / authority_key_file, authority.key);
  write_key(folder / server_key_file, server.key);
  write_certificate(folder / authority_certificate_file, authority.certificate);
  write_certificate(folder / server_certificate_file, server.certificate);
}

}  // namespace wsus::certificates
