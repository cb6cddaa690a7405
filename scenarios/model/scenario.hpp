// A scenario as a value: the world it needs, what reproduces the failure, what fixes it, what verifies the cure, and
// the controls that must not cure. Read whole and checked whole before anything starts; immutable after.
#pragma once

#include "client_sim/agent/agent_options.hpp"
#include "client_sim/machine/profile.hpp"
#include "client_sim/machine/system/group_policy.hpp"
#include "client_sim/machine/system/proxy_choice.hpp"
#include "server/faults/rules/rule.hpp"
#include "server/susdb/susdb_reader.hpp"
#include "wsdl/wusp/date_time.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace wsus::scenario {

/// Where a part of the scenario was written, for messages: "file.yaml:12: /reproduce/1".
struct Place {
  std::string file{};
  int line = 0;
  std::string path{};
  [[nodiscard]] std::string text() const;
};

/// Sizes of a generated catalogue; the ranges are those of server/catalogue/generator.hpp.
struct CatalogueSpec {
  std::optional<std::string> file{};  ///< a catalogue file, relative to the scenario file; else generated
  std::uint64_t seed = 1;
  int revisions = 3'000;
  int installed_non_leaf = 300;
  int superseded_chains = 20;
  int delivered_percent = 30;
  int content_files = 20;
  int drivers = 0;                       ///< beside `revisions`
  std::vector<std::string> languages{};  ///< of texts beside English, IETF tags
  int published = 0;  ///< of a generated catalogue: revisions at the start, the first ones; 0: all of them
  bool operator==(CatalogueSpec const&) const = default;
};

/// What the WSUS site's configuration says about redirects (<httpRedirect>).
struct HttpRedirectSpec {
  bool enabled = true;
  std::string destination{};  ///< URL; the requested path is appended unless `exact`
  bool exact = false;
  std::string status = "Found";  ///< Permanent | Found | Temporary | PermRedirect
  bool operator==(HttpRedirectSpec const&) const = default;
};

/// The site answers over TLS too, and machines are pointed there.
struct HttpsSpec {
  std::vector<std::string> ssl_required{};  ///< applications that answer over TLS only
  bool operator==(HttpsSpec const&) const = default;
};

/// The server of a scenario's world.
struct ServerSpec {
  CatalogueSpec catalogue{};
  long max_installed_prerequisites = 400;  ///< written into web.config at the start
  long max_cached_updates = 22'000;
  bool reload_on_change = true;               ///< web_config_reload: on_change | iisreset
  bool count_union = false;                   ///< cached_count: other | union
  std::optional<std::size_t> page_updates{};  ///< empty: that of the profile, 30
  std::size_t page_bytes = 5'242'880;
  std::chrono::minutes cookie_lifetime{60};
  std::optional<HttpRedirectSpec> http_redirect{};
  std::optional<HttpsSpec> https{};
  bool xpress = true;                                  ///< answers are coded for agents that offer it
  std::string profile = "2025";                        ///< generation of the server
  std::shared_ptr<susdb::WrittenSusDb const> susdb{};  ///< null: whole, there, and it takes no time. Equal to itself
  std::size_t nodes = 1;                 ///< of a farm behind the server's name; each has a cookie key of its own
  bool sticky = false;                   ///< requests of one address go to one node; else to each in turn
  wusp::Ticks clock_swing{};             ///< the server's clock runs ahead by so much at every other handshake
  std::size_t max_concurrent_syncs = 0;  ///< 0: no limit
  /// Of computers, beside the two that are always there; null: every name that a machine sends counts.
  std::optional<std::vector<std::string>> target_groups{};
  std::shared_ptr<std::vector<faults::Rule> const> faults{};  ///< injected; null: none. Equal only to itself
  bool operator==(ServerSpec const&) const = default;
};

/// A host of the world's network that is neither the WSUS nor a machine: a proxy, a gateway, a retired server. It has a
/// loopback address of its own, and its name is in DNS.
struct HostSpec {
  enum class Answer { redirect, pass_on, nothing };
  std::string name{};         ///< DNS name
  std::uint16_t port = 8530;  ///< as people write it
  Answer answer = Answer::nothing;
  /// With `redirect`: a URL; empty: the very URL that was asked for. With `pass_on`: a URL whose host gets every
  /// request, as behind a reverse proxy; empty: the host that the request names.
  std::string to{};
  unsigned status = 302;  ///< with `redirect`
  bool keep_path = true;  ///< with `redirect` to a URL: the requested path is appended
  bool https = false;     ///< listens for TLS, with a certificate of the lab's authority for its name
  std::chrono::milliseconds patience =
      std::chrono::seconds(60);  ///< with `pass_on`: how long it waits for bytes of the answer, then 504
  std::shared_ptr<std::vector<faults::Rule> const> faults{};  ///< what it does to what passes; null: nothing
  bool operator==(HostSpec const&) const = default;
};

