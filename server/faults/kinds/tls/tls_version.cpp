// tls_version: the TLS listener offers no version newer than an old one.
#include "server/config/values.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/make_fault.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace wsus::faults {
namespace {

struct Version {
  std::string_view word;
  std::uint16_t number;  ///< as a ClientHello writes it
};
constexpr std::array<Version, 3> versions{{{"1.0", 0x0301}, {"1.1", 0x0302}, {"1.2", 0x0303}}};

std::uint16_t read_newest(config::Node const& node) {
  std::vector<std::string_view> known;
  known.reserve(versions.size());
  for (auto const& one : versions) known.push_back(one.word);
  auto const word = config::read_word(node, known);
  return std::find_if(versions.begin(), versions.end(), [&](Version const& one) { return one.word == word; })->number;
}

struct TlsVersion final : ConnectionFault {
  explicit TlsVersion(std::uint16_t version) : newest(version) {}
  std::uint16_t newest;

  bool apply(ConnectionPlan& plan, ConnectionView const& connection) const override {
    if (!connection.secure || plan.greeting != Greeting::serve || plan.tls.newest_version != 0) return false;
    plan.tls.newest_version = newest;
    return true;
  }
  bool applies_always() const override { return false; }  // a plain connection has no handshake
};

}  // namespace

Fault read_tls_version(config::Node const& node) {
  config::allow_only(node, {"newest"});
  return make_fault<ConnectionFault>(TlsVersion(read_newest(node.required("newest"))));
}

}  // namespace wsus::faults
