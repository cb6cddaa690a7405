// wua-sim scan with a kept machine, then wua-sim why about what the scan brought.
#include "client_sim/app/cli.hpp"
#include "tests/integration/flow/flow_fixture.hpp"

#include <gmock/gmock.h>

#include <sstream>

namespace wsus::test {
namespace {

using testing::HasSubstr;

class WhyFlow : public FlowTest {
protected:
  struct Run {
    int exit_code = -1;
    std::string out{};
    std::string err{};
  };
  Run run(std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--state", (folder_ / "state").string()});
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    client::Surroundings surroundings;
    surroundings.clock = &clock_;
    int const code = client::run_cli(arguments, in, out, err, surroundings);
    return {code, out.str(), err.str()};
  }
  Run why(int update) { return run({"why", to_string(update_guid(update))}); }

  /// 1 is offered, 2 is superseded by it, 3 cannot be installed, 4 is not on the server.
  static std::vector<domain::Revision> revisions() {
    auto offered = needed_update(1);
    offered.superseded_updates = {update_guid(2)};
    auto not_installable = needed_update(3);
    not_installable.is_installable = R"(<b.WindowsVersion Comparison="EqualTo" MajorVersion="6" MinorVersion="1" />)";
    return {offered, needed_update(2), not_installable};
  }
};

TEST_F(WhyFlow, EachUpdateOfAScanHasItsReason) {
  serve(config_of(revisions()));
  auto const scan = run({"scan", "--server", server_->url()});
  ASSERT_EQ(scan.exit_code, 0) << scan.out << scan.err;
  auto const offered = why(1);
  EXPECT_EQ(offered.exit_code, 0);
  EXPECT_THAT(offered.out, HasSubstr("Update (KB5000001) (" + to_string(update_guid(1)) + ") is offered"));
  auto const superseded = why(2);
  EXPECT_EQ(superseded.exit_code, 0);
  EXPECT_THAT(superseded.out, HasSubstr("[no] not superseded"));
  EXPECT_THAT(superseded.out, HasSubstr(to_string(update_guid(1))));
  auto const not_installable = why(3);
  EXPECT_EQ(not_installable.exit_code, 0);
  EXPECT_THAT(not_installable.out, HasSubstr("is not offered: IsInstallable is false"));
  EXPECT_THAT(not_installable.out, HasSubstr("the machine has 10.0.26200"));
  auto const unknown = why(4);
  EXPECT_EQ(unknown.exit_code, 1);
  EXPECT_THAT(unknown.out, HasSubstr("not in the cache"));
}

TEST_F(WhyFlow, AnUpdateThatIsInstalledSaysByWhichRule) {
  auto installed = needed_update(1);
  installed.is_installed = R"(<b.WindowsVersion Comparison="GreaterThanOrEqualTo" MajorVersion="10" />)";
  serve(config_of({installed, needed_update(2)}));
  auto const scan = run({"scan", "--server", server_->url()});
  EXPECT_THAT(scan.out, HasSubstr("Updates found: 1"));
  auto const verdict = why(1);
  EXPECT_EQ(verdict.exit_code, 0);
  EXPECT_THAT(verdict.out, HasSubstr("is not offered: it is installed. IsInstalled is true: "));
  EXPECT_THAT(verdict.out, HasSubstr("the machine has 10.0.26200"));
  EXPECT_THAT(why(2).out, HasSubstr("is offered"));
}

TEST_F(WhyFlow, AnUpdateThatNobodyApprovedSaysSo) {
  auto detected = needed_update(1);
  detected.deployment.action = domain::DeploymentAction::evaluate;
  serve(config_of({detected, needed_update(2)}));
  auto const scan = run({"scan", "--server", server_->url()});
  EXPECT_THAT(scan.out, HasSubstr("Updates found: 1"));
  auto const verdict = why(1);
  EXPECT_EQ(verdict.exit_code, 0);
  EXPECT_THAT(verdict.out, HasSubstr("is not offered: it is not approved for installation, the deployment's action "
                                     "is Evaluate"));
  EXPECT_THAT(why(2).out, HasSubstr("[ok] approved"));
}

TEST_F(WhyFlow, AnUpdateThatTheServerHoldsBackIsNotInTheCacheUntilItsPrerequisiteIsInstalled) {
  auto waiting = needed_update(2);
  waiting.prerequisites = {{.any_of = {update_guid(1)}}};
  serve(config_of({needed_update(1), waiting}));
  ASSERT_EQ(run({"scan", "--server", server_->url()}).exit_code, 0);
  auto const held_back = why(2);
  EXPECT_EQ(held_back.exit_code, 1);
  EXPECT_THAT(held_back.out, HasSubstr("it is not in the cache"));
  EXPECT_THAT(held_back.out, HasSubstr("a server holds back an update until all its prerequisites are installed"));
  ASSERT_EQ(run({"update", "--server", server_->url()}).exit_code, 0);
  ASSERT_EQ(run({"scan", "--server", server_->url()}).exit_code, 0);
  EXPECT_THAT(why(2).out, HasSubstr("is offered"));
  EXPECT_THAT(why(1).out, HasSubstr("the agent has installed it"));
}

TEST_F(WhyFlow, APrerequisiteThatWasTakenOffAgainIsNamed) {
  auto waiting = needed_update(2);
  waiting.prerequisites = {{.any_of = {update_guid(1)}}};
  serve(config_of({needed_update(1), waiting}));
  ASSERT_EQ(run({"update", "--server", server_->url()}).exit_code, 0);
  auto withdrawn = needed_update(1);
  withdrawn.deployment = {.id = 5'001, .action = domain::DeploymentAction::uninstall, .last_change = clock_.now()};
  waiting.deployment.action = domain::DeploymentAction::optional_install;  // offered, and left to the user
  server_->state().replace_catalogue(std::make_shared<domain::Catalogue const>(std::vector{withdrawn, waiting}));
  clock_.advance(std::chrono::minutes(1));
  auto const update = run({"update", "--server", server_->url()});
  ASSERT_THAT(update.out, HasSubstr("removed: 1."));
  auto const verdict = why(2);
  EXPECT_EQ(verdict.exit_code, 0);
  EXPECT_THAT(verdict.out, HasSubstr("is not offered: a prerequisite is not installed: "));
  EXPECT_THAT(verdict.out, HasSubstr("(" + to_string(update_guid(1)) + "), in the cache and not installed"));
}

TEST_F(WhyFlow, ATitleFindsAnUpdateAfterTheScanAndNothingIsSent) {
  serve(config_of(revisions()));
  ASSERT_EQ(run({"scan", "--server", server_->url()}).exit_code, 0);
  auto const before = server_->journal().last_sequence();
  auto const found = run({"why", "KB5000001"});
  EXPECT_EQ(found.exit_code, 0);
  EXPECT_THAT(found.out, HasSubstr(to_string(update_guid(1))));
  EXPECT_EQ(server_->journal().last_sequence(), before);
}

}  // namespace
}  // namespace wsus::test
