// Bad input for SyncUpdates: the fault with its Message, or the answer where the input is merely odd
// (wusp-protocol 5.3).
#include "tests/unit/server/services/sync_world.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <ostream>

namespace wsus::services {
namespace {

using domain::guid;
using domain::software;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view software_flag = "<SkipSoftwareSync>false</SkipSoftwareSync>";
constexpr std::string_view driver_flag = "<SkipSoftwareSync>true</SkipSoftwareSync>";

std::string cookie_with(std::string_view data) {
  return fmt::format("<cookie><Expiration>2026-10-04T16:03:35Z</Expiration>{}</cookie>", data);
}
std::string const good_cookie = cookie_with("<EncryptedData>@COOKIE@</EncryptedData>");

/// A message with the good cookie.
std::string parameters(std::string_view inner) {
  return fmt::format("{}<parameters>{}</parameters>", good_cookie, inner);
}
std::string software_with(std::string_view inner) { return parameters(fmt::format("{}{}", inner, software_flag)); }
std::string drivers_with(std::string_view inner) { return parameters(fmt::format("{}{}", inner, driver_flag)); }
std::string filtered_by(std::vector<std::string> const& ids) {
  return parameters(std::string(software_flag) + category_filter(ids));
}

std::string device(std::string_view inner) {
  return fmt::format("<SystemSpec><Device><HardwareIDs><string>A</string></HardwareIDs>{}</Device></SystemSpec>",
                     inner);
}
std::string installed(std::string_view date, std::string_view version, std::string_view computer,
                      std::string_view rank = "0") {
  return device(fmt::format("<installedDriver><DriverVerDate>{}</DriverVerDate><DriverVerVersion>{}</DriverVerVersion>"
                            "<MatchingComputerHWID>{}</MatchingComputerHWID><DriverRank>{}</DriverRank>"
                            "</installedDriver>",
                            date, version, computer, rank));
}
std::string extension(std::string_view date) {
  return device(fmt::format("<extensionDrivers><ExtensionDriver><ExtensionId>e</ExtensionId><DriverVerDate>{}"
                            "</DriverVerDate><DriverVerVersion>1</DriverVerVersion><DriverRank>0</DriverRank>"
                            "</ExtensionDriver></extensionDrivers>",
                            date));
}
std::string computer(std::string_view id) {
  return parameters(fmt::format(
      "<SystemSpec/>{}<ComputerSpec><HardwareIDs><guid>{}</guid></HardwareIDs></ComputerSpec>", driver_flag, id));
}

std::string repeated(std::string_view text, int count) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}
std::string many_devices(int count) { return fmt::format("<SystemSpec>{}</SystemSpec>", repeated("<Device/>", count)); }
/// A device with one list of so many ids.
std::string ids_of(std::string_view list, int count) {
  return fmt::format("<SystemSpec><Device><{0}>{1}</{0}></Device></SystemSpec>", list,
                     repeated("<string>A</string>", count));
}
/// What computer() puts into one element, for so many of them.
std::string many_computers(int count) {
  auto const id = wusp::to_string(guid(1));
  return id + repeated(fmt::format("</guid><guid>{}", id), count - 1);
}

std::string some_guid(int number) { return wusp::to_string(guid(number)); }
std::vector<std::string> categories(int count) {
  std::vector<std::string> ids;
  for (int number = 1; number <= count; ++number) ids.push_back(some_guid(1'000 + number));
  return ids;
}
std::vector<int> ids(std::size_t count) { return std::vector<int>(count, 7); }

/// A message and what it gets. No error code: it is answered.
struct Input {
  char const* name;
  std::string children;
  char const* error_code = "";
  char const* message = "";
};
void PrintTo(Input const& test, std::ostream* out) { *out << test.name; }

class SyncInput : public testing::TestWithParam<Input> {};

TEST_P(SyncInput, GetsItsAnswerAndTheServerGoesOn) {
  SyncWorld world({software(1)});
  auto const reply = world.send_body(GetParam().children);
  EXPECT_EQ(reply.error_code, GetParam().error_code) << reply.message;
  if (reply.error_code == "Malformed") {
    EXPECT_THAT(reply.message, HasSubstr(GetParam().message));
  } else {
    EXPECT_EQ(reply.message, GetParam().message);
  }
  EXPECT_EQ(world.software_pass().error_code, "");
}

constexpr char const* invalid = "InvalidParameters";
constexpr char const* installed_list = "parameters.InstalledNonLeafUpdateIDs";
constexpr char const* other_list = "parameters.OtherCachedUpdateIDs";
constexpr char const* filter = "parameters.FilterCategoryIds";
constexpr char const* system_spec = "parameters.SystemSpec";
constexpr char const* date = "2020-01-01T00:00:00Z";

std::vector<Input> missing_elements() {
  return {
      {"Nothing", "", "InvalidCookie"},
      {"NoCookie", fmt::format("<parameters>{}</parameters>", software_flag), "InvalidCookie"},
      {"ACookieWithoutData", cookie_with(""), "InvalidCookie"},
      {"AnEmptyCookie", cookie_with("<EncryptedData/>"), "InvalidCookie"},
      {"AForeignCookie", cookie_with("<EncryptedData>AAECAw==</EncryptedData>"), "InvalidCookie"},
      {"NoParameters", good_cookie, invalid, "parameters"},
      {"NilParameters", good_cookie + R"(<parameters xsi:nil="true"/>)", invalid, "parameters"},
      {"EmptyParameters", parameters("")},  // booleans that are absent are false: a software pass
      {"EmptyLists", software_with("<InstalledNonLeafUpdateIDs/><OtherCachedUpdateIDs/><CachedDriverIDs/>")},
  };
}

std::vector<Input> lists() {
  return {
      {"FourHundredInstalled", software_with(id_list("InstalledNonLeafUpdateIDs", ids(400)))},
      {"OneInstalledMore", software_with(id_list("InstalledNonLeafUpdateIDs", ids(401))), invalid, installed_list},
      {"OneInstalledMoreInADriverPass", drivers_with(id_list("InstalledNonLeafUpdateIDs", ids(401))), invalid,
       installed_list},
      {"AllCached", software_with(id_list("OtherCachedUpdateIDs", ids(22'000)))},
      {"OneCachedMore", software_with(id_list("OtherCachedUpdateIDs", ids(22'001))), invalid, other_list},
      {"BothTooLong",
       software_with(id_list("InstalledNonLeafUpdateIDs", ids(401)) + id_list("OtherCachedUpdateIDs", ids(22'001))),
       invalid, installed_list},
      {"CachedDriversHaveNoLimit", drivers_with(id_list("CachedDriverIDs", ids(30'000)))},
      {"AnIdBeyondInt", software_with("<OtherCachedUpdateIDs><int>2147483648</int></OtherCachedUpdateIDs>"),
       "Malformed", "byte"},
      {"AnIdThatIsNone", software_with("<OtherCachedUpdateIDs><int>seven</int></OtherCachedUpdateIDs>"), "Malformed",
       "byte"},
      {"AFlagThatIsNone", parameters("<SkipSoftwareSync>maybe</SkipSoftwareSync>"), "Malformed", "byte"},
  };
}

std::vector<Input> filters() {
  auto twice = categories(2);
  twice.push_back(twice.front());
  return {
      {"AHundredAndNinetyNineCategories", filtered_by(categories(199))},
      {"TwoHundredCategories", filtered_by(categories(200)), invalid, filter},
      {"AnUnknownCategory", filtered_by({some_guid(99)})},
      {"ACategoryTwice", filtered_by(twice)},
      {"NoCategory", filtered_by({})},
      {"ACategoryThatIsNoGuid", filtered_by({"Windows"}), invalid, filter},
      {"AnEmptyCategory", filtered_by({""}), invalid, filter},
      {"ANilCategory", parameters(R"(<FilterCategoryIds><CategoryIdentifier xsi:nil="true"/></FilterCategoryIds>)"),
       invalid, filter},
  };
}

std::vector<Input> devices() {
  return {
      {"SystemSpecInASoftwarePass", software_with(device("")), invalid, system_spec},
      {"EmptySystemSpecInASoftwarePass", software_with("<SystemSpec/>"), invalid, system_spec},
      {"EmptyComputerSpecInASoftwarePass", parameters(fmt::format("{}<ComputerSpec/>", software_flag))},
      {"EmptySystemSpec", drivers_with("<SystemSpec/>")},
      {"ADriverPassWithoutSystemSpec", drivers_with("")},
      {"ADeviceWithoutIds", drivers_with("<SystemSpec><Device/></SystemSpec>")},
      {"ALongHardwareId",
       drivers_with(
           fmt::format("<SystemSpec><Device><HardwareIDs><string>{}</string></HardwareIDs></Device></SystemSpec>",
                       std::string(1'000'000, 'A')))},
      {"AnInstalledDriver", drivers_with(installed(date, "-1", some_guid(1), "-1"))},
      {"YearOne", drivers_with(installed("0001-01-01T00:00:00Z", "0", some_guid(1)))},
      {"ADateThatIsNone", drivers_with(installed("yesterday", "1", some_guid(1))), invalid, system_spec},
      {"NoDate", drivers_with(installed("", "1", some_guid(1))), invalid, system_spec},
      {"YearTenThousand", drivers_with(installed("10000-01-01T00:00:00Z", "1", some_guid(1))), invalid, system_spec},
      {"AVersionBeyondLong", drivers_with(installed(date, "9223372036854775808", some_guid(1))), "Malformed", "byte"},
      {"AVersionInParts", drivers_with(installed(date, "10.0.1.2", some_guid(1))), "Malformed", "byte"},
      {"ARankBeyondInt", drivers_with(installed(date, "1", some_guid(1), "4294967296")), "Malformed", "byte"},
      {"AMatchingComputerThatIsNoGuid", drivers_with(installed(date, "1", "PC")), invalid, system_spec},
      {"AnExtensionDriver", drivers_with(extension(date))},
      {"AnExtensionWithoutADate", drivers_with(extension("")), invalid, system_spec},
      {"FlagsBeyondAByte", drivers_with(device("<DeviceFlags>256</DeviceFlags>")), "Malformed", "byte"},
      {"AComputer", computer(some_guid(1))},
      {"AsManyDevicesAsTheLimit", drivers_with(many_devices(2'000))},
      {"OneDeviceMore", drivers_with(many_devices(2'001)), invalid, system_spec},
      {"AsManyIdsAsTheLimit", drivers_with(ids_of("HardwareIDs", 200))},
      {"OneHardwareIdMore", drivers_with(ids_of("HardwareIDs", 201)), invalid, system_spec},
      {"OneCompatibleIdMore", drivers_with(ids_of("CompatibleIDs", 201)), invalid, system_spec},
      {"AsManyComputerIdsAsTheLimit", computer(many_computers(100))},
      {"OneComputerIdMore", computer(many_computers(101)), invalid, "parameters.ComputerSpec"},
      {"AComputerThatIsNoGuid", computer("PC"), invalid, "parameters.ComputerSpec"},
  };
}

std::string name_of(testing::TestParamInfo<Input> const& test) { return test.param.name; }
INSTANTIATE_TEST_SUITE_P(MissingElements, SyncInput, testing::ValuesIn(missing_elements()), name_of);
INSTANTIATE_TEST_SUITE_P(Lists, SyncInput, testing::ValuesIn(lists()), name_of);
INSTANTIATE_TEST_SUITE_P(Filters, SyncInput, testing::ValuesIn(filters()), name_of);
INSTANTIATE_TEST_SUITE_P(Devices, SyncInput, testing::ValuesIn(devices()), name_of);

TEST(SyncInputIds, ThatDoNotExistAreOutOfScopeOnceAndInOrder) {
  SyncWorld world({software(1)});
  constexpr int lowest = std::numeric_limits<int>::min();
  constexpr int highest = std::numeric_limits<int>::max();
  std::vector<int> const odd{highest, 0, -1, lowest, 900, 0, highest};
  auto const installed_ids = world.software_pass(id_list("InstalledNonLeafUpdateIDs", odd));
  EXPECT_THAT(installed_ids.ints("OutOfScopeRevisionIDs"), ElementsAre(lowest, -1, 0, 900, highest));
  auto const cached_ids = world.software_pass(id_list("OtherCachedUpdateIDs", odd));
  EXPECT_THAT(cached_ids.ints("OutOfScopeRevisionIDs"), ElementsAre(lowest, -1, 0, 900, highest));
  auto const driver_ids = world.driver_pass(id_list("CachedDriverIDs", odd));
  EXPECT_THAT(driver_ids.ints("OutOfScopeRevisionIDs"), ElementsAre(lowest, -1, 0, 900, highest));
}

TEST(SyncInputIds, InBothListsOfARequestCountOnce) {
  SyncWorld world({software(1)});
  auto const reply =
      world.software_pass(id_list("InstalledNonLeafUpdateIDs", {1, 900}) + id_list("OtherCachedUpdateIDs", {1, 900}));
  EXPECT_FALSE(reply.has("NewUpdates"));
  EXPECT_THAT(reply.ints("OutOfScopeRevisionIDs"), ElementsAre(900));
}

TEST(SyncInputFilter, AnUnknownCategoryRelatesToNothing) {
  SyncWorld world({software(1)});
  auto const reply = world.software_pass("", category_filter({some_guid(99)}));
  EXPECT_FALSE(reply.has("NewUpdates"));
  EXPECT_TRUE(world.software_pass().has("NewUpdates"));
}

TEST(SyncInputLimits, ComeFromWebConfig) {
  SyncWorld world({software(1)});
  world.limits = {.max_installed_prerequisites = 2, .max_cached_updates = 3};
  EXPECT_EQ(world.software_pass(id_list("InstalledNonLeafUpdateIDs", ids(2))).error_code, "");
  EXPECT_EQ(world.software_pass(id_list("InstalledNonLeafUpdateIDs", ids(3))).message, installed_list);
  EXPECT_EQ(world.software_pass(id_list("OtherCachedUpdateIDs", ids(3))).error_code, "");
  EXPECT_EQ(world.software_pass(id_list("OtherCachedUpdateIDs", ids(4))).message, other_list);
}

}  // namespace
}  // namespace wsus::services
