// Proves that HTTPS, coding, generations, drivers and expectations of updates arrive, and what their mistakes say.
#include "tests/unit/scenarios/model/mistakes.hpp"

#include <gmock/gmock.h>

namespace wsus::scenario::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

/// The good scenario with more keys of the server.
std::string with_server(std::string_view keys) {
  return changed("server:\n", "server:\n  " + std::string(keys) + "\n");
}

ServerSpec server_with(std::string_view keys) { return parse(with_server(keys)).world.server; }

MachineSpec machine_with(std::string_view keys) {
  return parse(changed("{profile: w8}", "{" + std::string(keys) + "}")).world.machines.front();
}

Expectation expectation_with(std::string_view keys) {
  auto const scenario = parse(changed("hresult: 0x80244007}\nfix", std::string(keys) + "}\nfix"));
  return std::get<Expectation>(scenario.reproduce.back().what);
}

TEST(HostingFile, WithoutHttpsTheServerIsPlain) {
  auto const server = parse(good).world.server;
  EXPECT_FALSE(server.https);
  EXPECT_TRUE(server.xpress);
  EXPECT_EQ(server.profile, "2025");
  EXPECT_EQ(server.page_updates, std::nullopt);
  EXPECT_EQ(server.max_concurrent_syncs, 0u);
  EXPECT_EQ(server_url(server), "http://wsus.lab.example:8530");
}

TEST(HostingFile, HttpsIsTrueFalseOrAMap) {
  EXPECT_THAT(server_with("https: true").https->ssl_required, IsEmpty());
  EXPECT_FALSE(server_with("https: false").https);
  EXPECT_THAT(server_with("https: {}").https->ssl_required, IsEmpty());
  EXPECT_THAT(server_with("https: {ssl_required: true}").https->ssl_required, SizeIs(5));
  EXPECT_THAT(server_with("https: {ssl_required: false}").https->ssl_required, IsEmpty());
  EXPECT_THAT(server_with("https: {ssl_required: ClientWebService}").https->ssl_required,
              ElementsAre("ClientWebService"));
  EXPECT_THAT(server_with("https: {ssl_required: [SimpleAuthWebService, ClientWebService]}").https->ssl_required,
              ElementsAre("SimpleAuthWebService", "ClientWebService"));
  EXPECT_EQ(server_url(server_with("https: true")), "https://wsus.lab.example:8531");
}

TEST(HostingFile, TargetGroupsMayBeNoneOneOrMany) {
  EXPECT_EQ(parse(good).world.server.target_groups, std::nullopt);
  EXPECT_THAT(*server_with("target_groups: []").target_groups, IsEmpty());
  EXPECT_THAT(*server_with("target_groups: Pilots").target_groups, ElementsAre("Pilots"));
  EXPECT_THAT(*server_with("target_groups: [Pilots, Office PCs]").target_groups, ElementsAre("Pilots", "Office PCs"));
}

TEST(HostingFile, RedirectsMayNameHttps) {
  auto const redirect = server_with("http_redirect: {destination: \"https://wsus.lab.example:8531\"}").http_redirect;
  EXPECT_EQ(redirect->destination, "https://wsus.lab.example:8531");
}

TEST(HostingFile, OtherKeysOfTheServerArrive) {
  auto const server = server_with("xpress: false\n  profile: 2012r2\n  max_concurrent_syncs: 7");
  EXPECT_FALSE(server.xpress);
  EXPECT_EQ(server.profile, "2012r2");
  EXPECT_EQ(server.max_concurrent_syncs, 7u);
  EXPECT_EQ(server_with("profile: 2019").profile, "2019");
}

