// Certificates and keys as files of an operator.
#pragma once

#include "server/certificates/certificates.hpp"

#include <filesystem>
#include <string_view>

namespace wsus::certificates {

inline constexpr std::string_view authority_certificate_file = "lab-ca.crt";
inline constexpr std::string_view authority_key_file = "lab-ca.key";
inline constexpr std::string_view server_certificate_file = "wsus.crt";
inline constexpr std::string_view server_key_file = "wsus.key";

/// Writes the text so that a reader sees the old file, the new one or none. A key is readable by its owner only (mode
/// 0600) from its first byte on. Throws std::runtime_error with path and reason.
void write_certificate(std::filesystem::path const& file, std::string_view pem);
void write_key(std::filesystem::path const& file, std::string_view pem);

/// All four files into `folder`, which is made when it is missing. Without `overwrite` nothing is written when one of
/// them is there already: std::runtime_error names it.
void write_pem_files(std::filesystem::path const& folder, CertificateAndKey const& authority,
                     CertificateAndKey const& server, bool overwrite);

}  // namespace wsus::certificates
