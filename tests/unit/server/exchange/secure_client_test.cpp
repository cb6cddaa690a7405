// Proves what a client of the TLS port gets: the service where SSL is required, and plain HTTP addresses for files.
#include "server/catalogue/content.hpp"
#include "server/catalogue/fragments.hpp"
#include "server/exchange/exchange.hpp"
#include "server/iis/config/default_application_host.hpp"
#include "server/iis/server_files.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>

namespace wsus::exchange {
namespace {

using testing::HasSubstr;

std::string base64(std::string const& bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  auto const length =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                      reinterpret_cast<unsigned char const*>(bytes.data()), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(length));
  return text;
}

domain::File const file = catalogue::make_file(7, "update.cab", 1000, {});

std::shared_ptr<domain::Catalogue const> catalogue_with_file() {
  domain::Revision revision;
  revision.id = 1;
  revision.identity.revision_number = 1;
  revision.files.push_back(file);
  revision.explicitly_deployable = true;
  revision.deployment = {.id = 5, .action = domain::DeploymentAction::install};
  return std::make_shared<domain::Catalogue const>(std::vector{revision});
}

class SecureClientTest : public testing::Test {
protected:
  SecureClientTest() {
    files_.write_as_system(
        iis::application_host_config,
        iis::default_application_host({.https_port = 8531, .ssl_applications = {"ClientWebService"}}));
    for (auto const& folder : iis::installed_folders()) files_.make_directory(folder.physical_path);
  }

  faults::ResponsePlan get_extended_update_info(bool secure, std::string_view host) {
    domain::CookieState const cookie{.client_id = "e1da06a3-5601-43c9-bac3-52d5db701494",
                                     .protocol_version = "2.90",
                                     .server_id = state_.server_id(),
                                     .expires = clock_.now() + std::chrono::hours(1)};
    auto const body = fmt::format(
        R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><GetExtendedUpdateInfo xmlns="{}">)"
        "<cookie><Expiration>2026-10-04T16:03:35Z</Expiration><EncryptedData>{}</EncryptedData></cookie><revisionIDs>"
        "<int>1</int></revisionIDs><infoTypes><XmlUpdateFragmentType>Extended</XmlUpdateFragmentType></infoTypes>"
        "</GetExtendedUpdateInfo></s:Body></s:Envelope>",
        wusp::info(wusp::Service::client).xml_namespace, base64(state_.sealer().seal(cookie)));
    auto const action = fmt::format("\"{}\"", wusp::soap_action(wusp::Service::client, "GetExtendedUpdateInfo"));
    return exchange_.handle({.method = "POST",
                             .target = "/ClientWebService/client.asmx",
                             .host = host,
                             .soap_action = action,
                             .content_type = "text/xml; charset=utf-8",
                             .body = body,
                             .server_address = "2001:db8::1",
                             .server_port = 8531,
                             .secure = secure});
  }
  std::string location() const { return catalogue::content_path(file); }

  wusp::ManualClock clock_{*wusp::parse_xsd_date_time("2026-10-04T15:03:35Z")};
  windows::FileSystem files_;
  iis::InternetServices internet_{files_};
  iis::Application application_{files_, std::string(iis::client_web_config), iis::WebConfigReload::on_change};
  iis::LogWriter logs_{files_};
  journal::Journal journal_;
  services::WsusState state_{clock_, catalogue_with_file(), {}, cookies::random_key(), 1};
  content::ContentStore store_;
  Exchange exchange_{state_, application_, logs_, journal_, {}, {}, {.content = &store_, .internet = &internet_}};
};

// Conforms: HTTP.ssl_required
TEST_F(SecureClientTest, IsServedWhereSslIsRequiredAndSentToThePlainPortForFiles) {
  exchange_.set_content_port(8530);
  auto const plan = get_extended_update_info(true, "wsus.lab.example:8531");
  ASSERT_EQ(plan.status, 200U) << plan.body;
  EXPECT_THAT(plan.body, HasSubstr("<Url>http://wsus.lab.example:8530" + location() + "</Url>"));
}

TEST_F(SecureClientTest, TheRuleOfTheProtocolNamesThePlainPortUntilItIsKnown) {
  auto const plan = get_extended_update_info(true, "wsus.lab.example");
  ASSERT_EQ(plan.status, 200U) << plan.body;
  EXPECT_THAT(plan.body, HasSubstr("<Url>http://wsus.lab.example" + location() + "</Url>"));
}

TEST_F(SecureClientTest, WithoutAHostHeaderTheListenersAddressIsTold) {
  exchange_.set_content_port(8530);
  auto const plan = get_extended_update_info(true, "");
  ASSERT_EQ(plan.status, 200U) << plan.body;
  EXPECT_THAT(plan.body, HasSubstr("<Url>http://[2001:db8::1]:8530" + location() + "</Url>"));
}

TEST_F(SecureClientTest, APlainClientIsRefusedThere) {
  auto const plan = get_extended_update_info(false, "wsus.lab.example:8530");
  EXPECT_EQ(plan.status, 403U);
  EXPECT_EQ(journal_.entries().back().sub_status, 4U);
}

TEST_F(SecureClientTest, ContentIsServedToBoth) {
  for (bool const secure : {false, true}) {
    auto const path = location();
    auto const plan = exchange_.handle({.method = "GET", .target = path, .secure = secure});
    EXPECT_EQ(plan.status, 200U);
    ASSERT_TRUE(plan.file);
    EXPECT_EQ(plan.file->length, 1000U);
  }
}

}  // namespace
}  // namespace wsus::exchange
