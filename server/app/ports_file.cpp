// Writing of the ports file: see ports_file.hpp.
#include "server/app/ports_file.hpp"

#include "server/certificates/pem_files.hpp"

#include <boost/json.hpp>

namespace wsus::server {
namespace {

template <typename Value>
boost::json::value value_or_null(std::optional<Value> const& value) {
  return value ? boost::json::value(*value) : boost::json::value(nullptr);
}

}  // namespace

void write_ports_file(std::filesystem::path const& file, PortsFile const& ports) {
  boost::json::object const text{{"http", ports.http},
                                 {"https", value_or_null(ports.https)},
                                 {"admin", value_or_null(ports.admin)},
                                 {"token", value_or_null(ports.token)}};
  // Who reads the token controls the server: it is kept as a private key is.
  certificates::write_key(file, boost::json::serialize(text) + "\n");
}

}  // namespace wsus::server
