// Proves that the JSON Schema for editors, the reader's keys and the generator's ranges say the same.
#include "scenarios/model/keys.hpp"
#include "scenarios/model/world_limits.hpp"
#include "server/catalogue/generator.hpp"
#include "server/domain/reporting_status.hpp"
#include "server/iis/response_dress.hpp"
#include "server/iis/ssl_requirement.hpp"
#include "tests/unit/scenarios/model/model_fixture.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

namespace wsus::scenario::test {
namespace {

namespace json = boost::json;
using testing::UnorderedElementsAreArray;

json::value const& schema() {
  static auto const document = [] {
    std::ifstream file(WSUS_SOURCE_DIR "/scenarios/scenario.schema.json");
    std::ostringstream text;
    text << file.rdbuf();
    return json::parse(text.str());
  }();
  return document;
}

std::vector<std::string> properties_at(std::string_view pointer) {
  std::vector<std::string> names;
  for (auto const& property : schema().at_pointer(pointer).as_object()) names.emplace_back(property.key());
  return names;
}

std::vector<std::string> names_of(std::span<keys::Key const> keys) { return {keys.begin(), keys.end()}; }

struct SchemaRow {
  std::string_view pointer;
  std::span<keys::Key const> keys;
};

TEST(Schema, PropertiesOfEveryMapAreTheKeysThatTheReaderKnows) {
  for (auto const& [pointer, known] :
       {SchemaRow{"", keys::scenario}, SchemaRow{"/$defs/control", keys::control},
        SchemaRow{"/$defs/server", keys::server}, SchemaRow{"/$defs/catalogue", keys::catalogue},
        SchemaRow{"/$defs/web_config", keys::web_config}, SchemaRow{"/$defs/page", keys::page},
        SchemaRow{"/$defs/machine", keys::machine}, SchemaRow{"/$defs/expectation", keys::expectation},
        SchemaRow{"/$defs/fault", keys::fault}, SchemaRow{"/$defs/host", keys::host},
        SchemaRow{"/$defs/http_redirect", keys::http_redirect}, SchemaRow{"/$defs/cached_name", keys::cached_name},
        SchemaRow{"/$defs/wlan", keys::wlan}, SchemaRow{"/$defs/vpn", keys::vpn}, SchemaRow{"/$defs/sent", keys::sent},
        SchemaRow{"/$defs/https", keys::https}, SchemaRow{"/$defs/server_status", keys::server_status}}) {
    EXPECT_THAT(properties_at(std::string(pointer) + "/properties"), UnorderedElementsAreArray(names_of(known)))
        << pointer;
    EXPECT_FALSE(schema().at_pointer(std::string(pointer) + "/additionalProperties").as_bool()) << pointer;
  }
}

TEST(Schema, SettingsOfTheAgentAreThoseOfItsTableWithRangesAndDefaults) {
  auto const& agent_map = schema().at_pointer("/$defs/agent");
  EXPECT_FALSE(agent_map.at("additionalProperties").as_bool());
  std::vector<std::string> names;
  agent::AgentOptions const defaults;
  for (auto const& option : agent::agent_options()) {
    names.emplace_back(option.name);
    auto const& property = agent_map.at("properties").at(option.name);
    if (option.flag != nullptr) {
      EXPECT_EQ(property.at("default").as_bool(), defaults.*option.flag) << option.name;
    } else if (option.number != nullptr) {
      EXPECT_EQ(property.at("default").as_int64(), defaults.*option.number) << option.name;
      EXPECT_EQ(property.at("minimum").as_int64(), option.low) << option.name;
      EXPECT_EQ(property.at("maximum").as_int64(), option.high) << option.name;
    } else {
      EXPECT_EQ(property.at("default").as_string(), agent::text_of(defaults, option)) << option.name;
    }
  }
  EXPECT_THAT(properties_at("/$defs/agent/properties"), UnorderedElementsAreArray(names));
}

TEST(Schema, PropertiesOfAStepAreItsKindsAndTheKeysOfRun) {
  auto known = names_of(keys::step_kinds);
  for (auto const& key : names_of(keys::run_step)) known.push_back(key);
  EXPECT_THAT(properties_at("/$defs/step/properties"), UnorderedElementsAreArray(known));
  std::vector<std::string> kinds;
  for (auto const& one : schema().at_pointer("/$defs/step/oneOf").as_array()) {
    kinds.emplace_back(one.at("required").as_array().front().as_string());
  }
  EXPECT_THAT(kinds, UnorderedElementsAreArray(names_of(keys::step_kinds)));
}

TEST(Schema, ProfilesAreThoseOfTheTableAndTheDefaultIsTheReaders) {
  auto const& profile = schema().at_pointer("/$defs/machine/properties/profile");
  std::vector<std::string> offered;
  for (auto const& name : profile.at("enum").as_array()) offered.emplace_back(name.as_string());
  std::vector<std::string> known;
  for (auto const& row : machine::all_profiles()) known.emplace_back(row.name);
  EXPECT_EQ(offered, known);
  EXPECT_EQ(profile.at("default").as_string(), machine::to_string(MachineSpec{}.profile));
}

TEST(Schema, RangesOfSizesAreTheReaders) {
  auto const range = [](std::string_view key) {
    auto const& property = schema().at_pointer("/$defs/catalogue/properties/" + std::string(key));
    return std::pair(property.at("minimum").as_int64(), property.at("maximum").as_int64());
  };
  using namespace limits;
  EXPECT_EQ(range("revisions"), (std::pair<std::int64_t, std::int64_t>(min_revisions, max_revisions)));
  EXPECT_EQ(range("installed_non_leaf"),
            (std::pair<std::int64_t, std::int64_t>(1, max_installed_non_leaf(max_revisions))));
  EXPECT_EQ(range("superseded_chains"),
            (std::pair<std::int64_t, std::int64_t>(0, max_superseded_chains(max_revisions))));
  EXPECT_EQ(range("delivered_percent"), (std::pair<std::int64_t, std::int64_t>(0, max_delivered_percent)));
  EXPECT_EQ(range("drivers"), (std::pair<std::int64_t, std::int64_t>(0, max_drivers)));
  EXPECT_EQ(range("content_files"), (std::pair<std::int64_t, std::int64_t>(0, max_content_files)));
}

TEST(Limits, SizesAreThoseOfTheGenerator) {
  EXPECT_EQ(limits::min_revisions, catalogue::min_revisions);
  EXPECT_EQ(limits::max_revisions, catalogue::max_revisions);
  EXPECT_EQ(limits::max_content_files, catalogue::max_content_files);
  EXPECT_EQ(limits::max_drivers, catalogue::max_drivers);
  EXPECT_EQ(limits::max_delivered_percent, catalogue::max_delivered_percent);
  for (int const revisions : {50, 99, 3'000, 200'000}) {
    EXPECT_EQ(limits::max_installed_non_leaf(revisions), catalogue::max_installed_non_leaf(revisions));
    EXPECT_EQ(limits::max_superseded_chains(revisions), catalogue::max_superseded_chains(revisions));
  }
  catalogue::GeneratorSizes const generator;
  CatalogueSpec const spec;
  EXPECT_EQ(spec.revisions, generator.revisions);
  EXPECT_EQ(spec.installed_non_leaf, generator.installed_non_leaf);
  EXPECT_EQ(spec.superseded_chains, generator.superseded_chains);
  EXPECT_EQ(spec.delivered_percent, generator.delivered_percent);
  EXPECT_EQ(spec.content_files, generator.content_files);
  EXPECT_EQ(spec.drivers, generator.drivers);
}

TEST(Limits, NamesAreThoseOfTheServer) {
  std::vector<std::string_view> profiles;
  for (auto const& profile : iis::server_profiles()) profiles.push_back(profile.name);
  EXPECT_THAT(profiles, testing::ElementsAreArray(limits::server_profiles));
  EXPECT_NE(iis::find_server_profile(ServerSpec{}.profile), nullptr);
  EXPECT_THAT(iis::ssl_applications(), testing::ElementsAreArray(limits::ssl_applications));
  std::vector<std::string_view> states;
  for (std::size_t state = 0; state < keys::server_status.size(); ++state)
    states.push_back(domain::to_string(static_cast<domain::InstallationState>(state)));
  EXPECT_THAT(states, testing::ElementsAreArray(keys::server_status));
}

TEST(Schema, NamesOfProfilesAndApplicationsAreTheReaders) {
  auto const texts_at = [](std::string_view pointer) {
    std::vector<std::string> texts;
    for (auto const& one : schema().at_pointer(pointer).as_array()) {
      if (one.is_string()) texts.emplace_back(one.as_string());
    }
    return texts;
  };
  EXPECT_THAT(texts_at("/$defs/server/properties/profile/enum"), testing::ElementsAreArray(limits::server_profiles));
  EXPECT_THAT(texts_at("/$defs/https/properties/ssl_required/oneOf/1/enum"),
              testing::ElementsAreArray(limits::ssl_applications));
  std::vector<std::string> machines;
  for (auto const& profile : machine::all_profiles()) machines.emplace_back(profile.name);
  EXPECT_THAT(texts_at("/$defs/machine/properties/profile/enum"), testing::ElementsAreArray(machines));
}

}  // namespace
}  // namespace wsus::scenario::test
