// Every element of every message survives the generated code: read and written again it is the same document.
#include "tests/support/soap_diff.hpp"

#include <gtest/gtest.h>
#include <soapH.h>

#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

namespace wsus::conformance {
namespace {

/// Reads a document into generated types and writes them; empty when it was not understood.
using RoundTrip = std::function<std::string(std::string const&)>;

struct Row {
  std::string message{};
  RoundTrip round_trip{};
};

/// A context of its own; what was read dies with it.
class Context {
public:
  Context() : soap_(soap_new2(SOAP_C_UTFSTRING | SOAP_XML_DEFAULTNS, SOAP_C_UTFSTRING | SOAP_XML_DEFAULTNS)) {
    soap_set_namespaces(soap_, namespaces);
  }
  ~Context() {
    soap_destroy(soap_);
    soap_end(soap_);
    soap_free(soap_);
  }
  Context(Context const&) = delete;
  Context& operator=(Context const&) = delete;
  [[nodiscard]] struct soap* get() const { return soap_; }

private:
  struct soap* soap_;
};

template <typename Message>
Row row(std::string message, int (*read)(struct soap*, Message*), int (*write)(struct soap*, Message const*)) {
  return {std::move(message), [read, write](std::string const& document) {
            Context const context;
            auto* const soap = context.get();
            std::istringstream in(document);
            std::ostringstream out;
            Message content;
            content.soap_default(soap);
            soap->is = &in;
            if (read(soap, &content) != SOAP_OK) return std::string();
            soap->is = nullptr;
            soap->os = &out;
            if (write(soap, &content) != SOAP_OK) return std::string();
            return out.str();
          }};
}

std::vector<Row> rows() {
  return {
      row("GetAuthorizationCookie", soap_read__auth__GetAuthorizationCookie, soap_write__auth__GetAuthorizationCookie),
      row("GetAuthorizationCookieResponse", soap_read__auth__GetAuthorizationCookieResponse,
          soap_write__auth__GetAuthorizationCookieResponse),
      row("GetConfig", soap_read__client__GetConfig, soap_write__client__GetConfig),
      row("GetConfigResponse", soap_read__client__GetConfigResponse, soap_write__client__GetConfigResponse),
      row("GetConfig2", soap_read__client__GetConfig2, soap_write__client__GetConfig2),
      row("GetConfig2Response", soap_read__client__GetConfig2Response, soap_write__client__GetConfig2Response),
      row("GetCookie", soap_read__client__GetCookie, soap_write__client__GetCookie),
      row("GetCookieResponse", soap_read__client__GetCookieResponse, soap_write__client__GetCookieResponse),
      row("RegisterComputer", soap_read__client__RegisterComputer, soap_write__client__RegisterComputer),
      row("RegisterComputerResponse", soap_read__client__RegisterComputerResponse,
          soap_write__client__RegisterComputerResponse),
      row("StartCategoryScan", soap_read__client__StartCategoryScan, soap_write__client__StartCategoryScan),
      row("StartCategoryScanResponse", soap_read__client__StartCategoryScanResponse,
          soap_write__client__StartCategoryScanResponse),
      row("SyncUpdates", soap_read__client__SyncUpdates, soap_write__client__SyncUpdates),
      row("SyncUpdatesResponse", soap_read__client__SyncUpdatesResponse, soap_write__client__SyncUpdatesResponse),
      row("SyncPrinterCatalog", soap_read__client__SyncPrinterCatalog, soap_write__client__SyncPrinterCatalog),
      row("SyncPrinterCatalogResponse", soap_read__client__SyncPrinterCatalogResponse,
          soap_write__client__SyncPrinterCatalogResponse),
      row("RefreshCache", soap_read__client__RefreshCache, soap_write__client__RefreshCache),
      row("RefreshCacheResponse", soap_read__client__RefreshCacheResponse, soap_write__client__RefreshCacheResponse),
      row("GetExtendedUpdateInfo", soap_read__client__GetExtendedUpdateInfo, soap_write__client__GetExtendedUpdateInfo),
      row("GetExtendedUpdateInfoResponse", soap_read__client__GetExtendedUpdateInfoResponse,
          soap_write__client__GetExtendedUpdateInfoResponse),
      row("GetExtendedUpdateInfo2", soap_read__client__GetExtendedUpdateInfo2,
          soap_write__client__GetExtendedUpdateInfo2),
      row("GetExtendedUpdateInfo2Response", soap_read__client__GetExtendedUpdateInfo2Response,
          soap_write__client__GetExtendedUpdateInfo2Response),
      row("GetFileLocations", soap_read__client__GetFileLocations, soap_write__client__GetFileLocations),
      row("GetFileLocationsResponse", soap_read__client__GetFileLocationsResponse,
          soap_write__client__GetFileLocationsResponse),
      row("GetTimestamps", soap_read__client__GetTimestamps, soap_write__client__GetTimestamps),
      row("GetTimestampsResponse", soap_read__client__GetTimestampsResponse, soap_write__client__GetTimestampsResponse),
      row("ReportEventBatch", soap_read__report__ReportEventBatch, soap_write__report__ReportEventBatch),
      row("ReportEventBatchResponse", soap_read__report__ReportEventBatchResponse,
          soap_write__report__ReportEventBatchResponse),
      row("ReportEventBatch2", soap_read__report__ReportEventBatch2, soap_write__report__ReportEventBatch2),
      row("ReportEventBatch2Response", soap_read__report__ReportEventBatch2Response,
          soap_write__report__ReportEventBatch2Response),
      row("GetRequiredInventoryType", soap_read__report__GetRequiredInventoryType,
          soap_write__report__GetRequiredInventoryType),
      row("GetRequiredInventoryTypeResponse", soap_read__report__GetRequiredInventoryTypeResponse,
          soap_write__report__GetRequiredInventoryTypeResponse),
      row("ReportInventory", soap_read__report__ReportInventory, soap_write__report__ReportInventory),
      row("ReportInventoryResponse", soap_read__report__ReportInventoryResponse,
          soap_write__report__ReportInventoryResponse),
      row("GetRollupConfiguration", soap_read__report__GetRollupConfiguration,
          soap_write__report__GetRollupConfiguration),
      row("GetRollupConfigurationResponse", soap_read__report__GetRollupConfigurationResponse,
          soap_write__report__GetRollupConfigurationResponse),
      row("RollupDownstreamServers", soap_read__report__RollupDownstreamServers,
          soap_write__report__RollupDownstreamServers),
      row("RollupDownstreamServersResponse", soap_read__report__RollupDownstreamServersResponse,
          soap_write__report__RollupDownstreamServersResponse),
      row("RollupComputers", soap_read__report__RollupComputers, soap_write__report__RollupComputers),
      row("RollupComputersResponse", soap_read__report__RollupComputersResponse,
          soap_write__report__RollupComputersResponse),
      row("GetOutOfSyncComputers", soap_read__report__GetOutOfSyncComputers, soap_write__report__GetOutOfSyncComputers),
      row("GetOutOfSyncComputersResponse", soap_read__report__GetOutOfSyncComputersResponse,
          soap_write__report__GetOutOfSyncComputersResponse),
      row("RollupComputerStatus", soap_read__report__RollupComputerStatus, soap_write__report__RollupComputerStatus),
      row("RollupComputerStatusResponse", soap_read__report__RollupComputerStatusResponse,
          soap_write__report__RollupComputerStatusResponse),
  };
}

std::string text_of(std::string const& file) {
  std::ifstream in(std::string(WSUS_INSTANCES) + "/" + file);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

class SchemaRoundTrip : public testing::TestWithParam<Row> {};

TEST_P(SchemaRoundTrip, LosesNoElement) {
  auto const document = text_of(GetParam().message + ".xml");
  ASSERT_FALSE(document.empty());
  EXPECT_EQ(test::soap_difference(document, GetParam().round_trip(document)), "");
}

INSTANTIATE_TEST_SUITE_P(EveryMessage, SchemaRoundTrip, testing::ValuesIn(rows()),
                         [](auto const& test) { return test.param.message; });

/// A message that a WSDL has and this table has not would be left out without a word.
TEST(SchemaRoundTripTable, HasEveryMessageOfTheWsdls) {
  std::string names;
  for (auto const& row : rows()) names += row.message + "\n";
  EXPECT_EQ(names, text_of("messages.txt"));
}

/// The test's own test: a value that changes on the way is found.
TEST(SchemaRoundTripTable, AChangedValueIsFound) {
  auto document = text_of("GetConfig.xml");
  auto const again = rows().at(2).round_trip(document);
  document.replace(document.find("&amp;"), 5, "and");
  EXPECT_NE(test::soap_difference(document, again), "");
}

}  // namespace
}  // namespace wsus::conformance
