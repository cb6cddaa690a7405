// duplicate_revision on a page of SyncUpdates.
#include "server/faults/kinds/kinds.hpp"
#include "tests/unit/server/faults/kinds/kinds_fixture.hpp"

namespace wsus::faults {
namespace {

using test::captured;
using test::changed;
using test::expect_only_messages_are_touched;
using test::expect_untouched;
using test::made;
using test::message;
using test::mistake_in;
using test::part;
using test::sync_page;
using test::with;

std::shared_ptr<ReplyFault const> duplicate(std::string const& yaml) {
  return made<ReplyFault>(read_duplicate_revision, yaml);
}

TEST(DuplicateRevision, FollowsTheFirstUpdate) {
  auto const page = sync_page();
  auto const update = part(page, "<UpdateInfo><ID>72571</ID>", "</UpdateInfo>");
  EXPECT_EQ(changed(*duplicate("{}"), page), with(page, update, update + update));
}

TEST(DuplicateRevision, FollowsTheNthUpdate) {
  auto const page = sync_page();
  auto const update = part(page, "<UpdateInfo><ID>72573</ID>", "</UpdateInfo>");
  EXPECT_EQ(changed(*duplicate("{nth: 3}"), page), with(page, update, update + update));
}

TEST(DuplicateRevision, HasAnotherIdWhenItIsRenumbered) {
  auto const page = sync_page();
  auto const update = part(page, "<UpdateInfo><ID>72572</ID>", "</UpdateInfo>");
  auto const second = with(update, "<ID>72572</ID>", "<ID>1000072572</ID>");  // the deployment keeps its own
  EXPECT_EQ(changed(*duplicate("{nth: 2, renumbered: true}"), page), with(page, update, update + second));
}

TEST(DuplicateRevision, HasAnIdThatFitsWhateverTheFirstOneIs) {
  auto const renumbered = [](std::string const& id) {
    auto const body = with(captured("SyncUpdates-category-scan"), "<ID>72571</ID>", "<ID>" + id + "</ID>");
    auto const second = changed(*duplicate("{renumbered: true}"), body).substr(body.find("</UpdateInfo>") + 13);
    return part(second, "<ID>", "</ID>");
  };
  EXPECT_EQ(renumbered("0"), "<ID>1000000000</ID>");
  EXPECT_EQ(renumbered("-1"), "<ID>999999999</ID>");
  EXPECT_EQ(renumbered("999999999"), "<ID>1999999999</ID>");
  EXPECT_EQ(renumbered("2147483647"), "<ID>1147483647</ID>");
}

TEST(DuplicateRevision, OfAnswersWithoutThatUpdateChangesNothing) {
  expect_untouched(*duplicate("{nth: 4}"), message(sync_page()));
  for (auto const* const name : {"GetConfig", "GetAuthorizationCookie"})
    expect_untouched(*duplicate("{}"), message(captured(name)));
  auto const page = captured("SyncUpdates-category-scan");
  auto const last = with(page, part(page, "<UpdateInfo>", "</UpdateInfo>"), "");
  expect_untouched(*duplicate("{}"), message(last));
  expect_only_messages_are_touched(*duplicate("{}"), page);
}

TEST(DuplicateRevision, WithoutAnIdCannotBeRenumbered) {
  auto const page = captured("SyncUpdates-category-scan");
  for (auto const* const id : {"", "<ID>x</ID>", "<ID/>", "<ID>1 </ID>", "<ID>99999999999</ID>"})
    expect_untouched(*duplicate("{renumbered: true}"), message(with(page, "<ID>72571</ID>", id)));
}

TEST(DuplicateRevision, MistakesAreNamed) {
  EXPECT_EQ(mistake_in(read_duplicate_revision, "{nth: 0}"),
            "f.yaml:1: /nth: found '0'; allowed: a whole number from 1 to 2147483647");
  EXPECT_EQ(mistake_in(read_duplicate_revision, "{renumbered: 3}"),
            "f.yaml:1: /renumbered: found '3'; allowed: true or false");
  EXPECT_EQ(mistake_in(read_duplicate_revision, "{id: 3}"),
            "f.yaml:1: /id: found the unknown key 'id'; known: nth, renumbered");
}

}  // namespace
}  // namespace wsus::faults