TEST(HostingFile, AControlChangesWhatItNames) {
  auto const scenario_with = [](std::string_view control) {
    return parse(changed("server: {catalogue: {installed_non_leaf: 5}}", "server: {" + std::string(control) + "}",
                         with_server("https: {ssl_required: ClientWebService}\n  page: {bytes: 9}")));
  };
  auto const control = [&](std::string_view text) { return scenario_with(text).controls.back().world.server; };
  EXPECT_FALSE(control("https: false").https);
  EXPECT_THAT(control("https: true, xpress: false").https->ssl_required, ElementsAre("ClientWebService"));
  EXPECT_THAT(control("https: {ssl_required: false}").https->ssl_required, IsEmpty());
  EXPECT_EQ(control("page: {updates: 5}").page_updates, 5u);
  EXPECT_EQ(control("page: {updates: 5}").page_bytes, 9u);
  EXPECT_EQ(control("page: {bytes: 5}").page_updates, std::nullopt);
}

TEST(HostingFile, DriversAndLanguagesOfTheCatalogueArrive) {
  auto const catalogue =
      parse(changed("revisions: 100,", "revisions: 100, drivers: 12, languages: [de, pt-BR],")).world.server.catalogue;
  EXPECT_EQ(catalogue.drivers, 12);
  EXPECT_THAT(catalogue.languages, ElementsAre("de", "pt-BR"));
  EXPECT_THAT(parse(changed("revisions: 100,", "revisions: 100, languages: fr,")).world.server.catalogue.languages,
              ElementsAre("fr"));
}

TEST(HostingFile, DevicesAndTrustOfAMachineArrive) {
  auto const plain = machine_with("profile: w11");
  EXPECT_EQ(plain.devices, 0u);
  EXPECT_FALSE(plain.no_drivers);
  EXPECT_TRUE(plain.trusts_lab_ca);
  auto const machine = machine_with("devices: 9, no_drivers: true, trusts_lab_ca: false");
  EXPECT_EQ(machine.devices, 9u);
  EXPECT_TRUE(machine.no_drivers);
  EXPECT_FALSE(machine.trusts_lab_ca);
}

TEST(HostingFile, ExpectationsOfUpdatesArrive) {
  auto const expected =
      expectation_with("updates_installed: 3, downloads: 2, events: {147: 1, 182: 0}, "
                       "server_status: {Installed: 3}, computers: [pc01.lab.example, pc02.lab.example], "
                       "counters: {response_coding.xpress: 4}");
  EXPECT_EQ(expected.updates_installed, 3u);
  EXPECT_EQ(expected.downloads, 2u);
  EXPECT_THAT(expected.events, ElementsAre(Pair(147, 1), Pair(182, 0)));
  EXPECT_THAT(expected.server_status, ElementsAre(Pair("Installed", 3)));
  EXPECT_THAT(expected.computers, ElementsAre("pc01.lab.example", "pc02.lab.example"));
  EXPECT_THAT(expected.counters, ElementsAre(Pair("response_coding.xpress", 4)));
}

TEST(HostingFile, EachExpectationOfUpdatesIsEnoughByItself) {
  for (auto const* one : {"updates_installed: 0", "downloads: 0", "events: {147: 0}", "server_status: {Failed: 0}",
                          "computers: pc01.lab.example"})
    EXPECT_NO_THROW((void)expectation_with(one)) << one;
}

