// A listener that speaks TLS with a certificate of its own and answers every request with the same bytes.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace wsus::transport::test {

/// The certificate is made anew, for one DNS name, and signed by itself. Answers connections one after the other on a
/// thread of its own, one request each, until destruction.
class TlsListener {
public:
  TlsListener(std::string const& dns_name, std::string answer);
  ~TlsListener();
  TlsListener(TlsListener const&) = delete;
  TlsListener& operator=(TlsListener const&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] std::string const& certificate() const;  ///< PEM
  [[nodiscard]] unsigned requests() const;               ///< that came whole through TLS

private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace wsus::transport::test
