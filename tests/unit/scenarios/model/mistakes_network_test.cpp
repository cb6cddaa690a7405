// Proves, mistake by mistake, the messages about hosts, networks of machines, backgrounds and growing catalogues.
#include "tests/unit/scenarios/model/mistakes.hpp"
#include "tests/unit/scenarios/model/networked.hpp"

#include <gmock/gmock.h>

namespace wsus::scenario::test {
namespace {

void expect_network_messages(std::vector<Mistake> const& mistakes) { expect_messages(mistakes, networked); }

std::string const a_url = "a URL, as in http://wsus.lab.example:8530";
std::string const hosts = "proxy.lab.example, portal.lab.example, loop.lab.example, old-wsus.lab.example";

TEST(NetworkMistakes, TheScenarioThatTheyAreMadeInIsGood) { EXPECT_EQ(message_of_parsing(networked), "no error"); }

TEST(NetworkMistakes, NamesOfHosts) {
  expect_network_messages({
      {"proxy.lab.example: {port", "proxy: {port",
       "9: /hosts/proxy: found the host name 'proxy'; allowed: letters, digits, hyphens and a dot, as in "
       "proxy.lab.example"},
      {"proxy.lab.example: {port", "pro_xy.lab.example: {port",
       "9: /hosts/pro_xy.lab.example: found the host name 'pro_xy.lab.example'; allowed: letters, digits, hyphens and "
       "a dot, as in proxy.lab.example"},
      {"proxy.lab.example: {port", "WSUS.lab.example: {port",
       "9: /hosts/WSUS.lab.example: found a host named 'WSUS.lab.example'; allowed: any name but that of the server"},
      {"loop.lab.example: {answer: redirect, to: itself}", "Proxy.lab.example: {answer: nothing}",
       "11: /hosts/Proxy.lab.example: found the host names 'proxy.lab.example' and 'Proxy.lab.example'; allowed: names "
       "that differ in more than letter case"},
      {"hosts: {loop.lab.example: {answer: nothing}}", "hosts: {LOOP.lab.example: {answer: nothing}}",
       "40: /controls/1/hosts/LOOP.lab.example: found the host names 'loop.lab.example' and 'LOOP.lab.example'; "
       "allowed: names that differ in more than letter case"},
      {"loop.lab.example: {answer: redirect, to: itself}", "proxy.lab.example: {answer: nothing}",
       "11: /hosts/proxy.lab.example: found the key 'proxy.lab.example' a second time (first in line 9); allowed: "
       "every key once"},
      {"old-wsus.lab.example: {answer: nothing}",
       "old-wsus.lab.example:", "8: /hosts/old-wsus.lab.example: found nothing; allowed: a value, it must be given"},
  });
}

TEST(NetworkMistakes, AnswersOfHosts) {
  auto const at_loop = [](std::string to, std::string message) {
    return Mistake{"{answer: redirect, to: itself}", std::move(to), "11: /hosts/loop.lab.example" + message};
  };
  expect_network_messages({
      at_loop("{}", "/answer: found nothing; allowed: a value, it must be given"),
      at_loop("{answer: drop}", "/answer: found 'drop'; allowed: redirect, pass_on, nothing"),
      at_loop("{answers: redirect}", "/answers: found the unknown key 'answers'; known: answer, faults, https, "
                                     "keep_path, patience, port, status, to"),
      at_loop("{answer: nothing, port: 0}", "/port: found '0'; allowed: a whole number from 1 to 65535"),
      at_loop("{answer: nothing, port: 65536}", "/port: found '65536'; allowed: a whole number from 1 to 65535"),
      at_loop("{answer: redirect}", "/to: found nothing; allowed: a value, it must be given"),
      at_loop("{answer: redirect, to: itself, status: 304}", "/status: found '304'; allowed: 301, 302, 303, 307, 308"),
      at_loop("{answer: redirect, to: itself, keep_path: false}",
              "/keep_path: found keep_path of a redirect to itself; allowed: it with a URL only"),
      at_loop("{answer: redirect, to: 'http://a.example/', keep_path: maybe}",
              "/keep_path: found 'maybe'; allowed: true or false"),
      at_loop("{answer: nothing, to: itself}",
              "/to: found to of a host whose answer is nothing; allowed: it with the answer redirect or pass_on only"),
      at_loop("{answer: pass_on, status: 302}",
              "/status: found status of a host whose answer is pass_on; allowed: it with the answer redirect only"),
      at_loop("{answer: pass_on, keep_path: true}",
              "/keep_path: found keep_path of a host whose answer is pass_on; allowed: it with the answer redirect "
              "only"),
  });
}

TEST(NetworkMistakes, Urls) {
  for (std::string const url :
       {"wsus.lab.example", "ftp://wsus.lab.example", "https://", "http://", "http:///x", "http://:80/", "http://a:0/",
        "http://a:65536/", "http://a:x/", "http://a:/", "http://a b/", "http://a/b c", "http://a/#b", "http://u@a/",
        "http://a/<b>", "Itself"}) {
    expect_network_messages(
        {{"to: itself", "to: '" + url + "'", "11: /hosts/loop.lab.example/to: found '" + url + "'; allowed: " + a_url},
         {"destination: \"http://wsus.lab.example:8530\"", "destination: '" + url + "'",
          "5: /server/http_redirect/destination: found '" + url + "'; allowed: " + a_url}});
  }
}

TEST(NetworkMistakes, HttpRedirect) {
  auto const instead = [](std::string to, std::string message) {
    return Mistake{"{destination: \"http://wsus.lab.example:8530\"}", std::move(to),
                   "5: /server/http_redirect" + message};
  };
  expect_network_messages({
      instead("{enabled: true}", "/destination: found nothing; allowed: a value, it must be given"),
      instead("{destination: 'http://a', enabled: 1}", "/enabled: found '1'; allowed: true or false"),
      instead("{destination: 'http://a', exact: 'on the spot'}", "/exact: found 'on the spot'; allowed: true or false"),
      instead("{destination: 'http://a', status: 302}",
              "/status: found '302'; allowed: Permanent, Found, Temporary, PermRedirect"),
      instead("{to: 'http://a'}", "/to: found the unknown key 'to'; known: destination, enabled, exact, status"),
  });
}

TEST(NetworkMistakes, DnsCache) {
  expect_network_messages({
      {"wsus.lab.example: old-wsus.lab.example", "wsus: old-wsus.lab.example",
       "16: /machines/PC01/dns_cache/wsus: found the name 'wsus'; allowed: a DNS name"},
      {"wsus.lab.example: old-wsus.lab.example", "wsus.lab.example: elsewhere.lab.example",
       "16: /machines/PC01/dns_cache/wsus.lab.example: found the unknown host 'elsewhere.lab.example'; known: "
       "wsus.lab.example, " +
           hosts},
      {"{host: wsus.lab.example, ttl: 2 h}", "{ttl: 2 h}",
       "17: /machines/PC01/dns_cache/other.lab.example/host: found nothing; allowed: a value, it must be given"},
      {"{host: wsus.lab.example, ttl: 2 h}", "{host: wsus.lab.example, age: 2 h}",
       "17: /machines/PC01/dns_cache/other.lab.example/age: found the unknown key 'age'; known: host, ttl"},
      {"ttl: 2 h", "ttl: 8 d",
       "17: /machines/PC01/dns_cache/other.lab.example/ttl: found '8 d'; allowed: a whole number and a unit (ms, s, "
       "min, h, d) from 1 s to 7 d, as in '15 min'"},
      {"ttl: 2 h", "ttl: 999 ms",
       "17: /machines/PC01/dns_cache/other.lab.example/ttl: found '999 ms'; allowed: a whole number and a unit (ms, s, "
       "min, h, d) from 1 s to 7 d, as in '15 min'"},
  });
}

TEST(NetworkMistakes, WlanAndVpn) {
  expect_network_messages({
      {"{name: Home}", "{name: Hotel WLAN}",
       "20: /machines/PC01/wlan/1: found the profile 'Hotel WLAN' a second time; allowed: every name once"},
      {"{name: Home}", "{ssid: Home}",
       "20: /machines/PC01/wlan/1/ssid: found the unknown key 'ssid'; known: name, transparent_proxy"},
      {"{name: Home}", "{}", "20: /machines/PC01/wlan/1/name: found nothing; allowed: a value, it must be given"},
      {"{name: Home}", "{name: ''}", "20: /machines/PC01/wlan/1/name: found an empty text; allowed: a text"},
      {"transparent_proxy: portal.lab.example", "transparent_proxy: wsus.lab.example",
       "19: /machines/PC01/wlan/0/transparent_proxy: found the unknown host 'wsus.lab.example'; known: " + hosts},
      {"    wlan:\n      - {name: Hotel WLAN, transparent_proxy: portal.lab.example}\n      - {name: Home}\n",
       "    wlan: []\n", "18: /machines/PC01/wlan: found an empty list; allowed: at least one profile"},
      {"{gateway: loop.lab.example}", "{gateway: vpn.lab.example}",
       "22: /machines/PC01/vpn/Contoso VPN/gateway: found the unknown host 'vpn.lab.example'; known: " + hosts},
      {"{gateway: loop.lab.example}", "{}",
       "22: /machines/PC01/vpn/Contoso VPN/gateway: found nothing; allowed: a value, it must be given"},
      {"{gateway: loop.lab.example}", "{gate: loop.lab.example}",
       "22: /machines/PC01/vpn/Contoso VPN/gate: found the unknown key 'gate'; known: gateway"},
  });
}

TEST(NetworkMistakes, AWorldWithoutHostsHasNoneToName) {
  expect_messages({{"PC01: {profile: w8}", "PC01: {vpn: {X: {gateway: vpn.lab.example}}}",
                    "7: /machines/PC01/vpn/X/gateway: found the unknown host 'vpn.lab.example'; known: none, the "
                    "scenario has no hosts"}});
}

TEST(NetworkMistakes, Sizes) {
  expect_network_messages({
      {"delivered_percent: 80", "delivered_percent: 100",
       "4: /server/catalogue/delivered_percent: found '100'; allowed: a whole number from 0 to 99"},
      {"published: 100", "published: 49",
       "4: /server/catalogue/published: found '49'; allowed: a whole number from 50 to 1000"},
      {"published: 100", "published: 1001",
       "4: /server/catalogue/published: found '1001'; allowed: a whole number from 50 to 1000"},
      {"{revisions: 1000, delivered_percent: 80, published: 100}", "{file: x.yaml, published: 100}",
       "4: /server/catalogue/file: found both file and published; allowed: a file, or sizes"},
      {"hosts: {loop.lab.example: {answer: nothing}}",
       "server: {catalogue: {revisions: 90, installed_non_leaf: 9, superseded_chains: 1}}",
       "40: /controls/1/server/catalogue: found sizes that the scenario's published of 100 does not fit; allowed: "
       "published from 50 to 90, written here"},
  });
}

TEST(NetworkMistakes, Synchronise) {
  std::string const allowed = "allowed: 50 to 200000 revisions, as in '5900 revisions'";
  for (std::string const found : {"many revisions", "300", "300 revision", "300revisions", "49 revisions",
                                  "200001 revisions", "-1 revisions", "99999999999 revisions", "300 revisions more"})
    expect_network_messages({{"synchronise: 300 revisions", "synchronise: " + found,
                              "29: /reproduce/0/synchronise: found '" + found + "'; " + allowed}});
  expect_network_messages({
      {"synchronise: 300 revisions", "{synchronise: 300 revisions, at: wsus}",
       "29: /reproduce/0/at: found the unknown key 'at'; known: advance, detection_cycles, expect, hosts, network, "
       "restore, run, snapshot, synchronise, together"},
      {"synchronise: 300 revisions", "synchronise: 1001 revisions",
       "29: /reproduce/0: found 1001 revisions; allowed: up to the 1000 of server/catalogue/revisions"},
      {"synchronise: 300 revisions", "synchronise: 199 revisions",
       "29: /reproduce/0: found 199 revisions where the catalogue has 200; allowed: no fewer, for it only grows"},
      {", published: 100", "",
       "27: /background/2: found 200 revisions where the catalogue has 1000; allowed: no fewer, for it only grows"},
      {"fix: [{at: wsus, run: cd}]", "fix: [synchronise: 299 revisions]",
       "37: /controls/0/fix/0: found 299 revisions where the catalogue has 300 when the control 'one' runs; allowed: "
       "no fewer, for it only grows"},
      {"hosts: {loop.lab.example: {answer: nothing}}",
       "server: {catalogue: {revisions: 250, installed_non_leaf: 9, superseded_chains: 1}}",
       "29: /reproduce/0: found 300 revisions when the control 'two' runs; allowed: up to the 250 of "
       "server/catalogue/revisions"},
  });
}

TEST(NetworkMistakes, DetectionCycles) {
  std::string const allowed = "allowed: 1 to 1000 cycles of a machine, as in '2 of PC01'";
  for (std::string const found : {"PC01", "0 of PC01", "1001 of PC01", "-1 of PC01", "2 PC01", "2ofPC01", "2 of "})
    expect_network_messages({{"synchronise: 300 revisions", "detection_cycles: \"" + found + "\"",
                              "29: /reproduce/0/detection_cycles: found '" + found + "'; " + allowed}});
  expect_network_messages({
      {"synchronise: 300 revisions", "detection_cycles: 2 of PC03",
       "29: /reproduce/0/detection_cycles: found the unknown machine 'PC03'; known: PC01, PC02"},
      {"synchronise: 300 revisions", "{detection_cycles: 2 of PC01, at: PC01}",
       "29: /reproduce/0/at: found the unknown key 'at'; known: advance, detection_cycles, expect, hosts, network, "
       "restore, run, snapshot, synchronise, together"},
  });
}

TEST(NetworkMistakes, SynchroniseNeedsAGeneratedCatalogue) {
  TemporaryFolder const folder("scenario-synchronise");
  folder.write("small.yaml", "");
  auto const file = (folder.path() / "s.yaml").string();
  auto const text =
      changed("{revisions: 1000, delivered_percent: 80, published: 100}", "{file: small.yaml}", networked);
  EXPECT_EQ(message_of_parsing(text, file),
            file + ":27: /background/2: found synchronise with a catalogue file; allowed: a generated catalogue");
}

TEST(NetworkMistakes, Background) {
  expect_network_messages({
      {"  - advance: 22 h\n", "  - {at: wsus, run: iisreset}\n",
       "26: /background/1: found a command at the server in a background; allowed: commands at machines, advance, "
       "detection_cycles, synchronise, expect"},
      {"  - advance: 22 h\n", "  - snapshot: PC01 as x\n",
       "26: /background/1: found a snapshot in a background; allowed: commands at machines, advance, "
       "detection_cycles, synchronise, expect"},
      {"  - advance: 22 h\n", "  - restore: PC01 from x\n",
       "26: /background/1: found a snapshot in a background; allowed: commands at machines, advance, "
       "detection_cycles, synchronise, expect"},
      {"background:\n  - {at: PC01, run: wuauclt /detectnow}\n  - advance: 22 h\n  - synchronise: 200 revisions\n",
       "background: []\n", "24: /background: found an empty list; allowed: at least one step"},
      {"  - name: two\n", "  - name: two\n    background: [advance: 1 h]\n",
       "40: /controls/1/background: found the unknown key 'background'; known: expect, fix, hosts, machines, name, "
       "network, server, start"},
  });
}

TEST(NetworkMistakes, Sent) {
  expect_network_messages({
      {"sent: {OtherCachedUpdateIDs: 22001, CachedDriverIDs: 0}", "sent: {}",
       "30: /reproduce/1/expect/sent: found no list; allowed: at least one of InstalledNonLeafUpdateIDs, "
       "OtherCachedUpdateIDs, CachedDriverIDs"},
      {"CachedDriverIDs: 0", "OtherCachedUpdateIds: 0",
       "30: /reproduce/1/expect/sent/OtherCachedUpdateIds: found the unknown key 'OtherCachedUpdateIds'; known: "
       "CachedDriverIDs, InstalledNonLeafUpdateIDs, OtherCachedUpdateIDs"},
      {"CachedDriverIDs: 0", "CachedDriverIDs: -1",
       "30: /reproduce/1/expect/sent/CachedDriverIDs: found '-1'; allowed: a whole number from 0 to 2147483647"},
  });
}

TEST(NetworkMistakes, Faults) {
  EXPECT_THAT(message_of_parsing(changed("injected.soap_fault", "injected.soap", networked)),
              testing::StartsWith("s.yaml:34: /verify/0/expect/counters/injected.soap: found the unknown counter"));
  EXPECT_THAT(message_of_parsing(changed("error_code: ServerBusy", "error_code: Busy", networked)),
              testing::StartsWith("s.yaml:7: /server/faults/0/soap_fault/error_code: found 'Busy'; allowed: "));
  EXPECT_THAT(message_of_parsing(changed("{soap_fault:", "{soap_fualt:", networked)),
              testing::StartsWith("s.yaml:7: /server/faults/0"));
}

}  // namespace
}  // namespace wsus::scenario::test
