// Missing and changed files, as clients and administrators see them, and their mending.
#include "server/content/content_flaws.hpp"

#include "server/catalogue/content.hpp"
#include "server/catalogue/fragments.hpp"
#include "server/content/content_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::content {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

constexpr std::string_view folder = R"(C:\WSUS\WsusContent)";

/// One update with a file that it has twice, and a licence text.
class Flaws : public testing::Test {
protected:
  Flaws() {
    domain::Revision revision;
    revision.id = 1;
    revision.identity.revision_number = 1;
    revision.files = {cab_, cab_};
    revision.eulas = {{.language = "en", .file = eula_}};
    catalogue_ = std::make_shared<domain::Catalogue const>(std::vector{revision});
  }
  std::optional<ServedFile> served(domain::File const& file) {
    return store_.find(catalogue::content_path(file), catalogue_);
  }

  domain::File cab_ = catalogue::make_file(1, "one.cab", 5'000, {});
  domain::File eula_ = catalogue::make_file(2, "eula.txt", 300, {});
  std::shared_ptr<domain::Catalogue const> catalogue_;
  std::shared_ptr<ContentFlaws> flaws_ = std::make_shared<ContentFlaws>();
  ContentStore store_{{.flaws = flaws_}};
};

TEST_F(Flaws, AFileThatIsMissingIsNotThereForClients) {
  ASSERT_TRUE(served(eula_));
  flaws_->set(eula_.sha1, {.is_missing = true});
  EXPECT_FALSE(served(eula_));
  EXPECT_TRUE(served(cab_));
  EXPECT_TRUE(flaws_->mend(eula_.sha1));
  EXPECT_TRUE(served(eula_));
  EXPECT_FALSE(flaws_->mend(eula_.sha1));
}

TEST_F(Flaws, AChangedFileGoesOutWithItsByteTurned) {
  EXPECT_FALSE(served(cab_)->turned_byte);
  flaws_->set(cab_.sha1, {.turned_byte = 4'000});
  auto const file = served(cab_);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->turned_byte, 4'000u);
  auto const part = answer_for(*file, {.method = "GET", .range = "bytes=3000-"});
  ASSERT_TRUE(part.body);
  EXPECT_EQ(part.status, 206u);
  EXPECT_EQ(part.body->turned_byte, 4'000u);
}

TEST_F(Flaws, TheContentFolderIsListedOnceAFile) {
  flaws_->set(cab_.sha1, {.is_missing = true});
  auto const files = list_files(*catalogue_, *flaws_);
  ASSERT_THAT(files, SizeIs(2));
  for (auto const& file : files) {
    EXPECT_EQ(file.is_eula, file.file.sha1 == eula_.sha1);
    EXPECT_EQ(file.flaw.has_value(), file.file.sha1 == cab_.sha1);
    EXPECT_EQ("/Content/" + file.path.substr(0, 2) + "/" + file.path.substr(3), catalogue::content_path(file.file));
  }
}

TEST_F(Flaws, APathOfTheDriveIsFoundInAnyCase) {
  auto const files = list_files(*catalogue_, *flaws_);
  auto const found = file_at(files, folder, R"(c:\wsus\wsuscontent\)" + files[0].path);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->path, files[0].path);
  EXPECT_FALSE(file_at(files, R"(D:\WSUS\WsusContent)", R"(C:\WSUS\WsusContent\)" + files[0].path));
  EXPECT_FALSE(file_at(files, folder, R"(C:\WSUS\WsusContent)"));
}

TEST_F(Flaws, VerifyingMendsWhatTheCatalogueHas) {
  flaws_->set(cab_.sha1, {.turned_byte = 1});
  flaws_->set(eula_.sha1, {.is_missing = true});
  flaws_->set(Sha1{}, {.is_missing = true});
  auto const mended = verify_and_mend(*catalogue_, *flaws_);
  ASSERT_THAT(mended, SizeIs(2));
  EXPECT_NE(mended[0].flaw->is_missing, mended[1].flaw->is_missing);
  EXPECT_EQ(flaws_->count(), 1u) << "a file that no update has is nobody's to fetch";
  EXPECT_THAT(verify_and_mend(*catalogue_, *flaws_), IsEmpty());
}

}  // namespace
}  // namespace wsus::content
