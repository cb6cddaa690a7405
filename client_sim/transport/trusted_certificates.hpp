// Certificates that are trusted beside those of the system, looked at before a connection needs them.
#pragma once

#include <optional>
#include <string>

namespace wsus::transport {

/// Why TLS could not use this text (PEM) as HttpOptions::trusted_certificates, in OpenSSL's words; empty: it can. Any
/// damaged certificate of several counts. Thread safety: any thread.
[[nodiscard]] std::optional<std::string> certificate_damage(std::string const& certificates);

}  // namespace wsus::transport
