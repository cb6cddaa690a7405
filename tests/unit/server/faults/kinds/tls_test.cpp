// Faults of the TLS handshake, each with the plain connection that it leaves alone.
#include "tests/unit/server/faults/kinds/read_fault.hpp"

namespace wsus::faults {
namespace {

struct Kind {
  char const* name;
  char const* rule;
  TlsPlan tls;
};
class TlsFault : public testing::TestWithParam<Kind> {};

TEST_P(TlsFault, ChangesItsMemberOfTheHandshakeAndNothingElse) {
  ConnectionPlan plan;
  EXPECT_TRUE(read_fault<ConnectionFault>(GetParam().rule)->apply(plan, {.secure = true}));
  EXPECT_EQ(plan.tls, GetParam().tls);
  EXPECT_EQ(plan.greeting, Greeting::serve);
  EXPECT_EQ(plan.delay, std::chrono::milliseconds(0));
}

TEST_P(TlsFault, LeavesAPlainConnectionAlone) {
  ConnectionPlan plan;
  auto const fault = read_fault<ConnectionFault>(GetParam().rule);
  EXPECT_FALSE(fault->apply(plan, {.secure = false}));
  EXPECT_EQ(plan.tls, TlsPlan{});
  EXPECT_FALSE(fault->applies_always());
}

TEST_P(TlsFault, LeavesAConnectionAloneThatIsSettled) {
  auto const fault = read_fault<ConnectionFault>(GetParam().rule);
  ConnectionPlan reset{.greeting = Greeting::reset};
  EXPECT_FALSE(fault->apply(reset, {.secure = true}));
  ConnectionPlan twice;
  EXPECT_TRUE(fault->apply(twice, {.secure = true}));
  EXPECT_FALSE(fault->apply(twice, {.secure = true}));
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, TlsFault,
    testing::Values(
        Kind{"Expired", "tls_certificate: {flaw: expired}", {.flaw = CertificateFlaw::expired}},
        Kind{"NotYetValid", "tls_certificate: {flaw: not_yet_valid}", {.flaw = CertificateFlaw::not_yet_valid}},
        Kind{"WrongName", "tls_certificate: {flaw: wrong_name}", {.flaw = CertificateFlaw::wrong_name}},
        Kind{"UnknownAuthority",
             "tls_certificate: {flaw: unknown_authority}",
             {.flaw = CertificateFlaw::unknown_authority}},
        Kind{"ClientCertificate", "tls_client_certificate: {}", {.demands_client_certificate = true}},
        Kind{"Tls10", "tls_version: {newest: 1.0}", {.newest_version = 0x0301}},
        Kind{"Tls11", "tls_version: {newest: '1.1'}", {.newest_version = 0x0302}},
        Kind{"Tls12", "tls_version: {newest: 1.2}", {.newest_version = 0x0303}},
        Kind{"WeakCiphers", "tls_weak_ciphers: {}", {.weak_ciphers_only = true}}),
    [](auto const& test) { return std::string(test.param.name); });

TEST(TlsFaultMistake, NamesWhatIsKnownAndTheNearestWord) {
  EXPECT_EQ(mistake_in("tls_certificate: {}"),
            "/0/tls_certificate/flaw: found nothing; allowed: a value, it must be given");
  EXPECT_EQ(mistake_in("tls_certificate: {flaw: expird}"),
            "/0/tls_certificate/flaw: found 'expird', did you mean 'expired'?; allowed: expired, not_yet_valid, "
            "wrong_name, unknown_authority");
  EXPECT_EQ(mistake_in("tls_version: {newest: 1.3}"),
            "/0/tls_version/newest: found '1.3', did you mean '1.0'?; allowed: 1.0, 1.1, 1.2");
  EXPECT_EQ(mistake_in("tls_version: {newest: old}"), "/0/tls_version/newest: found 'old'; allowed: 1.0, 1.1, 1.2");
  EXPECT_EQ(mistake_in("tls_weak_ciphers: {suites: RC4}"),
            "/0/tls_weak_ciphers: found the key 'suites'; allowed: no keys, as in {}");
  EXPECT_EQ(mistake_in("tls_client_certificate: {required: true}"),
            "/0/tls_client_certificate: found the key 'required'; allowed: no keys, as in {}");
}

}  // namespace
}  // namespace wsus::faults
