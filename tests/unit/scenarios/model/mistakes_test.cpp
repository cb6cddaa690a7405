// Proves, mistake by mistake, the whole message that a writer of scenarios gets.
#include "tests/unit/scenarios/model/mistakes.hpp"

#include <gmock/gmock.h>

namespace wsus::scenario::test {
namespace {

std::string const operations =
    "GetAuthorizationCookie, GetConfig, GetConfig2, GetCookie, GetExtendedUpdateInfo, "
    "GetExtendedUpdateInfo2, GetFileLocations, GetOutOfSyncComputers, GetRequiredInventoryType, "
    "GetRollupConfiguration, GetTimestamps, RefreshCache, RegisterComputer, ReportEventBatch, "
    "ReportEventBatch2, ReportInventory, RollupComputerStatus, RollupComputers, "
    "RollupDownstreamServers, StartCategoryScan, SyncPrinterCatalog, SyncUpdates";
std::string const error_codes =
    "InvalidCookie, ConfigChanged, RegistrationRequired, ServerChanged, InternalServerError, "
    "CookieExpired, InvalidParameters, InvalidAuthorizationCookie, RegistrationNotRequired, "
    "ServerBusy, FileLocationChanged";
std::string const counters = "requests, soap_faults, refused, injected, dropped, operation.<Operation>, "
                             "error_code.<ErrorCode>, status.<HTTP status>, injected.<fault>, "
                             "request_coding.xpress, response_coding.xpress";
std::string const checks = "hresult, chain, fault, calls, updates_found, updates_installed, downloads, events, "
                           "server_status, computers, sent, client_log, no_client_log, server_log, no_server_log, "
                           "iis_log, no_iis_log, http_error_log, "
                           "wua_handler_log, scan_agent_log, same_fault_id, counters";

TEST(Mistakes, TheScenarioThatTheyAreMadeInIsGood) { EXPECT_EQ(message_of_parsing(good), "no error"); }

TEST(Mistakes, HeadOfTheFile) {
  expect_messages({
      {"title: T\n", "", "1: /title: found nothing; allowed: a value, it must be given"},
      {"title: T\n", "title: ' '\n", "1: /title: found an empty text; allowed: a text"},
      {"title: T\n", "title: T\ntitel: U\n",
       "2: /titel: found the unknown key 'titel'; known: about, assumed, background, cause, controls, fix, hosts, "
       "injected, machines, modes, network, no_cause, no_injected, reproduce, server, sources, start, tags, title, "
       "verify"},
      {"modes: [FM01]\n", "", "1: /modes: found nothing; allowed: a value, it must be given"},
      {"modes: [FM01]", "modes: []", "2: /modes: found an empty list; allowed: a text, or a list with at least one"},
      {"modes: [FM01]", "modes: [FM99]",
       "2: /modes/0: found the unknown failure mode 'FM99'; allowed: an id of the failure mode catalogue, as in FM01"},
      {"modes: [FM01]", "modes: [FM01, FM01]", "2: /modes/1: found 'FM01' a second time; allowed: every id once"},
      {"modes: [FM01]", "modes: [FM01]\nstart: yesterday",
       "3: /start: found 'yesterday'; allowed: a UTC time of the years 2000 to 2099, as in 2026-10-04T15:00:00Z"},
      {"modes: [FM01]", "modes: [FM01]\nstart: 1999-12-31T23:59:59Z",
       "3: /start: found '1999-12-31T23:59:59Z'; allowed: a UTC time of the years 2000 to 2099, as in "
       "2026-10-04T15:00:00Z"},
  });
}

TEST(Mistakes, Server) {
  expect_messages({
      {"server:", "server:\n  catalog: {}",
       "4: /server/catalog: found the unknown key 'catalog'; known: balance, cached_count, catalogue, clock_swing, "
       "cookie_lifetime, faults, http_redirect, https, max_concurrent_syncs, nodes, page, profile, susdb, "
       "target_groups, web_config, web_config_reload, xpress"},
      {"revisions: 100", "revisions: 49",
       "4: /server/catalogue/revisions: found '49'; allowed: a whole number from 50 to 200000"},
      {"revisions: 100", "revisions: 200001",
       "4: /server/catalogue/revisions: found '200001'; allowed: a whole number from 50 to 200000"},
      {"revisions: 100", "revision: 100",
       "4: /server/catalogue/revision: found the unknown key 'revision'; known: content_files, "
       "delivered_percent, drivers, file, installed_non_leaf, languages, published, revisions, seed, "
       "superseded_chains"},
      {"installed_non_leaf: 20", "installed_non_leaf: 51",
       "4: /server/catalogue/installed_non_leaf: found '51'; allowed: a whole number from 1 to 50"},
      {"installed_non_leaf: 20", "superseded_chains: 11",
       "4: /server/catalogue/superseded_chains: found '11'; allowed: a whole number from 0 to 10"},
      {"installed_non_leaf: 20", "content_files: 1001",
       "4: /server/catalogue/content_files: found '1001'; allowed: a whole number from 0 to 1000"},
      {"installed_non_leaf: 20", "seed: -1",
       "4: /server/catalogue/seed: found '-1'; allowed: a whole number from 0 to 9223372036854775807"},
      {"installed_non_leaf: 20", "file: no-such.yaml",
       "4: /server/catalogue/file: found both file and revisions; allowed: a file, or sizes"},
      {"{revisions: 100, installed_non_leaf: 20}", "{file: no-such.yaml}",
       "4: /server/catalogue/file: found no file 'no-such.yaml'; allowed: a catalogue file, relative to the scenario's "
       "folder"},
      {"maxInstalledPrerequisites: 10", "maxCachedUpdate: 10",
       "5: /server/web_config/maxCachedUpdate: found the unknown key 'maxCachedUpdate'; known: maxCachedUpdates, "
       "maxInstalledPrerequisites"},
      {"maxInstalledPrerequisites: 10", "maxInstalledPrerequisites: 2147483648",
       "5: /server/web_config/maxInstalledPrerequisites: found '2147483648'; allowed: a whole number from 0 to "
       "2147483647"},
      {"server:", "server:\n  web_config_reload: never",
       "4: /server/web_config_reload: found 'never'; allowed: on_change, iisreset"},
      {"server:", "server:\n  cached_count: both", "4: /server/cached_count: found 'both'; allowed: other, union"},
      {"server:", "server:\n  page: {updates: -1}",
       "4: /server/page/updates: found '-1'; allowed: a whole number from 0 to 10000"},
      {"server:", "server:\n  page: {size: 1}",
       "4: /server/page/size: found the unknown key 'size'; known: bytes, updates"},
      {"server:", "server:\n  cookie_lifetime: 60",
       "4: /server/cookie_lifetime: found '60'; allowed: a whole number and a unit (ms, s, min, h, d) from 1 min to "
       "365 d, as in '15 min'"},
      {"server:", "server:\n  cookie_lifetime: 90 s",
       "4: /server/cookie_lifetime: found '90 s'; allowed: whole minutes"},
      {"server:", "server:\n  cookie_lifetime: 366 d",
       "4: /server/cookie_lifetime: found '366 d'; allowed: a whole number and a unit (ms, s, min, h, d) from 1 min to "
       "365 d, as in '15 min'"},
  });
}

TEST(Mistakes, Machines) {
  expect_messages({
      {"  PC01: {profile: w8}\n  PC02:\n", "  {}\n",
       "6: /machines: found no machine; allowed: at least one, as in 'PC01: {profile: w8}'"},
      {"machines:\n  PC01: {profile: w8}\n  PC02:\n", "",
       "1: /machines: found nothing; allowed: a value, it must be given"},
      {"PC02:", "pc01:",
       "6: /machines: found the machine names 'PC01' and 'pc01'; allowed: names that differ in more than letter case"},
      {"PC02:", "WSUS:", "6: /machines: found a machine named 'WSUS'; allowed: any name but that of the server, wsus"},
      {"PC02:", "PC_02:", "6: /machines: found the machine name 'PC_02'; allowed: 1 to 15 letters, digits and hyphens"},
      {"PC02:", "A-NAME-TOO-LONG1:",
       "6: /machines: found the machine name 'A-NAME-TOO-LONG1'; allowed: 1 to 15 letters, digits and hyphens"},
      {"PC02:", "PC01:",
       "8: /machines/PC01: found the key 'PC01' a second time (first in line 7); allowed: every key once"},
      {"profile: w8", "profile: w9", "7: /machines/PC01/profile: found 'w9'; allowed: w7, w8, w10, w11"},
      {"profile: w8", "os: w8",
       "7: /machines/PC01/os: found the unknown key 'os'; known: agent, caller, copies, devices, dns_cache, dns_name, "
       "image_of, no_drivers, profile, seed, target_group, trusts_lab_ca, utc_offset, vpn, wlan"},
      {"profile: w8", "agent: {speed: 9}",
       "7: /machines/PC01/agent/speed: found the unknown key 'speed'; known: accept_any_selfupdate, "
       "accept_ignored_ranges, accept_missing_properties, attempts_per_call, back_off_after, back_off_minutes, "
       "cannot_connect_hresult, "
       "certificate_by_kind, connect_timeout, connection_error_hresult, duplicate_update_hresult, "
       "follow_https_to_http, "
       "installer_exit_code, "
       "max_server_trips, no_common_tls_hresult, obey_driver_sync_not_needed, receive_timeout, recoveries_per_sync, "
       "redirect_limit, redirect_loop_hresult, redirects_keep_post, send_timeout, server_busy_hresult, "
       "service_stop_hresult, "
       "shown_hresults, "
       "timeout_hresult"},
      {"profile: w8", "agent: {redirect_limit: 101}",
       "7: /machines/PC01/agent/redirect_limit: found '101'; allowed: 0 to 100"},
      {"profile: w8", "agent: {accept_any_selfupdate: 1}",
       "7: /machines/PC01/agent/accept_any_selfupdate: found '1'; allowed: true, false"},
      {"profile: w8", "utc_offset: 1",
       "7: /machines/PC01/utc_offset: found '1'; allowed: an offset from -14:00 to +14:00, as in \"+01:00\""},
      {"profile: w8", "utc_offset: \"+14:01\"",
       "7: /machines/PC01/utc_offset: found '+14:01'; allowed: an offset from -14:00 to +14:00, as in \"+01:00\""},
  });
}

TEST(Mistakes, Steps) {
  expect_messages({
      {"  - {at: wsus, run: iisreset}\n", "  []\n", "12: /fix: found an empty list; allowed: at least one step"},
      {"{at: wsus, run: iisreset}", "{}",
       "13: /fix/0: found an empty step; allowed: exactly one of run, together, advance, detection_cycles, snapshot, "
       "restore, synchronise, network, hosts, expect"},
      {"{at: wsus, run: iisreset}", "iisreset", "13: /fix/0: found 'iisreset'; allowed: a map"},
      {"{at: wsus, run: iisreset}", "{at: wsus, runn: iisreset}",
       "13: /fix/0: found a step with at, runn; allowed: exactly one of run, together, advance, detection_cycles, "
       "snapshot, "
       "restore, synchronise, network, hosts, expect"},
      {"{at: wsus, run: iisreset}", "{at: wsus, run: iisreset, advance: 1 s}",
       "13: /fix/0: found a step with at, run, advance; allowed: exactly one of run, together, advance, "
       "detection_cycles, snapshot, restore, synchronise, network, hosts, expect"},
      {"{at: wsus, run: iisreset}", "{run: iisreset}",
       "13: /fix/0/at: found nothing; allowed: a value, it must be given"},
      {"{at: wsus, run: iisreset}", "{at: PC03, run: iisreset}",
       "13: /fix/0/at: found 'PC03'; allowed: PC01, PC02, wsus"},
      {"{at: wsus, run: iisreset}", "{at: wsus, run: iisreset, elevated: true}",
       "13: /fix/0/elevated: found the unknown key 'elevated'; known: advance, at, detection_cycles, exit_code, "
       "expect, "
       "hosts, network, output, prompt, restore, run, snapshot, synchronise, together"},
      {"{at: wsus, run: iisreset}", "{at: wsus, run: iisreset, prompt: normal}",
       "13: /fix/0/prompt: found 'normal'; allowed: elevated, plain"},
      {"{at: wsus, run: iisreset}", "{at: wsus, run: iisreset, exit_code: none}",
       "13: /fix/0/exit_code: found 'none'; allowed: a whole number, or any"},
      {"{at: wsus, run: iisreset}", "{at: wsus, run: iisreset, exit_code: []}",
       "13: /fix/0/exit_code: found no number; allowed: a whole number, or any"},
      {"{at: wsus, run: iisreset}", "{at: wsus, run: iisreset, output: []}",
       "13: /fix/0/output: found an empty list; allowed: a text, or a list with at least one"},
      {"{at: wsus, run: iisreset}", "{at: wsus, run: \"a\\nb\"}",
       "13: /fix/0/run: found more than one line; allowed: one line; each is a step of its own"},
      {"{at: wsus, run: iisreset}", "{at: wsus, advance: 1 s}",
       "13: /fix/0/at: found the unknown key 'at'; known: advance, detection_cycles, expect, hosts, network, "
       "restore, run, snapshot, synchronise, together"},
      {"{at: wsus, run: iisreset}", "advance: 15 minutes",
       "13: /fix/0/advance: found '15 minutes'; allowed: a whole number and a unit (ms, s, min, h, d) from 1 ms to "
       "3650 d, as in '15 min'"},
      {"{at: wsus, run: iisreset}", "advance: 0 s",
       "13: /fix/0/advance: found '0 s'; allowed: a whole number and a unit (ms, s, min, h, d) from 1 ms to 3650 d, as "
       "in '15 min'"},
      {"{at: wsus, run: iisreset}", "advance: 99999999999999999999 d",
       "13: /fix/0/advance: found '99999999999999999999 d'; allowed: a whole number and a unit (ms, s, min, h, d) from "
       "1 ms to 3650 d, as in '15 min'"},
      {"{at: wsus, run: iisreset}", "snapshot: PC01",
       "13: /fix/0/snapshot: found 'PC01'; allowed: a machine, 'as' and a name, as in 'PC01 as before'"},
      {"{at: wsus, run: iisreset}", "snapshot: PC03 as x",
       "13: /fix/0/snapshot: found the unknown machine 'PC03'; known: PC01, PC02"},
      {"{at: wsus, run: iisreset}", "restore: PC01 as x",
       "13: /fix/0/restore: found 'PC01 as x'; allowed: a machine, 'from' and a name, as in 'PC01 from before'"},
  });
}

TEST(Mistakes, Snapshots) {
  expect_messages({
      {"{at: wsus, run: iisreset}", "restore: PC01 from x",
       "13: /fix/0: found the snapshot 'x' of PC01, which no step before takes; known: none"},
      {"{at: wsus, run: iisreset}", "snapshot: PC01 as x\n  - restore: PC02 from x",
       "14: /fix/1: found the snapshot 'x' of PC02, which no step before takes; known: 'PC01 from x'"},
      {"{at: wsus, run: iisreset}", "snapshot: PC01 as x\n  - snapshot: PC01 as x",
       "14: /fix/1: found a second snapshot 'x' of PC01 (first in line 13); allowed: every name once"},
      {"fix:\n  - {at: wsus, run: iisreset}\nverify:",
       "fix:\n  - snapshot: PC01 as x\nverify:\n  - restore: PC01 from x",
       "15: /verify/0: found the snapshot 'x' of PC01, which no step before takes when the control 'one' runs; known: "
       "none"},
  });
}

TEST(Mistakes, Expectations) {
  expect_messages({
      {"expect: {machine: PC01, hresult: 0x80244007}", "expect: {hresult: 0x80244007}",
       "11: /reproduce/1/expect: found no machine; allowed: PC01, PC02 (there is more than one)"},
      {"machine: PC01, hresult: 0x80244007", "machine: wsus, hresult: 0x80244007",
       "11: /reproduce/1/expect/machine: found 'wsus'; allowed: PC01, PC02"},
      {"machine: PC01, hresult: 0x80244007", "machine: PC01",
       "11: /reproduce/1/expect: found an expectation that checks nothing; allowed: at least one of " + checks},
      {"machine: PC01, hresult: 0x80244007", "machine: PC01, same_fault_id: false",
       "11: /reproduce/1/expect: found an expectation that checks nothing; allowed: at least one of " + checks},
      {"hresult: 0x80244007", "hresult: 80244007",
       "11: /reproduce/1/expect/hresult: found '80244007'; allowed: 0x and eight hexadecimal digits, as in 0x80244007"},
      {"hresult: 0x80244007", "hresult: 0x8024400",
       "11: /reproduce/1/expect/hresult: found '0x8024400'; allowed: 0x and eight hexadecimal digits, as in "
       "0x80244007"},
      {"hresult: 0x80244007", "hresults: 0x80244007",
       "11: /reproduce/1/expect/hresults: found the unknown key 'hresults'; known: calls, chain, client_log, "
       "computers, counters, downloads, events, fault, hresult, http_error_log, iis_log, machine, no_client_log, "
       "no_iis_log, no_server_log, "
       "same_fault_id, scan_agent_log, sent, server_log, server_status, updates_found, updates_installed, "
       "wua_handler_log"},
      {"hresult: 0x80244007", "chain: [0x803D0013, x]",
       "11: /reproduce/1/expect/chain/1: found 'x'; allowed: 0x and eight hexadecimal digits, as in 0x80244007"},
      {"hresult: 0x80244007", "fault: {}",
       "11: /reproduce/1/expect/fault: found a fault with nothing to check; allowed: operation, code, error_code, "
       "message"},
      {"hresult: 0x80244007", "fault: {code: Sender}",
       "11: /reproduce/1/expect/fault/code: found 'Sender'; allowed: Client, Server"},
      {"hresult: 0x80244007", "fault: {error_code: InvalidParameter}",
       "11: /reproduce/1/expect/fault/error_code: found 'InvalidParameter'; allowed: " + error_codes},
      {"hresult: 0x80244007", "fault: {operation: SyncUpdate}",
       "11: /reproduce/1/expect/fault/operation: found 'SyncUpdate'; allowed: " + operations},
      {"hresult: 0x80244007", "fault: {text: x}",
       "11: /reproduce/1/expect/fault/text: found the unknown key 'text'; known: code, error_code, message, operation"},
      {"hresult: 0x80244007", "calls: [GetConfig, SyncUpdate+]",
       "11: /reproduce/1/expect/calls/1: found the unknown operation 'SyncUpdate+'; known, each also with + or * "
       "behind it: " +
           operations},
      {"hresult: 0x80244007", "updates_found: -1",
       "11: /reproduce/1/expect/updates_found: found '-1'; allowed: a whole number from 0 to 2147483647"},
      {"hresult: 0x80244007", "client_log: []",
       "11: /reproduce/1/expect/client_log: found an empty list; allowed: a text, or a list with at least one"},
      {"hresult: 0x80244007", "client_log: ['ID={faultid}']",
       "11: /reproduce/1/expect/client_log/0: found the unknown placeholder '{faultid}'; known: {fault_id}, "
       "{client_id}, {server}, {host}"},
      {"hresult: 0x80244007", "no_client_log: ' * '",
       "11: /reproduce/1/expect/no_client_log: found ' * ', which every line matches; allowed: a part of a line"},
      {"hresult: 0x80244007", "server_log: [\"one\\ntwo\"]",
       "11: /reproduce/1/expect/server_log/0: found more than one line; allowed: a part of one line"},
      {"hresult: 0x80244007", "iis_log: {}", "11: /reproduce/1/expect/iis_log: found a map; allowed: a text"},
      {"hresult: 0x80244007", "same_fault_id: maybe",
       "11: /reproduce/1/expect/same_fault_id: found 'maybe'; allowed: true or false"},
      {"hresult: 0x80244007", "counters: {}",
       "11: /reproduce/1/expect/counters: found no counter; allowed: at least one, as in 'soap_faults: 1'"},
      {"hresult: 0x80244007", "counters: {soap_fault: 1}",
       "11: /reproduce/1/expect/counters/soap_fault: found the unknown counter 'soap_fault'; known: " + counters},
      {"hresult: 0x80244007", "counters: {operation.SyncUpdate: 1}",
       "11: /reproduce/1/expect/counters/operation.SyncUpdate: found the unknown counter 'operation.SyncUpdate'; "
       "known: " +
           counters},
      {"hresult: 0x80244007", "counters: {error_code.Busy: 1}",
       "11: /reproduce/1/expect/counters/error_code.Busy: found the unknown counter 'error_code.Busy'; known: " +
           counters},
      {"hresult: 0x80244007", "counters: {status.5xx: 1}",
       "11: /reproduce/1/expect/counters/status.5xx: found the unknown counter 'status.5xx'; known: " + counters},
      {"hresult: 0x80244007", "counters: {requests: many}",
       "11: /reproduce/1/expect/counters/requests: found 'many'; allowed: a whole number from 0 to 2147483647"},
  });
}

TEST(Mistakes, Phases) {
  expect_messages({
      {"reproduce:\n  - {at: PC01, run: wuauclt /detectnow}\n  - expect: {machine: PC01, hresult: 0x80244007}\n", "",
       "1: /reproduce: found nothing; allowed: a value, it must be given"},
      {"  - expect: {machine: PC01, hresult: 0x80244007}\n", "",
       "9: /reproduce: found no expect step; allowed: at least one"},
      {"fix:\n  - {at: wsus, run: iisreset}\n", "", "1: /fix: found nothing; allowed: a value, it must be given"},
      {"verify:\n  - expect: {machine: PC01, hresult: 0x00000000}", "verify:\n  - {at: PC01, run: cd}",
       "14: /verify: found no expect step; allowed: at least one"},
      {"verify:\n  - expect: {machine: PC01, hresult: 0x00000000}", "verify: []",
       "14: /verify: found an empty list; allowed: at least one step"},
      {"verify:\n  - expect: {machine: PC01, hresult: 0x00000000}\n", "",
       "1: /verify: found nothing; allowed: a value, it must be given"},
  });
}

TEST(Mistakes, Controls) {
  expect_messages({
      {"    fix: [{at: wsus, run: cd}]\n", "    start: 2026-10-05T00:00:00Z\n",
       "16: /controls: found no control with a fix; allowed: at least one: a fix that does not cure shows that verify "
       "can tell"},
      {"name: two", "name: one",
       "20: /controls/1: found the name 'one' a second time (first in line 17); allowed: every name once"},
      {"  - name: two\n", "  - about: two\n",
       "20: /controls/1/about: found the unknown key 'about'; known: expect, fix, hosts, machines, name, network, "
       "server, start"},
      {"  - name: two\n", "  -\n", "21: /controls/1/name: found nothing; allowed: a value, it must be given"},
      {"    server: {catalogue: {installed_non_leaf: 5}}\n", "",
       "20: /controls/1: found neither a fix nor another world than the scenario's; allowed: a fix that must not cure, "
       "or a changed start, server or machine that must not show the failure"},
      {"    server: {catalogue: {installed_non_leaf: 5}}\n", "    server: {catalogue: {installed_non_leaf: 20}}\n",
       "20: /controls/1: found neither a fix nor another world than the scenario's; allowed: a fix that must not cure, "
       "or a changed start, server or machine that must not show the failure"},
      {"{catalogue: {installed_non_leaf: 5}}", "{catalogue: {installed_non_leaf: 51}}",
       "21: /controls/1/server/catalogue/installed_non_leaf: found '51'; allowed: a whole number from 1 to 50"},
      {"{catalogue: {installed_non_leaf: 5}}",
       "{catalogue: {revisions: 50, superseded_chains: 5, installed_non_leaf: 26}}",
       "21: /controls/1/server/catalogue/installed_non_leaf: found '26'; allowed: a whole number from 1 to 25"},
      {"{catalogue: {installed_non_leaf: 5}}", "{web_config: {maxinstalledprerequisites: 5}}",
       "21: /controls/1/server/web_config/maxinstalledprerequisites: found the unknown key "
       "'maxinstalledprerequisites'; known: maxCachedUpdates, maxInstalledPrerequisites"},
      {"    server: {catalogue: {installed_non_leaf: 5}}\n", "    machines: {PC03: {profile: w8}}\n",
       "21: /controls/1/machines/PC03: found the unknown machine 'PC03'; known: PC01, PC02"},
      {"    fix: [{at: wsus, run: cd}]", "    fix: []",
       "18: /controls/0/fix: found an empty list; allowed: at least one step"},
      {"    fix: [{at: wsus, run: cd}]", "    fix: [{at: PC09, run: cd}]",
       "18: /controls/0/fix/0/at: found 'PC09'; allowed: PC01, PC02, wsus"},
      {"    fix: [{at: wsus, run: cd}]\n    expect: {machine: PC01, hresult: 0x80244007}",
       "    fix: [{at: wsus, run: cd}]", "17: /controls/0/expect: found nothing; allowed: a value, it must be given"},
  });
}

TEST(Mistakes, BaselinesHaveNothingToReproduceToFixOrToControl) {
  constexpr std::string_view healthy = "title: T\nmachines: {PC01: }\nverify: [expect: {updates_found: 0}]\n";
  EXPECT_EQ(message_of_parsing(healthy, "my-baseline.yaml"), "no error");
  for (std::string const key : {"modes", "reproduce", "fix", "controls"}) {
    EXPECT_EQ(message_of_parsing(std::string(healthy) + key + ": []\n", "my-baseline.yaml"),
              "my-baseline.yaml:4: /" + key + ": found " + key +
                  " in a baseline; allowed: verify alone, where 'baseline' is in the file's name");
  }
}

TEST(Mistakes, WithoutBaselineInItsNameAScenarioNeedsEverything) {
  EXPECT_EQ(message_of_parsing("title: T\nmachines: {PC01: }\nverify: [expect: {updates_found: 0}]\n"),
            "s.yaml:1: /modes: found nothing; allowed: a value, it must be given");
}

TEST(Mistakes, AControlMustWriteSizesThatTheScenariosDoNotFit) {
  auto const text =
      changed("{catalogue: {installed_non_leaf: 5}}", "{catalogue: {revisions: 50, installed_non_leaf: 5}}");
  EXPECT_EQ(message_of_parsing(text),
            "s.yaml:21: /controls/1/server/catalogue: found sizes that the scenario's superseded_chains of 10 does not "
            "fit; allowed: superseded_chains from 0 to 5, written here");
}

TEST(Mistakes, TheCatalogueFileIsLookedForBesideTheScenario) {
  auto const text = changed("{revisions: 100, installed_non_leaf: 20}", "{file: x.yaml}");
  EXPECT_EQ(message_of_parsing(text, "no/folder/s.yaml"),
            "no/folder/s.yaml:4: /server/catalogue/file: found no file 'no/folder/x.yaml'; allowed: a catalogue file, "
            "relative to the scenario's folder");
}

TEST(Mistakes, WithOneMachineAnUnknownOneIsStillAMistake) {
  auto const text = changed("  PC02:\n", "");
  EXPECT_EQ(message_of_parsing(text), "s.yaml:21: /controls/1/expect/machine: found 'PC02'; allowed: PC01");
}

}  // namespace
}  // namespace wsus::scenario::test