/// A firewall on the way of every machine.
struct BarrierSpec {
  std::string host{};      ///< of the network, or the server
  std::uint16_t port = 0;  ///< as people write it; 0: every port
  bool refuses = false;    ///< says so at once; else nobody answers
  bool operator==(BarrierSpec const&) const = default;
};

/// What the network has beside hosts. In a step: what is set takes the place of what was there.
struct NetworkSpec {
  std::optional<std::vector<BarrierSpec>> barriers{};
  std::optional<machine::PacFiles> pac_files{};        ///< proxy auto-configuration, by URL
  std::optional<machine::PolicyList> domain_policy{};  ///< what the machines' domain wants of their registries
  bool operator==(NetworkSpec const&) const = default;
};

/// A name that a machine's DNS cache holds when the scenario starts.
struct CachedName {
  std::string name{};
  std::string host{};  ///< of the network, or the server
  wusp::Ticks ttl = std::chrono::days(1);
  bool operator==(CachedName const&) const = default;
};
/// A provider over Wi-Fi; the machine is connected to the first of its list.
struct WlanSpec {
  std::string name{};
  std::string transparent_proxy{};  ///< a host; empty: none
  bool operator==(WlanSpec const&) const = default;
};
/// A VPN connection of the phone book, not connected at the start.
struct VpnSpec {
  std::string name{};
  std::string gateway{};  ///< a host
  bool operator==(VpnSpec const&) const = default;
};

/// One simulated machine. It is pointed at the scenario's server by policy.
struct MachineSpec {
  std::string name{};      ///< "PC01"; a copy: "PC-7"
  std::string image_of{};  ///< set up from an image of this machine, identity and all; empty: a machine of its own
  bool configmgr = false;  ///< scans in the name of a Configuration Manager client whose update point is the server
  std::string copy_of{};   ///< "PC" of a copy; else empty
  machine::Profile profile = machine::Profile::w11;
  std::uint64_t seed = 1;  ///< default in a file: the machine's position in it, so that identities differ
  std::chrono::minutes utc_offset{60};
  std::string target_group{};
  std::string dns_name{};  ///< default: <name>.lab.example in lower case
  std::vector<CachedName> dns_cache{};
  std::vector<WlanSpec> wlan{};
  std::vector<VpnSpec> vpn{};
  unsigned devices = 0;     ///< that the driver pass tells of
  bool no_drivers = false;  ///< policy ExcludeWUDriversInQualityUpdate
  agent::AgentOptions agent{};
  bool trusts_lab_ca = true;  ///< the authority of the server's certificate; deployed by policy (assumption)
  bool operator==(MachineSpec const&) const = default;
};

/// The server's full name, in DNS and in the policy of every machine, and the port that people write with it. What the
/// log says is the same in every world, whatever port the system gives.
inline constexpr std::string_view server_dns_name = "wsus.lab.example";
inline constexpr std::uint16_t server_port = 8530;
inline constexpr std::uint16_t server_https_port = 8531;

/// What machines call the server: "https://wsus.lab.example:8531" where it has HTTPS, else "http://...:8530".
[[nodiscard]] std::string server_url(ServerSpec const& server);

struct World {
  wusp::UtcTime start{};  ///< where the virtual clock begins
  ServerSpec server{};
  std::vector<HostSpec> hosts{};
  NetworkSpec network{};
  std::vector<MachineSpec> machines{};
  bool operator==(World const&) const = default;
};

/// A line typed at a prompt: at a machine, or at the server ("wsus").
struct TypeCommand {
  std::string at{};
  std::string line{};
  bool elevated = true;
  std::optional<int> exit_code = 0;   ///< empty: any
  std::vector<std::string> output{};  ///< fragments that the output must contain, in order
  bool operator==(TypeCommand const&) const = default;
};
/// Moves the virtual clock of the whole world.
struct AdvanceClock {
  wusp::Ticks by{};
  bool operator==(AdvanceClock const&) const = default;
};
/// Automatic Updates of a machine goes through so many detection cycles: waits until it is due (at once when it never
/// ran), with the whole world, scans, and so on.
struct RunDetectionCycles {
  std::string machine{};
  unsigned count = 1;
  bool operator==(RunDetectionCycles const&) const = default;
};
struct TakeSnapshot {
  std::string machine{};
  std::string name{};
  bool operator==(TakeSnapshot const&) const = default;
};
struct RestoreSnapshot {
  std::string machine{};
  std::string name{};
  bool operator==(RestoreSnapshot const&) const = default;
};

/// The server synchronises with its upstream: from now on its catalogue has this many revisions.
struct Synchronise {
  int revisions = 0;
  bool operator==(Synchronise const&) const = default;
};

/// The administrator of the network changes it.
struct ChangeNetwork {
  NetworkSpec network{};
  bool operator==(ChangeNetwork const&) const = default;
};
/// Hosts answer otherwise from now on; where they listen stays.
struct ChangeHosts {
  std::vector<HostSpec> hosts{};  ///< whole, as after the change
  bool operator==(ChangeHosts const&) const = default;
};

