// Proves the table of fixed addresses: every row has a source, and finds what it should and nothing else.
#include "server/exchange/static_addresses.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace wsus::exchange {
namespace {

namespace fs = std::filesystem;

TEST(StaticAddresses, EveryRowHasASourceAndFilesHaveATextOfTheLab) {
  for (auto const& address : static_addresses()) {
    EXPECT_NE(address.source, "") << address.path;
    EXPECT_EQ(address.kind == AddressKind::file, address.text.find("WSUS Fault Lab") != std::string_view::npos)
        << address.path;
  }
}

TEST(StaticAddresses, EveryFileIsServed) {
  auto const files = make_static_files(std::nullopt, {});
  for (auto const& address : static_addresses())
    EXPECT_EQ(files.find(address.path) != nullptr, address.kind == AddressKind::file) << address.path;
}

TEST(StaticAddresses, MissingPartsStandForEverythingBelowThem) {
  for (auto const* path : {"/ServerSyncWebService", "/serversyncwebservice/ServerSyncWebService.asmx",
                           "/ApiRemoting30/", "/DssAuthWebService/DssAuthWebService.asmx"}) {
    ASSERT_NE(static_address_at(path), nullptr) << path;
    EXPECT_EQ(static_address_at(path)->kind, AddressKind::absent) << path;
  }
  ASSERT_NE(static_address_at("/content/"), nullptr);
  EXPECT_EQ(static_address_at("/content/")->kind, AddressKind::folder);
  for (auto const* path : {"/", "", "/Content", "/Content/x", "/ServerSyncWebService2", "/SelfUpdate/wuident.cab"})
    EXPECT_EQ(static_address_at(path), nullptr) << path;
}

TEST(StaticAddresses, AnOperatorsFolderTakesThePlaceOfTheLabsFile) {
  auto const folder = fs::path(testing::TempDir()) / "wsus-static-addresses";
  fs::remove_all(folder);
  fs::create_directories(folder);
  std::ofstream(folder / "other.cab") << "x";
  auto const files = make_static_files(folder, {});
  EXPECT_NE(files.find("/selfupdate/other.cab"), nullptr);
  EXPECT_EQ(files.find("/selfupdate/wuident.cab"), nullptr);
  EXPECT_NE(files.find("/ClientWebService/wusserverversion.xml"), nullptr);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace wsus::exchange
