// certutil: what gets into a store, what is shown, and every refusal.
#include "client_sim/machine/paths.hpp"
#include "client_sim/machine/system/signing_root.hpp"
#include "tests/unit/client_sim/shell/client_prompt.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::client_shell {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;
using windows::CommandResult;

constexpr int hresult(unsigned code) { return static_cast<int>(code); }

/// A machine whose Root store is empty; the certificate of its old root lies in a file.
class CertUtil : public testing::Test {
protected:
  CertUtil() { pc.machine.system_state().certificates = {}; }
  std::vector<machine::Certificate> const& root() { return pc.machine.system_state().certificates.list("Root"); }
  std::string const import = R"(certutil -addstore root C:\Windows\System32\lab\update-signing-root.cer)";
  ClientPrompt pc;
};

// FM56, FM76
TEST_F(CertUtil, AddStoreImportsAFile) {
  EXPECT_EQ(
      pc.type(import),
      (CommandResult{0, "root \"Trusted Root Certification Authorities\"\n"
                        "Signature matches Public Key\n"
                        "Certificate \"CN=WSUS Fault Lab Update Signing Root, O=WSUS Fault Lab\" added to store.\n"
                        "CertUtil: -addstore command completed successfully.\n"}));
  EXPECT_EQ(root(), std::vector{machine::signing_root()});
  EXPECT_THAT(pc.type(import).output, HasSubstr("already in store.\n"));
  EXPECT_THAT(root(), SizeIs(1));
}

TEST_F(CertUtil, TheUsersStoreIsAnother) {
  EXPECT_EQ(pc.type("certutil -user" + import.substr(8)).exit_code, 0);
  EXPECT_THAT(root(), IsEmpty());
  EXPECT_THAT(pc.type("certutil -user -store root").output, HasSubstr("Certificate 0"));
}

TEST_F(CertUtil, SoIsTheStoreOfIntermediates) {
  pc.type(R"(certutil -f -addstore CA C:\Windows\System32\lab\update-signing-root.cer)");
  EXPECT_THAT(root(), IsEmpty());
}

TEST_F(CertUtil, StoreShowsWhatIsThere) {
  pc.type(import);
  EXPECT_EQ(pc.type("certutil -store Root"),
            (CommandResult{0, "Root \"Trusted Root Certification Authorities\"\n"
                              "================ Certificate 0 ================\n"
                              "Serial Number: 1f5e2a7b90c4d318\n"
                              "Issuer: CN=WSUS Fault Lab Update Signing Root, O=WSUS Fault Lab\n"
                              " NotBefore: 01/01/2020 01:00 AM\n"
                              " NotAfter: 01/01/2120 01:00 AM\n"
                              "Subject: CN=WSUS Fault Lab Update Signing Root, O=WSUS Fault Lab\n"
                              "Signature matches Public Key\n"
                              "Root Certificate: Subject matches Issuer\n"
                              "Cert Hash(sha1): ed90484e677e63392c8f371c916517d3facb54bc\n"
                              "No key provider information\n"
                              "Cannot find the certificate and private key for decryption.\n"
                              "CertUtil: -store command completed successfully.\n"}));
  EXPECT_EQ(pc.type(R"(certutil -store root "fault lab")").exit_code, 0);
  EXPECT_EQ(pc.type("certutil -store root nobody").exit_code, hresult(0x80090011));
}

TEST_F(CertUtil, DelStoreTakesACertificateAway) {
  pc.type(import);
  EXPECT_EQ(pc.type("certutil -delstore root ed90484e677e63392c8f371c916517d3facb54bc"),
            (CommandResult{0, "root \"Trusted Root Certification Authorities\"\nDeleting Certificate 0\n"
                              "CertUtil: -delstore command completed successfully.\n"}));
  EXPECT_THAT(root(), IsEmpty());
  EXPECT_THAT(pc.type("certutil -delstore root 0").output, EndsWith("CertUtil: Object was not found.\n"));
}

TEST_F(CertUtil, FilesThatAreMissingOrNoCertificateAreRefused) {
  EXPECT_EQ(pc.type(R"(certutil -addstore root C:\nothing.cer)"),
            (CommandResult{hresult(0x80070002),
                           "root \"Trusted Root Certification Authorities\"\n"
                           "CertUtil: -addstore command FAILED: 0x80070002 (WIN32: 2 ERROR_FILE_NOT_FOUND)\n"
                           "CertUtil: The system cannot find the file specified.\n"}));
  pc.machine.files().write_as_system(R"(C:\note.cer)", "no certificate");
  EXPECT_EQ(pc.type(R"(certutil -addstore root C:\note.cer)").exit_code, hresult(0x8007000D));
  EXPECT_THAT(root(), IsEmpty());
}

TEST_F(CertUtil, WithoutElevationTheMachinesStoresStay) {
  pc.type(import);
  pc.prompt.session().identity = not_elevated();
  EXPECT_EQ(pc.type("certutil -delstore root 0").exit_code, hresult(0x80070005));
  EXPECT_THAT(root(), SizeIs(1));
  pc.machine.system_state().certificates = {};
  EXPECT_EQ(pc.type(import).exit_code, hresult(0x80070005));
  EXPECT_THAT(root(), IsEmpty());
  EXPECT_EQ(pc.type("certutil -user" + import.substr(8)).exit_code, 0);
}

TEST_F(CertUtil, OtherVerbsAndStoresAreToldWhatTheLabKnows) {
  for (auto const* line : {"certutil -verify x", "certutil -addstore root", "certutil -addstore Toor x",
                           "certutil -delstore root", "certutil -store"}) {
    auto const result = pc.type(line);
    EXPECT_EQ(result.exit_code, hresult(0x80070057)) << line;
    EXPECT_THAT(result.output, HasSubstr("The lab knows: certutil")) << line;
  }
  EXPECT_THAT(pc.type("certutil -verify x").output, StartsWith("CertUtil: Unknown arg: -verify\n"));
  EXPECT_EQ(pc.type("certutil").exit_code, 0);
  EXPECT_EQ(pc.type("certutil -?").exit_code, 0);
}

}  // namespace
}  // namespace wsus::client_shell
