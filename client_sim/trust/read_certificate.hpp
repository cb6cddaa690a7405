// From the bytes of a file to what a certificate store keeps.
#pragma once

#include "client_sim/machine/system/certificate_store.hpp"

#include <optional>
#include <string_view>

namespace wsus::trust {

/// The certificate in a .cer or .crt file, PEM or DER; of several in one text the first. Empty when there is none that
/// can be read. Names are written as certutil prints them, the most specific part first: "CN=lab, O=x". Thread safety:
/// any thread.
[[nodiscard]] std::optional<machine::Certificate> read_certificate(std::string_view bytes);

}  // namespace wsus::trust
