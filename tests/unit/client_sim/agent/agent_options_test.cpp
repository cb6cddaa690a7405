// The table of settings that people write: every row is read, refused and takes effect.
#include "client_sim/agent/agent_options.hpp"

#include "client_sim/agent/scan.hpp"

#include <gmock/gmock.h>

#include <map>
#include <set>
#include <stdexcept>

namespace wsus::agent {
namespace {

AgentOption const& option(std::string_view name) {
  auto const* const found = find_agent_option(name);
  if (found == nullptr) throw std::runtime_error("no option " + std::string(name));
  return *found;
}

TEST(AgentOptions, HaveNamesOfTheirOwnAndOneMemberEach) {
  std::set<std::string_view> names;
  for (auto const& row : agent_options()) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_EQ(find_agent_option(row.name), &row);
    EXPECT_EQ((row.flag != nullptr) + (row.number != nullptr) + (row.hresult != nullptr) + (row.shown != nullptr), 1)
        << row.name;
    EXPECT_FALSE(row.meaning.empty()) << row.name;
    EXPECT_LE(row.low, row.high) << row.name;
  }
  EXPECT_EQ(find_agent_option("Redirect_Limit"), nullptr);
  EXPECT_EQ(find_agent_option(""), nullptr);
}

TEST(AgentOptions, AreReadAsTheyAreWritten) {
  AgentOptions options;
  for (auto const& row : agent_options()) {
    AgentOptions const before;
    EXPECT_EQ(set_option(options, row, text_of(before, row)), std::nullopt) << row.name;
    EXPECT_EQ(options, before) << row.name;
  }
}

TEST(AgentOptions, ThatAreWrongChangeNothingAndSayWhatIsAllowed) {
  struct Row {
    std::string_view name;
    std::string_view text;
    std::string allowed;
  };
  std::string const pairs = "none, or pairs of different codes with commas between them, as in 0x8024000F=0x80240010";
  for (auto const& [name, text, allowed] :
       {Row{"accept_any_selfupdate", "1", "true, false"},
        Row{"redirect_limit", "-1", "0 to 100"},
        Row{"redirect_limit", "101", "0 to 100"},
        Row{"redirect_limit", "5x", "0 to 100"},
        Row{"redirect_limit", "", "0 to 100"},
        Row{"attempts_per_call", "0", "1 to 100"},
        Row{"max_server_trips", "0", "1 to 1000000"},
        Row{"receive_timeout", "0", "1 to 86400"},
        Row{"back_off_after", "101", "0 to 100"},
        Row{"back_off_minutes", "10081", "1 to 10080"},
        Row{"timeout_hresult", "timeout", "0x and eight hexadecimal digits, as in 0x80244007"},
        Row{"installer_exit_code", "2147483648", "-2147483648 to 2147483647"},
        Row{"redirect_loop_hresult", "80072F7C", "0x and eight hexadecimal digits, as in 0x80244007"},
        Row{"redirect_loop_hresult", "0x80072F7", "0x and eight hexadecimal digits, as in 0x80244007"},
        Row{"redirect_loop_hresult", "0x8007zzzz", "0x and eight hexadecimal digits, as in 0x80244007"},
        Row{"shown_hresults", "", pairs},
        Row{"shown_hresults", "0x8024000F", pairs},
        Row{"shown_hresults", "0x8024000F=", pairs},
        Row{"shown_hresults", "0x8024000F=0x80240010,", pairs},
        Row{"shown_hresults", "0x00000000=0x80240010", pairs},
        Row{"shown_hresults", "0x8024000F=0x80240010,0x8024000f=0x80240011", pairs}}) {
    AgentOptions options;
    EXPECT_EQ(set_option(options, option(name), text), allowed) << name << " " << text;
    EXPECT_EQ(options, AgentOptions{}) << name << " " << text;
  }
}

TEST(AgentOptions, LeftAloneAreTheDefaultsOfTheSettings) {
  auto const settings = settings_of({});
  AgentSettings const defaults;
  EXPECT_EQ(settings.max_server_trips, defaults.max_server_trips);
  EXPECT_EQ(settings.attempts_per_call, defaults.attempts_per_call);
  EXPECT_EQ(settings.recoveries_per_sync, defaults.recoveries_per_sync);
  EXPECT_EQ(settings.mapping.redirect_loop_hresult, defaults.mapping.redirect_loop_hresult);
  EXPECT_EQ(settings.mapping.timeout_hresult, defaults.mapping.timeout_hresult);
  EXPECT_EQ(settings.mapping.cannot_connect_hresult, defaults.mapping.cannot_connect_hresult);
  EXPECT_EQ(settings.mapping.connection_error_hresult, defaults.mapping.connection_error_hresult);
  EXPECT_EQ(settings.mapping.no_common_tls_hresult, defaults.mapping.no_common_tls_hresult);
  EXPECT_EQ(settings.service_stop_hresult, defaults.service_stop_hresult);
  EXPECT_EQ(settings.mapping.certificate_by_kind, defaults.mapping.certificate_by_kind);
  EXPECT_EQ(settings.mapping.server_busy_hresult, defaults.mapping.server_busy_hresult);
  EXPECT_EQ(settings.duplicate_update_hresult, defaults.duplicate_update_hresult);
  EXPECT_EQ(settings.mapping.shown_hresults, defaults.mapping.shown_hresults);
  EXPECT_EQ(settings.back_off.after, defaults.back_off.after);
  EXPECT_EQ(settings.back_off.lasting, defaults.back_off.lasting);
  EXPECT_EQ(settings.download.accept_ignored_ranges, defaults.download.accept_ignored_ranges);
  EXPECT_EQ(settings.accept_missing_properties, defaults.accept_missing_properties);
  EXPECT_EQ(settings.obey_driver_sync_not_needed, defaults.obey_driver_sync_not_needed);
  EXPECT_EQ(settings.self_update.accept_any_content, defaults.self_update.accept_any_content);
  EXPECT_EQ(settings.installer_exit_code, defaults.installer_exit_code);
}

TEST(AgentOptions, ThatAreSetReachTheSettings) {
  AgentOptions options;
  std::map<std::string_view, std::string_view> const texts{
      {"accept_any_selfupdate", "true"},
      {"accept_missing_properties", "true"},
      {"accept_ignored_ranges", "true"},
      {"redirect_loop_hresult", "0x80072f7c"},
      {"timeout_hresult", "0x8024401C"},
      {"cannot_connect_hresult", "0x80240438"},
      {"connection_error_hresult", "0x80240440"},
      {"no_common_tls_hresult", "0x80072EFE"},
      {"service_stop_hresult", "0x8024000B"},
      {"certificate_by_kind", "true"},
      {"server_busy_hresult", "0x80244007"},
      {"duplicate_update_hresult", "0x80240013"},
      {"shown_hresults", "0x8024000f=0x80240010, 0x80070422=0x80246008"},
      {"connect_timeout", "21"},
      {"send_timeout", "86400"},
      {"receive_timeout", "1"},
      {"back_off_after", "0"},
      {"back_off_minutes", "15"},
      {"redirect_limit", "0"},
      {"redirects_keep_post", "true"},
      {"follow_https_to_http", "true"},
      {"attempts_per_call", "1"},
      {"recoveries_per_sync", "0"},
      {"max_server_trips", "1000000"},
      {"obey_driver_sync_not_needed", "true"},
      {"installer_exit_code", "-2145124329"}};
  ASSERT_EQ(texts.size(), agent_options().size());
  for (auto const& [name, text] : texts) {
    EXPECT_EQ(set_option(options, option(name), text), std::nullopt) << name;
  }
  auto const settings = settings_of(options);
  EXPECT_EQ(settings.max_server_trips, 1'000'000U);
  EXPECT_EQ(settings.attempts_per_call, 1U);
  EXPECT_EQ(settings.recoveries_per_sync, 0U);
  EXPECT_EQ(settings.mapping.redirect_loop_hresult, 0x80072F7CU);
  EXPECT_EQ(settings.mapping.timeout_hresult, 0x8024401CU);
  EXPECT_EQ(settings.mapping.cannot_connect_hresult, 0x80240438U);
  EXPECT_EQ(settings.mapping.connection_error_hresult, 0x80240440U);
  EXPECT_EQ(settings.mapping.no_common_tls_hresult, 0x80072EFEU);
  EXPECT_EQ(settings.service_stop_hresult, 0x8024000BU);
  EXPECT_TRUE(settings.mapping.certificate_by_kind);
  EXPECT_EQ(settings.mapping.server_busy_hresult, 0x80244007U);
  EXPECT_EQ(settings.duplicate_update_hresult, 0x80240013U);
  EXPECT_EQ(settings.mapping.shown_hresults,
            (std::vector<ShownHresult>{{0x8024000F, 0x80240010}, {0x80070422, 0x80246008}}));
  EXPECT_EQ(text_of(options, option("shown_hresults")), "0x8024000F=0x80240010,0x80070422=0x80246008");
  EXPECT_EQ(settings.back_off.after, 0U);
  EXPECT_EQ(settings.back_off.lasting, std::chrono::minutes(15));
  EXPECT_EQ(options.connect_timeout, 21);
  EXPECT_EQ(options.send_timeout, 86'400);
  EXPECT_EQ(options.receive_timeout, 1);
  EXPECT_TRUE(settings.download.accept_ignored_ranges);
  EXPECT_TRUE(settings.accept_missing_properties);
  EXPECT_TRUE(settings.obey_driver_sync_not_needed);
  EXPECT_TRUE(settings.self_update.accept_any_content);
  EXPECT_EQ(settings.installer_exit_code, -2145124329);
  EXPECT_EQ(options.redirect_limit, 0);
  EXPECT_TRUE(options.redirects_keep_post);
  EXPECT_TRUE(options.follow_https_to_http);
}

}  // namespace
}  // namespace wsus::agent