/// Commands of several machines that go on at the same time.
struct Together {
  std::vector<TypeCommand> commands{};
  bool operator==(Together const&) const = default;
};

/// What must have been seen on the machine, on the wire and in the logs since the phase's previous expectation about
/// the machine (counters: about any), or since its start. Only what is set is checked.
///
/// Log lines are fragments: `*` stands for anything within a line; {fault_id}, {client_id}, {server} (URL of the
/// server) and {host} (host:port) are replaced. They must appear in the given order, other lines may stand between.
struct Expectation {
  std::string machine{};
  std::optional<std::uint32_t> hresult{};
  std::vector<std::uint32_t> chain{};  ///< innermost first; must be the whole chain when given
  struct Fault {
    std::string operation{};
    std::string code{};  ///< Client | Server
    std::string error_code{};
    std::string message{};
    bool operator==(Fault const&) const = default;
  };
  std::optional<Fault> fault{};
  std::vector<std::string> calls{};  ///< operations in order; "SyncUpdates+" one or more, "SyncUpdates*" none or more
  std::optional<std::uint64_t> updates_found{};
  std::optional<std::uint64_t> updates_installed{};  ///< by what followed the last scan
  std::optional<std::uint64_t> downloads{};          ///< content files that came since, each counted once
  std::map<std::string, std::uint64_t> sent{};  ///< entries of a list in the first SyncUpdates request of the window
  std::vector<std::string> client_log{};
  std::vector<std::string> no_client_log{};  ///< fragments that no line may contain
  std::vector<std::string> server_log{};     ///< SoftwareDistribution.log
  std::vector<std::string> no_server_log{};
  std::vector<std::string> iis_log{};
  std::vector<std::string> no_iis_log{};
  std::vector<std::string> http_error_log{};   ///< http.sys: httperr1.log
  std::vector<std::string> wua_handler_log{};  ///< of a Configuration Manager client
  std::vector<std::string> scan_agent_log{};   ///< the same
  std::map<int, std::uint64_t> events{};       ///< reported since, by event ID; zeros are checked too
  /// Updates by the state that the server knows of the machine now; zeros are checked too.
  std::map<std::string, std::uint64_t> server_status{};
  /// DNS names of all computers that the server knows now, in any order; a name may be there twice. Empty: not checked.
  std::vector<std::string> computers{};
  bool same_fault_id = false;                       ///< both logs carry the ID of the fault
  std::map<std::string, std::uint64_t> counters{};  ///< change of journal counters; zeros are checked too
  bool operator==(Expectation const&) const = default;
};

struct Step {
  Place place{};
  std::variant<TypeCommand, Together, AdvanceClock, RunDetectionCycles, TakeSnapshot, RestoreSnapshot, Synchronise,
               ChangeNetwork, ChangeHosts, Expectation>
      what{};
};

/// A world or a fix that must not show the cure (or, for a twin, not the failure).
///
/// With `fix`: the failure is reproduced, this fix is applied instead, and verification must NOT hold; `expect` must.
/// Without: a twin; in this world the reproducing steps must NOT show the failure; `expect` must hold.
struct Control {
  std::string name{};
  Place place{};
  World world{};  ///< the scenario's world with this control's changes
  std::optional<std::vector<Step>> fix{};
  Expectation expect{};
  Place expect_place{};
};

/// The same symptom without its cause: `cause` is not typed, and these rules are the server's. What reproduces the
/// failure must show it in this world too; where `expect` is set, that instead.
struct Injected {
  Place place{};
  World world{};  ///< the scenario's world with the rules, and with what begins broken put right
  std::optional<Expectation> expect{};
  Place expect_place{};
};

struct Scenario {
  std::string name{};  ///< file name without ".yaml"
  std::string title{};
  std::string about{};  ///< what happens and why, for a reader
  std::string file{};
  std::vector<std::string> modes{};    ///< ids of the failure mode catalogue
  std::vector<std::string> sources{};  ///< articles, as a person cites them
  std::vector<std::string> tags{};     ///< words to choose scenarios by
  std::string assumed{};               ///< what of it no source confirms, a sentence; empty: all is confirmed
  std::string no_cause{};              ///< why no natural cause is simulated; empty: there is one
  std::string no_injected{};           ///< why no fault of the server shows the same; empty: `injected` does
  World world{};
  /// What happened before: runs once for all worlds that are the same and have the same background, of any scenario.
  std::vector<Step> background{};
  std::vector<Step> cause{};      ///< what breaks the world; empty: it begins broken, or nothing needs to
  std::vector<Step> reproduce{};  ///< of a baseline: empty
  std::vector<Step> fix{};        ///< of a baseline: empty
  std::vector<Step> verify{};
  std::vector<Control> controls{};  ///< at least one with a fix, but for a baseline
  std::optional<Injected> injected{};

  /// A healthy scan, with neither failure nor fix; 'baseline' in its name.
  [[nodiscard]] bool is_baseline() const { return reproduce.empty() && fix.empty(); }
};

}  // namespace wsus::scenario
