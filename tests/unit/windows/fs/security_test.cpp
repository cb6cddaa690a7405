// Owners and access lists: who may do what, as a matrix.
#include "windows/fs/file_system.hpp"

#include <gtest/gtest.h>

#include <array>

namespace wsus::windows {
namespace {

Identity const elevated{.user = "administrator", .elevated = true};
Identity const plain{.user = "administrator", .elevated = false};
Identity const bob{.user = R"(CONTOSO\Bob)", .elevated = false};

struct GrantCase {
  Access granted;
  std::array<bool, 5> allowed;  ///< for none, read, write, modify, full
};

class Grant : public testing::TestWithParam<GrantCase> {};

TEST_P(Grant, AllowsWhatItIncludes) {
  Security const security{.owner = "nobody", .access = {{"bob", GetParam().granted}}};
  constexpr std::array all{Access::none, Access::read, Access::write, Access::modify, Access::full};
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(security.allows(bob, all[i]), GetParam().allowed[i]) << "wanted " << i;
    EXPECT_EQ(security.allows(plain, all[i]), all[i] == Access::none) << "somebody else, wanted " << i;
  }
}

INSTANTIATE_TEST_SUITE_P(Matrix, Grant,
                         testing::Values(GrantCase{Access::none, {true, false, false, false, false}},
                                         GrantCase{Access::read, {true, true, false, false, false}},
                                         GrantCase{Access::write, {true, false, true, false, false}},
                                         GrantCase{Access::modify, {true, true, true, true, false}},
                                         GrantCase{Access::full, {true, true, true, true, true}}));

struct NameCase {
  std::string entry;
  Identity who;
  bool counts;
};

class NamedEntry : public testing::TestWithParam<NameCase> {};

TEST_P(NamedEntry, CountsForItsMembers) {
  Security const listed{.owner = "nobody", .access = {{GetParam().entry, Access::write}}};
  EXPECT_EQ(listed.allows(GetParam().who, Access::write), GetParam().counts);
  Security const owned{.owner = GetParam().entry, .access = {}};
  EXPECT_EQ(owned.may_change_access_list(GetParam().who), GetParam().counts);
}

INSTANTIATE_TEST_SUITE_P(Table, NamedEntry,
                         testing::Values(NameCase{"bob", bob, true}, NameCase{R"(FABRIKAM\BOB)", bob, true},
                                         NameCase{"bobby", bob, false}, NameCase{"administrators", elevated, true},
                                         NameCase{R"(BUILTIN\Administrators)", elevated, true},
                                         NameCase{"administrators", plain, false},
                                         NameCase{"administrators", {"administrators", false}, false},
                                         NameCase{"administrator", plain, true}, NameCase{"Users", bob, true},
                                         NameCase{"SYSTEM", {R"(NT AUTHORITY\System)", true}, true},
                                         NameCase{"SYSTEM", elevated, false},
                                         NameCase{"TrustedInstaller", elevated, false}));

TEST(Security, EntriesOfAllNamesAddUp) {
  Security const security{.owner = "nobody", .access = {{"users", Access::read}, {"bob", Access::write}}};
  EXPECT_TRUE(security.allows(bob, Access::read));
  EXPECT_TRUE(security.allows(bob, Access::write));
  EXPECT_FALSE(security.allows(bob, Access::modify));
}

TEST(Security, OwnerMayChangeTheListButHasNoOtherRight) {
  Security const security{.owner = "bob", .access = {}};
  EXPECT_TRUE(security.may_change_access_list(bob));
  EXPECT_FALSE(security.allows(bob, Access::read));
  EXPECT_FALSE(security.allows(bob, Access::full));
  EXPECT_FALSE(security.may_change_access_list(elevated));
}

TEST(Security, FullAccessMayChangeTheListWithoutOwning) {
  Security const full{.owner = "TrustedInstaller", .access = {{"bob", Access::full}}};
  EXPECT_TRUE(full.may_change_access_list(bob));
  Security const modify{.owner = "TrustedInstaller", .access = {{"bob", Access::modify}}};
  EXPECT_FALSE(modify.may_change_access_list(bob));
}

TEST(Security, TextsAreThoseOfWindows) {
  EXPECT_EQ(message_of(FileError::file_not_found), "The system cannot find the file specified.");
  EXPECT_EQ(message_of(FileError::path_not_found), "The system cannot find the path specified.");
  EXPECT_EQ(message_of(FileError::access_denied), "Access is denied.");
  EXPECT_EQ(message_of(FileError::disk_full), "There is not enough space on the disk.");
}

}  // namespace
}  // namespace wsus::windows
