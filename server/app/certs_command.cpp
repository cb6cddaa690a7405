// Making of certificate files: see certs_command.hpp.
#include "server/app/certs_command.hpp"

#include "server/app/lab_certificates.hpp"
#include "server/certificates/pem_files.hpp"

#include <fmt/format.h>

namespace wsus::server {

std::string make_certs(CertsOptions const& options, wusp::Clock const& clock) {
  auto const made = make_lab_certificates({.names = options.names, .addresses = options.addresses},
                                          std::chrono::days(options.days), clock);
  certificates::write_pem_files(options.out, made.authority, made.server, options.force);
  auto subjects = options.names;
  subjects.insert(subjects.end(), options.addresses.begin(), options.addresses.end());
  auto const path = [&options](std::string_view name) { return (options.out / name).string(); };
  return fmt::format("made for {} ({} days):\n"
                     "  {}  certificate of the lab's authority\n"
                     "  {}  its private key\n"
                     "  {}    certificate of the server\n"
                     "  {}    its private key\n"
                     "serve with: wsus-mock --https ADDR:PORT --tls-certificate {} --tls-key {}\n"
                     "import on the client, elevated: certutil -addstore Root {}\n",
                     fmt::join(subjects, ", "), options.days, path(certificates::authority_certificate_file),
                     path(certificates::authority_key_file), path(certificates::server_certificate_file),
                     path(certificates::server_key_file), path(certificates::server_certificate_file),
                     path(certificates::server_key_file), certificates::authority_certificate_file);
}

}  // namespace wsus::server
