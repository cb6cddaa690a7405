// Writing of the ports file: see ports_file.hpp.
#include "server/app/ports_file.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <fstream>
#include <stdexcept>
#include <system_error>

namespace wsus::server {

void write_ports_file(std::filesystem::path const& file, std::uint16_t http, std::optional<std::uint16_t> admin,
                      std::optional<std::uint16_t> https) {
  boost::json::object ports{{"http", http}, {"https", nullptr}, {"admin", nullptr}};
  if (https) ports["https"] = *https;
  if (admin) ports["admin"] = *admin;
  auto const draft = std::filesystem::path(file.string() + ".new");
  {
    std::ofstream out(draft, std::ios::binary);
    out << boost::json::serialize(ports) << "\n";
    out.flush();
    if (!out) throw std::runtime_error(fmt::format("cannot write the ports file '{}'", file.string()));
  }
  std::error_code error;
  std::filesystem::rename(draft, file, error);
  if (error)
    throw std::runtime_error(fmt::format("cannot write the ports file '{}': {}", file.string(), error.message()));
}

}  // namespace wsus::server
