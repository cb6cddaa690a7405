// Documents that are no ordinary XML, or too large, or too many.
#include "server/catalogue/fragments.hpp"
#include "server/catalogue/import.hpp"
#include "server/config/node.hpp"
#include "tests/unit/server/catalogue/temporary_folder.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::catalogue {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

std::string document(std::string_view properties, std::string_view rest) {
  return fmt::format(R"(<Update xmlns="http://schemas.microsoft.com/msus/2002/12/Update">)"
                     R"(<UpdateIdentity UpdateID="20000000-0000-4000-8000-000000000001" RevisionNumber="1" />)"
                     R"(<Properties UpdateType="Software" {} />{}</Update>)",
                     properties, rest);
}

domain::Revision imported(std::string_view properties, std::string_view rest = {}) {
  return import_document(document(properties, rest), "d.xml", {}).revisions.at(0);
}

std::string message_of(auto const& action) {
  try {
    action();
  } catch (config::ConfigError const& error) {
    return error.what();
  }
  return "no error";
}

TEST(ImportedCharacters, ThatXmlDoesNotHaveBecomeTheReplacementCharacter) {
  auto const fragment = [](std::string_view reference) {
    return extended_fragment(
        imported("", fmt::format("<HandlerSpecificData><A b='{0}'>x{0}y</A></HandlerSpecificData>", reference)));
  };
  for (auto const* reference : {"&#xFFFE;", "&#xFFFF;", "&#1;"})
    EXPECT_THAT(fragment(reference), HasSubstr("<A b=\"\xEF\xBF\xBD\">x\xEF\xBF\xBDy</A>")) << reference;
  for (auto const* reference : {"&#xD800;", "&#x110000;"}) {
    auto const text = fragment(reference);
    EXPECT_THAT(text, Not(HasSubstr("\xED\xA0\x80"))) << reference;
    EXPECT_THAT(text, Not(HasSubstr("\xF4\x90"))) << reference;
    EXPECT_THAT(text, HasSubstr("\xEF\xBF\xBDy</A>")) << reference;
  }
  EXPECT_THAT(fragment("&#xE000;&#x1F600;"), HasSubstr("x\xEE\x80\x80\xF0\x9F\x98\x80y</A>"));
}

TEST(ImportedCharacters, ThatStandInTheDocumentThemselvesAreRefused) {
  for (auto const* character : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"})
    EXPECT_THAT(message_of([&] { (void)imported("", character); }),
                EndsWith("found U+FFFE or U+FFFF; allowed: characters of XML"));
  EXPECT_EQ(message_of([] { (void)imported("", "<A>\xEF\xBF\xBD</A>"); }), "no error");
}

TEST(ImportedAttributes, AreRefusedWhenAFragmentWouldHaveOneTwice) {
  constexpr auto refused = "found the attribute type a second time; allowed: every attribute once, prefixes aside";
  EXPECT_THAT(message_of([] {
                (void)imported("",
                               "<HandlerSpecificData xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' type='a' "
                               "xsi:type='b' />");
              }),
              EndsWith(refused));
  EXPECT_THAT(message_of([] { (void)imported("", "<HandlerSpecificData type='a' type='a' />"); }), EndsWith(refused));
  auto const twin = imported("", "<HandlerSpecificData xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' Type='a' "
                                 "xsi:type='b' />");
  EXPECT_THAT(extended_fragment(twin), EndsWith(R"(<HandlerSpecificData Type="a" type="b" />)"));
}

TEST(ImportedBooleans, HaveBothFormsOfTheSchema) {
  for (auto const* yes : {"true", "1", " 1 "}) {
    EXPECT_TRUE(imported(fmt::format("ExplicitlyDeployable='{}'", yes)).explicitly_deployable) << yes;
    EXPECT_THAT(extended_fragment(imported(fmt::format("IsPublic='{}' PerUser='{}'", yes, yes))),
                Not(HasSubstr("IsPublic")));
    auto const category = imported(
        "", fmt::format("<Relationships><Prerequisites><AtLeastOne IsCategory='{}' /></Prerequisites></Relationships>",
                        yes));
    EXPECT_TRUE(category.prerequisites.at(0).is_category) << yes;
  }
  for (auto const* no : {"false", "0"}) {
    auto const revision = imported(fmt::format("ExplicitlyDeployable='{}'", no));
    EXPECT_FALSE(revision.explicitly_deployable) << no;
    EXPECT_THAT(core_fragment(revision), HasSubstr(R"(<Properties UpdateType="Software" />)")) << no;
  }
  EXPECT_THAT(core_fragment(imported("ExplicitlyDeployable='1'")), HasSubstr(R"( ExplicitlyDeployable="1" />)"));
  EXPECT_THAT(message_of([] { (void)imported("ExplicitlyDeployable='yes'"); }),
              EndsWith("found ExplicitlyDeployable 'yes'; allowed: true, 1, false, 0"));
}

TEST(ImportedFolderLimits, ALargeDocumentIsRefusedAndNotReadWhole) {
  TemporaryFolder const folder;
  folder.write("a.xml", document("", std::string(max_document_size, ' ')));
  EXPECT_THAT(message_of([&] { (void)import_folder(folder.path(), {}); }),
              EndsWith(":1: /: found more than 4194304 bytes; allowed: at most 4194304"));
  folder.write("a.xml", document("", std::string(max_document_size - 1000, ' ')));
  EXPECT_EQ(message_of([&] { (void)import_folder(folder.path(), {}); }), "no error");
}

TEST(ImportedFolderLimits, TooManyDocumentsAreRefused) {
  TemporaryFolder const folder;
  folder.write("a.xml", document("", ""));
  EXPECT_EQ(message_of([&] { (void)import_folder(folder.path(), {.max_documents = 1}); }), "no error");
  folder.write("b.xml", document("", ""));
  EXPECT_EQ(message_of([&] { (void)import_folder(folder.path(), {.max_documents = 1}); }),
            folder.path().string() + ":1: /: found more than 1 documents; allowed: at most 1");
}

}  // namespace
}  // namespace wsus::catalogue
