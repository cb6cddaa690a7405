// Real input: every captured body of a Windows agent is answered, and our answers are the captured documents.
#include "tests/integration/server/server_fixture.hpp"
#include "tests/support/soap_diff.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wsus::test {
namespace {

using wusp::Service;

class CapturesTest : public ServerTest {
protected:
  void SetUp() override {
    start(captured_config());
    driver_->handshake();
  }

  /// The captured request with this server's cookies and times in it.
  [[nodiscard]] std::string live(std::string const& name) const {
    auto text = golden("captures/client/" + name + ".xml");
    text = with_element(std::move(text), "CookieData", driver_->authorization_data);
    text = with_element(std::move(text), "EncryptedData", driver_->encrypted_data);
    return with_element(std::move(text), "lastChange", driver_->last_change);
  }
};

/// Status line and headers, one a line; of Date and Content-Length the name alone.
std::string constant_head(std::string_view head) {
  std::string text;
  while (!head.empty()) {
    auto const end = std::min(head.find('\n'), head.size());
    auto line = head.substr(0, end);
    head.remove_prefix(std::min(end + 1, head.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.starts_with("Date: ") || line.starts_with("Content-Length: ")) line = line.substr(0, line.find(':'));
    if (!line.empty()) text += fmt::format("{}\n", line);
  }
  return text;
}

// Conforms: GetConfig
TEST_F(CapturesTest, GetConfigIsAnsweredWithTheCapturedBytes) {
  auto const reply = driver_->send(Service::client, "GetConfig", golden("captures/client/GetConfig.xml"));
  EXPECT_EQ(reply.status, 200u);
  EXPECT_EQ(reply.body, golden("captures/server/GetConfig.xml"));
}

// Conforms: GetAuthorizationCookie
TEST_F(CapturesTest, GetAuthorizationCookieIsAnsweredWithTheCapturedBytesButForTheCookie) {
  auto const reply = driver_->send(Service::simple_auth, "GetAuthorizationCookie",
                                   golden("captures/client/GetAuthorizationCookie.xml"));
  EXPECT_EQ(reply.status, 200u);
  EXPECT_EQ(reply.header("Cache-Control"), "private, max-age=0");
  auto const captured = golden("captures/server/GetAuthorizationCookie.xml");
  auto const cookie = element(reply.body, "CookieData");
  EXPECT_EQ(cookie.size(), element(captured, "CookieData").size());  // 496 bytes, as captured
  EXPECT_EQ(reply.body, with_element(captured, "CookieData", cookie));
}

// Conforms: GetCookie
TEST_F(CapturesTest, GetCookieIsAnsweredWithAnHourOfLife) {
  auto const reply = driver_->send(Service::client, "GetCookie", live("GetCookie"));
  EXPECT_EQ(reply.status, 200u);
  EXPECT_EQ(element(reply.body, "Expiration"), "2026-10-04T16:03:35.9967236Z");
}

// Conforms: RegisterComputer
TEST_F(CapturesTest, RegisterComputerIsAnsweredWithAnEmptyElementAndStored) {
  driver_->get_authorization_cookie("e1da06a3-5601-43c9-bac3-52d5db701494");
  auto const reply = driver_->send(Service::client, "RegisterComputer", live("RegisterComputer"));
  EXPECT_EQ(reply.status, 200u);
  EXPECT_NE(reply.body.find("<RegisterComputerResponse xmlns="), std::string::npos) << reply.body;
  auto const computer = server_->state().computers().find("E1DA06A3-5601-43C9-BAC3-52D5DB701494");
  ASSERT_TRUE(computer);
  EXPECT_EQ(computer->info.os_version, "10.0.26200");
  EXPECT_EQ(computer->info.client_version, "1507.2601.30012.0");
}

// Conforms: SyncUpdates
TEST_F(CapturesTest, TheCategoryScanIsAnsweredWithTheCapturedBytesButForTheCookie) {
  // The captured exchange is one of a scan: the one before it delivered 108226, and its NewCookie remembers that.
  auto before = live("SyncUpdates-category-scan");
  std::string const installed = "<InstalledNonLeafUpdateIDs><int>108226</int></InstalledNonLeafUpdateIDs>";
  before.erase(before.find(installed), installed.size());
  auto const first = driver_->send(Service::client, "SyncUpdates", before);
  EXPECT_EQ(element(element(first.body, "UpdateInfo"), "ID"), "108226");
  driver_->encrypted_data = element(first.body, "EncryptedData");

  auto const reply = driver_->send(Service::client, "SyncUpdates", live("SyncUpdates-category-scan"));
  EXPECT_EQ(reply.status, 200u);
  auto const cookie = element(reply.body, "EncryptedData");
  EXPECT_EQ(reply.body, with_element(golden("captures/server/SyncUpdates-category-scan.xml"), "EncryptedData", cookie));
  EXPECT_EQ(constant_head(reply.head), constant_head(golden("captures/server/SyncUpdates.headers.txt")));
}

// Conforms: GetExtendedUpdateInfo
TEST_F(CapturesTest, GetExtendedUpdateInfoIsAnsweredFragmentByFragment) {
  auto const reply = driver_->send(Service::client, "GetExtendedUpdateInfo", live("GetExtendedUpdateInfo"));
  EXPECT_EQ(reply.status, 200u);
  auto const updates = element(reply.body, "Updates");
  // Both known revisions, all Extended fragments first; 108231 is not on this server.
  EXPECT_LT(updates.find("<ID>72571</ID>"), updates.find("<ID>108226</ID>"));
  EXPECT_LT(updates.rfind("ExtendedProperties"), updates.find("LocalizedProperties"));
  EXPECT_EQ(element(reply.body, "OutOfScopeRevisionIDs"), "<int>108231</int>");
}

TEST_F(CapturesTest, EveryCapturedAnswerIsTheSameDocumentToAParser) {
  Variable const cookies{"CookieData", "EncryptedData"};
  auto const config = driver_->send(Service::client, "GetConfig", golden("captures/client/GetConfig.xml"));
  EXPECT_EQ(soap_difference(golden("captures/server/GetConfig.xml"), config.body), "");

  auto const authorization = driver_->send(Service::simple_auth, "GetAuthorizationCookie",
                                           golden("captures/client/GetAuthorizationCookie.xml"));
  EXPECT_EQ(soap_difference(golden("captures/server/GetAuthorizationCookie.xml"), authorization.body, cookies), "");

  auto const fault = driver_->sync_updates(int_list("InstalledNonLeafUpdateIDs", numbers(1, 401)));
  auto const captured_fault = golden("captures/server/Fault-InstalledNonLeafUpdateIDs.xml");
  EXPECT_EQ(soap_difference(captured_fault, fault.body, {"/Envelope/Body/Fault/detail/ID"}), "");

  // A twin: the fault in place of the page is found.
  EXPECT_EQ(soap_difference(golden("captures/server/SyncUpdates-category-scan.xml"), fault.body, cookies),
            "/Envelope/Body: expected <SyncUpdatesResponse>, found <Fault>");
}

// Conforms: SyncUpdates.limits ErrorCode.shape
TEST_F(CapturesTest, FourHundredAndOneInstalledEntriesGetTheCapturedFaultButForItsId) {
  auto const reply = driver_->sync_updates(int_list("InstalledNonLeafUpdateIDs", numbers(1, 401)));
  EXPECT_EQ(reply.status, 500u);
  auto const id = element(reply.body, "ID");
  EXPECT_EQ(reply.body, with_element(golden("captures/server/Fault-InstalledNonLeafUpdateIDs.xml"), "ID", id));
  auto const captured_head = golden("captures/server/Fault-InstalledNonLeafUpdateIDs.headers.txt");
  EXPECT_EQ(constant_head(reply.head), constant_head(captured_head));
  EXPECT_EQ(reply.header("Connection"), "close");
  EXPECT_EQ(reply.header("Content-Length"), "442");
  EXPECT_EQ(last_entry().fault_id, id);
}

TEST_F(CapturesTest, ATwinWithFourHundredEntriesIsAnswered) {
  auto const reply = driver_->sync_updates(int_list("InstalledNonLeafUpdateIDs", numbers(1, 400)));
  EXPECT_EQ(reply.status, 200u);
  EXPECT_TRUE(faults_counted().empty());
}

}  // namespace
}  // namespace wsus::test