TEST(HostingMistakes, Server) {
  std::string const applications =
      "ApiRemoting30, ClientWebService, DssAuthWebService, ServerSyncWebService, SimpleAuthWebService";
  expect_messages({
      {"server:", "server:\n  https: maybe", "4: /server/https: found 'maybe'; allowed: true or false"},
      {"server:", "server:\n  https: {port: 443}",
       "4: /server/https/port: found the unknown key 'port'; known: ssl_required"},
      {"server:", "server:\n  https: {ssl_required: Content}",
       "4: /server/https/ssl_required: found 'Content'; allowed: true, false, " + applications},
      {"server:", "server:\n  https: {ssl_required: [Content]}",
       "4: /server/https/ssl_required/0: found 'Content'; allowed: " + applications},
      {"server:", "server:\n  https: {ssl_required: []}",
       "4: /server/https/ssl_required: found an empty list; allowed: a text, or a list with at least one"},
      {"server:", "server:\n  https: {ssl_required: [ClientWebService, ClientWebService]}",
       "4: /server/https/ssl_required/1: found 'ClientWebService' a second time; allowed: every application once"},
      {"server:", "server:\n  xpress: 1", "4: /server/xpress: found '1'; allowed: true or false"},
      {"server:", "server:\n  profile: 2008",
       "4: /server/profile: found '2008'; allowed: wsus-3.0-sp2, 2012, 2012r2, 2016, 2019, 2022, 2025"},
      {"server:", "server:\n  target_groups: [Pilots, pilots]",
       "4: /server/target_groups/1: found 'pilots'; allowed: names of groups, each once, without the two that every "
       "server has"},
      {"server:", "server:\n  target_groups: all computers",
       "4: /server/target_groups: found 'all computers'; allowed: names of groups, each once, without the two that "
       "every server has"},
      {"server:", "server:\n  max_concurrent_syncs: -1",
       "4: /server/max_concurrent_syncs: found '-1'; allowed: a whole number from 0 to 10000"},
  });
}

TEST(HostingMistakes, CatalogueAndMachines) {
  expect_messages({
      {"installed_non_leaf: 20", "drivers: 20001",
       "4: /server/catalogue/drivers: found '20001'; allowed: a whole number from 0 to 20000"},
      {"installed_non_leaf: 20", "languages: [EN]",
       "4: /server/catalogue/languages/0: found 'EN'; allowed: a language tag other than en, as in de or pt-BR"},
      {"installed_non_leaf: 20", "languages: [de-]",
       "4: /server/catalogue/languages/0: found 'de-'; allowed: a language tag other than en, as in de or pt-BR"},
      {"installed_non_leaf: 20", "languages: [d3]",
       "4: /server/catalogue/languages/0: found 'd3'; allowed: a language tag other than en, as in de or pt-BR"},
      {"installed_non_leaf: 20", "languages: [de, DE]",
       "4: /server/catalogue/languages/1: found the language 'DE' a second time; allowed: every language once, in any "
       "case"},
      {"profile: w8", "devices: 1001",
       "7: /machines/PC01/devices: found '1001'; allowed: a whole number from 0 to 1000"},
      {"profile: w8", "no_drivers: perhaps", "7: /machines/PC01/no_drivers: found 'perhaps'; allowed: true or false"},
      {"profile: w8", "trusts_lab_ca: perhaps",
       "7: /machines/PC01/trusts_lab_ca: found 'perhaps'; allowed: true or false"},
  });
}

TEST(HostingMistakes, Expectations) {
  std::string const from = "hresult: 0x80244007}\nfix";
  auto const row = [&](std::string const& keys, std::string const& message) {
    return Mistake{from, keys + "}\nfix", "11: /reproduce/1/expect/" + message};
  };
  expect_messages({
      row("updates_installed: some", "updates_installed: found 'some'; allowed: a whole number from 0 to 2147483647"),
      row("downloads: -1", "downloads: found '-1'; allowed: a whole number from 0 to 2147483647"),
      row("events: {}", "events: found no event; allowed: at least one, as in '147: 1'"),
      row("events: {detected: 1}", "events/detected: found the event 'detected'; allowed: the ID of an event and how "
                                   "many, as in 'events: {147: 1}'"),
      row("events: {0: 1}",
          "events/0: found the event '0'; allowed: the ID of an event and how many, as in 'events: {147: 1}'"),
      row("computers: []", "computers: found an empty list; allowed: a text, or a list with at least one"),
      row("server_status: {}", "server_status: found no state; allowed: at least one of NotInstalled, Downloaded, "
                               "Failed, Installed, InstalledPendingReboot"),
      row("server_status: {Needed: 1}",
          "server_status/Needed: found the unknown key 'Needed'; known: Downloaded, Failed, Installed, "
          "InstalledPendingReboot, NotInstalled"),
  });
}

}  // namespace
}  // namespace wsus::scenario::test
