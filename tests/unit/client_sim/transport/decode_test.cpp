// Good answers as plain values.
#include "client_sim/transport/wusp_client.hpp"
#include "tests/unit/client_sim/transport/captures.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace wsus::transport {
namespace {

using test::blanked_bytes_of;
using test::capture;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr auto client_ns = "http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService";

HttpResult ok(std::string body) {
  return {.hops = {{"http://h/", 200u}},
          .status = 200,
          .reason = "OK",
          .content_type = "text/xml; charset=utf-8",
          .body = std::move(body)};
}

std::string envelope(std::string const& content) {
  return "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>" + content +
         "</s:Body></s:Envelope>";
}

std::string client_answer(std::string const& operation, std::string const& content) {
  return envelope(fmt::format("<{0}Response xmlns=\"{1}\">{2}</{0}Response>", operation, client_ns, content));
}

std::string config_answer(std::string const& auth_info, std::string const& properties) {
  return client_answer("GetConfig",
                       fmt::format("<GetConfigResult><LastChange>2026-10-04T13:17:07.59Z</LastChange>"
                                   "<IsRegistrationRequired>false</IsRegistrationRequired><AuthInfo>{}</AuthInfo>"
                                   "<Properties>{}</Properties></GetConfigResult>",
                                   auth_info, properties));
}

agent::Reply decode_alone(agent::Call const& call, std::string body) {
  wire::Engine engine;
  return decode(engine, call, ok(std::move(body)));
}

template <class T>
T decoded(agent::Call const& call, std::string body) {
  auto reply = decode_alone(call, std::move(body));
  if (auto const* value = std::get_if<T>(&reply)) return *value;
  ADD_FAILURE() << "another reply, index " << reply.index();
  return {};
}

TEST(Decode, ReadsTheCapturedConfiguration) {
  auto const config = decoded<machine::CachedConfig>(agent::GetConfigCall{}, capture("server/GetConfig.xml"));
  EXPECT_EQ(config.last_change, "2026-10-04T13:17:07.59Z");
  EXPECT_TRUE(config.registration_required);
  EXPECT_EQ(config.plug_in_id, "SimpleTargeting");
  EXPECT_EQ(config.auth_service_url, "SimpleAuthWebService/SimpleAuth.asmx");
  EXPECT_EQ(config.max_extended_updates_per_request, 50);
  EXPECT_EQ(config.protocol_version, "3.2");
}

std::string plug_in(std::string const& id, std::string const& url) {
  return fmt::format("<AuthPlugInInfo><PlugInID>{}</PlugInID><ServiceUrl>{}</ServiceUrl></AuthPlugInInfo>", id, url);
}

TEST(Decode, PrefersSimpleTargetingAmongSeveralPlugIns) {
  auto const config = decoded<machine::CachedConfig>(
      agent::GetConfigCall{},
      config_answer(plug_in("PidValidator", "p.asmx") + plug_in("SimpleTargeting", "s.asmx"), ""));
  EXPECT_EQ(config.plug_in_id, "SimpleTargeting");
  EXPECT_EQ(config.auth_service_url, "s.asmx");
  EXPECT_FALSE(config.registration_required);
}

TEST(Decode, TakesTheFirstPlugInWhenNoneIsSimpleTargeting) {
  auto const config = decoded<machine::CachedConfig>(
      agent::GetConfigCall{}, config_answer(plug_in("Anonymous", "") + plug_in("Other", "o"), ""));
  EXPECT_EQ(config.plug_in_id, "Anonymous");
  EXPECT_EQ(config.auth_service_url, "");
}

TEST(Decode, LeavesThePlugInEmptyWhenThereIsNone) {
  EXPECT_EQ(decoded<machine::CachedConfig>(agent::GetConfigCall{}, config_answer("", "")).plug_in_id, "");
}

TEST(Decode, ReadsTheLimitOfExtendedUpdates) {
  auto const config = decoded<machine::CachedConfig>(
      agent::GetConfigCall{},
      config_answer(
          "",
          "<ConfigurationProperty><Name>MaxExtendedUpdatesPerRequest</Name><Value>7</Value></ConfigurationProperty>"));
  EXPECT_EQ(config.max_extended_updates_per_request, 7);
}

TEST(Decode, ALimitOfExtendedUpdatesThatIsMissingIsZero) {
  EXPECT_EQ(
      decoded<machine::CachedConfig>(agent::GetConfigCall{}, config_answer("", "")).max_extended_updates_per_request,
      0);
}

TEST(Decode, ALimitOfExtendedUpdatesThatIsNoNumberFromOneIsNegative) {
  auto const good = capture("server/GetConfig.xml");
  for (std::string const value : {"many", "0", "-5", "50x", ""}) {
    auto body = good;
    body.replace(body.find("<Value>50</Value>"), 17, "<Value>" + value + "</Value>");
    auto const config = decoded<machine::CachedConfig>(agent::GetConfigCall{}, body);
    EXPECT_EQ(config.max_extended_updates_per_request, -1) << value;
    EXPECT_EQ(config.plug_in_id, "SimpleTargeting") << value;
  }
}

TEST(Decode, ReadsTheCapturedAuthorizationCookie) {
  auto const captured = capture("server/GetAuthorizationCookie.xml");
  auto const reply = decoded<agent::AuthorizationReply>(agent::GetAuthorizationCookieCall{}, captured);
  EXPECT_EQ(reply.plug_in_id, "SimpleTargeting");
  EXPECT_EQ(reply.data, blanked_bytes_of(captured, "CookieData"));
  EXPECT_THAT(reply.data, SizeIs(496));
}

TEST(Decode, ReadsACookie) {
  auto const reply = decoded<agent::CookieReply>(
      agent::GetCookieCall{},
      client_answer("GetCookie", "<GetCookieResult><Expiration>2030-01-01T01:00:00.1234567Z</Expiration>"
                                 "<EncryptedData>c2VjcmV0</EncryptedData></GetCookieResult>"));
  EXPECT_EQ(reply.cookie.expiration, "2030-01-01T01:00:00.1234567Z");
  EXPECT_EQ(reply.cookie.encrypted_data, "secret");
}

TEST(Decode, ReadsTheEmptyAnswerOfRegisterComputer) {
  decoded<agent::EmptyReply>(agent::RegisterComputerCall{}, client_answer("RegisterComputer", ""));
}

TEST(Decode, ReadsTheCapturedSyncUpdates) {
  auto const captured = capture("server/SyncUpdates-category-scan.xml");
  auto const reply = decoded<agent::SyncReply>(agent::SyncUpdatesCall{}, captured);
  ASSERT_THAT(reply.new_updates, SizeIs(1));
  EXPECT_EQ(reply.new_updates[0].revision_id, 72571);
  EXPECT_EQ(reply.new_updates[0].action, "Evaluate");
  EXPECT_EQ(reply.new_updates[0].deployment_id, 4650);
  EXPECT_EQ(reply.new_updates[0].deadline, "");
  EXPECT_TRUE(reply.new_updates[0].is_leaf);
  EXPECT_EQ(reply.new_updates[0].core_xml, test::text_of(captured, "Xml"));
  EXPECT_THAT(reply.changed_updates, IsEmpty());
  EXPECT_THAT(reply.out_of_scope, IsEmpty());
  EXPECT_FALSE(reply.truncated);
  EXPECT_TRUE(reply.driver_sync_not_needed);
  ASSERT_TRUE(reply.new_cookie);
  EXPECT_EQ(reply.new_cookie->expiration, "2026-10-04T16:03:35.9967236Z");
  EXPECT_EQ(reply.new_cookie->encrypted_data, blanked_bytes_of(captured, "EncryptedData"));
}

TEST(Decode, ReadsEveryListOfSyncUpdates) {
  auto const reply = decoded<agent::SyncReply>(
      agent::SyncUpdatesCall{},
      client_answer("SyncUpdates",
                    "<SyncUpdatesResult><OutOfScopeRevisionIDs><int>5</int><int>6</int></OutOfScopeRevisionIDs>"
                    "<ChangedUpdates><UpdateInfo><ID>9</ID><Deployment><ID>1</ID><Action>Install</Action>"
                    "<Deadline>2026-10-09T00:00:00Z</Deadline><IsAssigned>true</IsAssigned>"
                    "<LastChangeTime>2026-10-04</LastChangeTime></Deployment>"
                    "<IsLeaf>false</IsLeaf></UpdateInfo></ChangedUpdates><Truncated>true</Truncated>"
                    "<DeployedOutOfScopeRevisionIds><int>8</int></DeployedOutOfScopeRevisionIds>"
                    "<DriverSyncNotNeeded>false</DriverSyncNotNeeded></SyncUpdatesResult>"));
  EXPECT_THAT(reply.new_updates, IsEmpty());
  ASSERT_THAT(reply.changed_updates, SizeIs(1));
  EXPECT_EQ(reply.changed_updates[0].revision_id, 9);
  EXPECT_EQ(reply.changed_updates[0].action, "Install");
  EXPECT_EQ(reply.changed_updates[0].deployment_id, 1);
  EXPECT_EQ(reply.changed_updates[0].deadline, "2026-10-09T00:00:00Z");
  EXPECT_FALSE(reply.changed_updates[0].is_leaf);
  EXPECT_EQ(reply.changed_updates[0].core_xml, "");
  EXPECT_THAT(reply.out_of_scope, ElementsAre(5, 6));
  EXPECT_THAT(reply.deployed_out_of_scope, ElementsAre(8));
  EXPECT_TRUE(reply.truncated);
  EXPECT_FALSE(reply.new_cookie);
  EXPECT_FALSE(reply.driver_sync_not_needed);
}

TEST(Decode, ReadsRefreshedRevisions) {
  auto const reply = decoded<agent::RefreshReply>(
      agent::RefreshCacheCall{},
      client_answer("RefreshCache",
                    "<RefreshCacheResult><RefreshCacheResult><RevisionID>42</RevisionID><GlobalID>"
                    "<UpdateID>dd78b8a1-0b20-45c1-add6-4da72e9364cf</UpdateID><RevisionNumber>202</RevisionNumber>"
                    "</GlobalID><IsLeaf>true</IsLeaf><Deployment><ID>17</ID><Action>Bundle</Action>"
                    "<Deadline>2026-10-20T00:00:00</Deadline><IsAssigned>true</IsAssigned>"
                    "<LastChangeTime>2026-10-04</LastChangeTime></Deployment>"
                    "</RefreshCacheResult></RefreshCacheResult>"));
  ASSERT_THAT(reply.items, SizeIs(1));
  EXPECT_EQ(reply.items[0].deployment_id, 17);
  EXPECT_EQ(reply.items[0].deadline, "2026-10-20T00:00:00");
  EXPECT_EQ(reply.items[0].revision_id, 42);
  EXPECT_EQ(to_string(reply.items[0].update_id), "dd78b8a1-0b20-45c1-add6-4da72e9364cf");
  EXPECT_EQ(reply.items[0].revision_number, 202);
  EXPECT_TRUE(reply.items[0].is_leaf);
  EXPECT_EQ(reply.items[0].action, "Bundle");
}

TEST(Decode, ReadsAnEmptyRefreshAsNothingLeft) {
  EXPECT_THAT(decoded<agent::RefreshReply>(agent::RefreshCacheCall{}, client_answer("RefreshCache", "")).items,
              IsEmpty());
}

TEST(Decode, KeepsTheLocalizedFragmentsOfExtendedInformation) {
  auto const reply = decoded<agent::ExtendedReply>(
      agent::GetExtendedUpdateInfoCall{},
      client_answer("GetExtendedUpdateInfo",
                    "<GetExtendedUpdateInfoResult><Updates>"
                    "<Update><ID>1</ID><Xml>&lt;ExtendedProperties/&gt;</Xml></Update>"
                    "<Update><ID>1</ID><Xml>\n&lt;LocalizedProperties&gt;&lt;Title&gt;T&lt;/Title&gt;&lt;/"
                    "LocalizedProperties&gt;</Xml></Update>"
                    "<Update><ID>1</ID><Xml>&lt;EulaFile Size=\"9\"/&gt;</Xml></Update>"
                    "<Update><ID>2</ID></Update></Updates><OutOfScopeRevisionIDs><int>3</int></OutOfScopeRevisionIDs>"
                    "</GetExtendedUpdateInfoResult>"));
  ASSERT_THAT(reply.localized, SizeIs(1));
  EXPECT_EQ(reply.localized[0].revision_id, 1);
  EXPECT_THAT(reply.localized[0].localized_xml, testing::HasSubstr("<LocalizedProperties><Title>T</Title>"));
  ASSERT_THAT(reply.licenses, SizeIs(1));
  EXPECT_EQ(reply.licenses[0].eula_xml, "<EulaFile Size=\"9\"/>");
  EXPECT_THAT(reply.extended, SizeIs(2));
  EXPECT_THAT(reply.out_of_scope, ElementsAre(3));
}

TEST(Decode, ReadsAReportAnswer) {
  decoded<agent::EmptyReply>(
      agent::ReportEventBatchCall{},
      envelope("<ReportEventBatchResponse xmlns=\"http://www.microsoft.com/SoftwareDistribution\">"
               "<ReportEventBatchResult>true</ReportEventBatchResult></ReportEventBatchResponse>"));
}

TEST(Decode, AcceptsTheOtherSpellingsOfTheType) {
  wire::Engine engine;
  auto result = ok(capture("server/GetConfig.xml"));
  for (auto const* type : {"text/xml", "Text/XML ;charset=UTF-8"}) {
    result.content_type = type;
    EXPECT_TRUE(std::holds_alternative<machine::CachedConfig>(decode(engine, agent::GetConfigCall{}, result))) << type;
  }
}

}  // namespace
}  // namespace wsus::transport
