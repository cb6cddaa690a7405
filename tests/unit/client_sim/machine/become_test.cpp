// One machine that takes the place of many, and the kinds of computers that machines are.
#include "client_sim/machine/fact_fingerprint.hpp"
#include "client_sim/machine/identity.hpp"
#include "tests/unit/client_sim/machine/machine_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::machine {
namespace {

MachineOptions named(std::string name, std::uint64_t seed = 7) {
  auto dns_name = windows::to_lower(name) + ".lab.example";
  return {.name = std::move(name), .dns_name = std::move(dns_name), .seed = seed};
}

TEST(Become, GivesTheIdentityOfANewMachineOfThatName) {
  TestMachine one(named("PC01"));
  TestMachine const other(named("PC02"));
  one.machine.become("PC02", "pc02.lab.example", 0);
  for (auto const value : {identity_values::sus_client_id, identity_values::sus_client_id_validation,
                           identity_values::ping_id, identity_values::account_domain_sid}) {
    EXPECT_EQ(one.machine.registry().get(keys::windows_update, value),
              other.machine.registry().get(keys::windows_update, value))
        << value;
  }
  EXPECT_EQ(dns_name(one.machine), "pc02.lab.example");
  EXPECT_EQ(one.machine.options().name, "PC02");
  EXPECT_EQ(one.machine.sampling_value(), other.machine.sampling_value());
  EXPECT_EQ(fact_fingerprint(one.machine), fact_fingerprint(other.machine));
}

TEST(Become, GoesOnWithTheGuidsOfThatMachine) {
  TestMachine one(named("PC01"));
  TestMachine other(named("PC02"));
  one.machine.become("PC02", "pc02.lab.example", 0);
  EXPECT_EQ(one.machine.next_guid(), other.machine.next_guid());
  EXPECT_EQ(one.machine.next_guid(), other.machine.next_guid());
}

TEST(Become, HasOtherGuidsInEachLifeButOneIdentity) {
  TestMachine pc(named("PC01"));
  auto const id = sus_client_id(pc.machine);
  std::set<wusp::Guid> seen;
  for (std::uint64_t life = 0; life < 5; ++life) {
    pc.machine.become("PC01", "pc01.lab.example", life);
    EXPECT_EQ(sus_client_id(pc.machine), id);
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(seen.insert(pc.machine.next_guid()).second) << life;
  }
  pc.machine.become("PC01", "pc01.lab.example", 3);
  EXPECT_TRUE(seen.contains(pc.machine.next_guid())) << "the same life has the same GUIDs";
}

TEST(Become, EmptiesTheDataStore) {
  TestMachine pc(named("PC01"));
  pc.machine.data_store().updates.edit()[1] = {.revision_id = 1};
  pc.machine.data_store().cookie.emplace();
  pc.machine.become("PC02", "pc02.lab.example", 0);
  EXPECT_TRUE(pc.machine.data_store().updates.empty());
  EXPECT_FALSE(pc.machine.data_store().cookie);
}

TEST(MachineModel, IsFoundByItsNameAlone) {
  for (auto const& model : all_models()) EXPECT_EQ(find_model(model.name), &model);
  EXPECT_EQ(find_model("Laptop"), nullptr);
  EXPECT_EQ(find_model(""), nullptr);
  EXPECT_EQ(model_names(), "virtual, desktop, laptop or server");
}

TEST(MachineModel, SaysWhatComputerItIsAndServersAreServers) {
  auto options = named("PC01");
  options.model = find_model("laptop");
  TestMachine const laptop(options);
  EXPECT_EQ(laptop.machine.facts().model, "Laptop 14");
  EXPECT_EQ(laptop.machine.facts().product_type, 1);
  EXPECT_EQ(laptop.machine.facts().os_description, facts_of(Profile::w11).os_description);
  options.model = find_model("server");
  TestMachine const server(options);
  EXPECT_EQ(server.machine.facts().product_type, 3);
  EXPECT_EQ(server.machine.facts().os_description, "Windows Server 2025 Standard");
  EXPECT_EQ(server.machine.facts().os_build, laptop.machine.facts().os_build);
}

TEST(MachineModel, TheVirtualOneIsTheCapturedMachine) {
  auto const facts = facts_of(Profile::w11, *find_model("virtual"));
  auto const captured = facts_of(Profile::w11);
  EXPECT_EQ(facts.manufacturer, captured.manufacturer);
  EXPECT_EQ(facts.model, captured.model);
  EXPECT_EQ(facts.product_type, captured.product_type);
}

}  // namespace
}  // namespace wsus::machine
