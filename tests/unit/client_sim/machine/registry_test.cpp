// The registry: case, long and short roots, missing parents, deleting.
#include "client_sim/machine/registry.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace wsus::machine {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Registry, LongAndShortRootsNameTheSameKey) {
  struct Row {
    std::string_view written;
    std::string_view normal;
  };
  for (Row const row : {
           Row{R"(HKEY_LOCAL_MACHINE\Software\X)", R"(HKLM\Software\X)"},
           Row{R"(hklm\Software\X)", R"(HKLM\Software\X)"},
           Row{R"(HKEY_current_USER\a)", R"(HKCU\a)"},
           Row{R"(HKEY_CLASSES_ROOT\a)", R"(HKCR\a)"},
           Row{R"(HKEY_USERS\a)", R"(HKU\a)"},
           Row{R"(HKEY_CURRENT_CONFIG\a)", R"(HKCC\a)"},
           Row{"HKLM", "HKLM"},
           Row{R"(HKLM\a\)", R"(HKLM\a)"},
       }) {
    EXPECT_EQ(Registry::normalise(row.written), row.normal) << row.written;
  }
}

TEST(Registry, WhatNamesNoKeyIsNotNormalised) {
  for (auto const* path :
       {"", R"(\)", R"(SOFTWARE\X)", R"(HKLMX\a)", R"(HKLM:\a)", R"(HKLM\a\\b)", R"(HKLM\\)", R"(\\PC02\HKLM\a)"}) {
    EXPECT_EQ(Registry::normalise(path), std::nullopt) << path;
  }
}

TEST(Registry, LongPathIsWhatRegPrints) {
  EXPECT_EQ(Registry::long_path(R"(hkcu\Software\X)"), R"(HKEY_CURRENT_USER\Software\X)");
  EXPECT_THROW(static_cast<void>(Registry::long_path("X")), std::invalid_argument);
}

TEST(Registry, NamesAreFoundInAnyCaseAndKeepTheirFirstSpelling) {
  Registry registry;
  registry.set_text(R"(HKLM\Software\Lab)", "SusClientId", "a");
  registry.set_text(R"(HKEY_LOCAL_MACHINE\SOFTWARE\LAB)", "SUSCLIENTID", "b");

  EXPECT_EQ(registry.get_text(R"(hklm\software\lab)", "susclientid"), "b");
  auto const* const key = registry.find_key(R"(HKLM\SOFTWARE\LAB)");
  ASSERT_NE(key, nullptr);
  EXPECT_EQ(key->path, R"(HKLM\Software\Lab)");
  ASSERT_EQ(key->values.size(), 1U);
  EXPECT_EQ(key->values.begin()->first, "SusClientId");
}

TEST(Registry, ANewKeyTakesTheSpellingOfItsParents) {
  Registry registry;
  registry.create_key(R"(HKLM\Software)");
  registry.create_key(R"(hklm\SOFTWARE\One\Two)");
  EXPECT_THAT(registry.subkeys("HKLM"), ElementsAre(R"(HKLM\Software)"));
  EXPECT_THAT(registry.subkeys(R"(HKLM\software)"), ElementsAre(R"(HKLM\Software\One)"));
  EXPECT_THAT(registry.subkeys(R"(HKLM\software\one)"), ElementsAre(R"(HKLM\Software\One\Two)"));
}

TEST(Registry, SubkeysAreDirectChildrenOnly) {
  Registry registry;
  registry.create_key(R"(HKLM\A\B\C)");
  registry.create_key(R"(HKLM\A B\D)");
  registry.create_key(R"(HKLM\AB)");
  EXPECT_THAT(registry.subkeys(R"(HKLM\A)"), ElementsAre(R"(HKLM\A\B)"));
  EXPECT_TRUE(registry.has_subkeys(R"(HKLM\A)"));
  EXPECT_FALSE(registry.has_subkeys(R"(HKLM\AB)"));
  EXPECT_FALSE(registry.has_subkeys(R"(HKLM\Missing)"));
}

TEST(Registry, DeletingAKeyTakesEverythingBelowAndNothingBeside) {
  Registry registry;
  registry.create_key(R"(HKLM\A\B\C)");
  registry.create_key(R"(HKLM\A\B x)");
  registry.create_key(R"(HKLM\A\Bx)");
  EXPECT_TRUE(registry.delete_key(R"(HKEY_LOCAL_MACHINE\a\b)"));
  EXPECT_EQ(registry.find_key(R"(HKLM\A\B\C)"), nullptr);
  EXPECT_THAT(registry.subkeys(R"(HKLM\A)"), ElementsAre(R"(HKLM\A\B x)", R"(HKLM\A\Bx)"));
  EXPECT_FALSE(registry.delete_key(R"(HKLM\A\B)"));
}

TEST(Registry, ARootCannotBeDeleted) {
  Registry registry;
  registry.create_key(R"(HKLM\A)");
  EXPECT_FALSE(registry.delete_key("HKLM"));
  EXPECT_NE(registry.find_key(R"(HKLM\A)"), nullptr);
}

TEST(Registry, TypesAreNotConverted) {
  Registry registry;
  registry.set_dword(R"(HKLM\A)", "Number", 7);
  registry.set_text(R"(HKLM\A)", "Text", "7");
  EXPECT_EQ(registry.get_dword(R"(HKLM\A)", "Number"), 7U);
  EXPECT_EQ(registry.get_text(R"(HKLM\A)", "Number"), std::nullopt);
  EXPECT_EQ(registry.get_dword(R"(HKLM\A)", "Text"), std::nullopt);
}

TEST(Registry, DeletingAValueTwiceFindsItOnce) {
  Registry registry;
  registry.set_dword(R"(HKLM\A)", "Number", 7);
  EXPECT_TRUE(registry.delete_value(R"(HKLM\a)", "NUMBER"));
  EXPECT_FALSE(registry.delete_value(R"(HKLM\a)", "NUMBER"));
  EXPECT_FALSE(registry.delete_value(R"(HKLM\none)", "NUMBER"));
  EXPECT_NE(registry.find_key(R"(HKLM\A)"), nullptr) << "the key stays";
}

TEST(Registry, UnknownRootsReadAsNothingAndCannotBeWritten) {
  Registry registry;
  EXPECT_EQ(registry.get("HKXX", "a"), std::nullopt);
  EXPECT_THAT(registry.subkeys("HKXX"), IsEmpty());
  EXPECT_FALSE(registry.delete_key("HKXX"));
  EXPECT_THROW(registry.create_key("HKXX"), std::invalid_argument);
  EXPECT_THROW(registry.set_text("HKXX", "a", "b"), std::invalid_argument);
  EXPECT_THAT(registry.all(), IsEmpty());
}

TEST(Registry, ACopyIsIndependent) {
  Registry registry;
  registry.set_text(R"(HKLM\A)", "x", "before");
  auto const copy = registry;
  registry.set_text(R"(HKLM\A)", "x", "after");
  EXPECT_EQ(copy.get_text(R"(HKLM\A)", "x"), "before");
}

}  // namespace
}  // namespace wsus::machine
