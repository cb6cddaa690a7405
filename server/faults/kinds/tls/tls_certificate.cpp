// tls_certificate: the TLS listener shows a certificate that is wrong in one way.
#include "server/config/values.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/make_fault.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace wsus::faults {
namespace {

struct Word {
  std::string_view word;
  CertificateFlaw flaw;
};
constexpr std::array<Word, 4> words{{{"expired", CertificateFlaw::expired},
                                     {"not_yet_valid", CertificateFlaw::not_yet_valid},
                                     {"wrong_name", CertificateFlaw::wrong_name},
                                     {"unknown_authority", CertificateFlaw::unknown_authority}}};

CertificateFlaw read_flaw(config::Node const& node) {
  std::vector<std::string_view> known;
  known.reserve(words.size());
  for (auto const& one : words) known.push_back(one.word);
  auto const word = config::read_word(node, known);
  return std::find_if(words.begin(), words.end(), [&](Word const& one) { return one.word == word; })->flaw;
}

struct TlsCertificate final : ConnectionFault {
  explicit TlsCertificate(CertificateFlaw wrong) : flaw(wrong) {}
  CertificateFlaw flaw;

  bool apply(ConnectionPlan& plan, ConnectionView const& connection) const override {
    if (!connection.secure || plan.greeting != Greeting::serve || plan.tls.flaw) return false;
    plan.tls.flaw = flaw;
    return true;
  }
  bool applies_always() const override { return false; }  // a plain connection has no handshake
};

}  // namespace

Fault read_tls_certificate(config::Node const& node) {
  config::allow_only(node, {"flaw"});
  return make_fault<ConnectionFault>(TlsCertificate(read_flaw(node.required("flaw"))));
}

}  // namespace wsus::faults
