// The agent's mapping from failures to codes, inverted: see raised_by.hpp.
#include "scenarios/knowledge/raised_by.hpp"

#include "client_sim/agent/error_mapping.hpp"
#include "wsdl/wusp/error_code.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace wsus::lab {
namespace {

using agent::Hresult;
using agent::map_failure;
using machine::Profile;

/// What the agent gives up with by itself. Where in the agent: grep the code.
struct OwnCode {
  Hresult code;
  std::string_view when;
};
constexpr auto own_codes = std::to_array<OwnCode>({
    {agent::hr::cycle_detected, "updates that came in one scan need each other in a circle"},
    {agent::hr::pt_exceeded_max_server_trips, "more than max_server_trips calls of SyncUpdates in one scan"},
    {agent::hr::pt_sus_server_not_set, "UseWUServer is 1 and the policy value WUServer is missing or empty"},
    {agent::hr::pt_endpoint_url_not_available, "WUServer is set, and UseWUServer is not 1"},
    {agent::hr::pt_invalid_url, "WUServer is no http or https URL"},
    {agent::hr::pt_endpoint_unreachable,
     "an address has failed before, and the agent does not ask it again for a while"},
    {agent::hr::service_stop, "wuauserv is stopped, at the start of a scan or in the middle of one"},
    {agent::hr::service_disabled, "wuauserv is disabled"},
    {0x80244027, "the server's configuration lists no authorization plug-in"},
    {0x80244028, "SimpleAuth answers with an empty cookie"},
    {0x80244029, "MaxExtendedUpdatesPerRequest of the server's configuration is no number from 1"},
    {0x8024402A, "the server's configuration lacks MaxExtendedUpdatesPerRequest"},
    {agent::hr::invalid_argument, "a revision that SyncUpdates hands out comes without its Deployment"},
    {agent::hr::dm_url_not_available, "no location is known of a file that is to be downloaded"},
    {agent::hr::dm_incorrect_file_hash, "a downloaded file has another digest than its update says"},
    {agent::hr::dm_unknown_algorithm, "a file has no SHA-256 digest (w8 and later)"},
    {agent::hr::dm_not_downloaded, "a file is missing when its update is to be installed"},
    {0x80246008, "the download service takes no job"},
    {agent::hr::dm_bits_transfer_error, "an answer to a request for a part of a file has the wrong range or length"},
    {agent::hr::dm_content_changed, "a file changes on the server while it is downloaded"},
    {agent::hr::disk_full, "a download is larger than what the lab keeps"},
    {agent::hr::untrusted_root, "wuident.cab is not signed as the agent wants it (w7, w8)"},
});

/// Endings of a connection that the transport tells apart, by WinHTTP's numbers.
struct Ending {
  unsigned error;
  std::string_view when;
};
constexpr auto endings = std::to_array<Ending>({
    {12002, "nothing comes for as long as WinHTTP waits"},
    {12005, "a URL that is none"},
    {12006, "a URL that is neither http nor https"},
    {12007, "a name that nobody resolves"},
    {12029, "nobody listens, or a firewall says no"},
    {12030, "the connection is closed or reset in the middle of an exchange"},
    {12037, "the server's certificate is expired or not yet valid, by the machine's clock"},
    {12038, "the server's certificate is for another name"},
    {12044, "the server demands a client certificate"},
    {12045, "the server's certificate is from an authority that the machine does not trust"},
    {12152, "what comes is not HTTP, or too much"},
    {12156, "a redirect that WinHTTP does not follow"},
    {12157, "no TLS version in common"},
    {12169, "the server's certificate is not one that a server may have"},
    {12170, "the server's certificate is revoked"},
    {12175, "no TLS session comes about, or a certificate is not good, whatever is wrong with it"},
});

bool stands_in(agent::MappedError const& error, Hresult code) {
  return std::ranges::any_of(error.chain, [code](auto const& link) { return link.code == code; });
}

/// Adds the sentence when the failure ends with the code, or, with a remark, when the code stands in its chain.
class Collector {
public:
  explicit Collector(Hresult code) : code_(code) {}

  void ask(agent::Failure const& failure, Profile profile, std::string what) {
    auto const error = map_failure(failure, profile);
    if (error.hresult == code_)
      add(std::move(what));
    else if (stands_in(error, code_))
      add(fmt::format("{} (in the chain; the scan ends with {})", what, agent::to_hex(error.hresult)));
  }
  void add(std::string what) {
    if (std::ranges::find(found_, what) == found_.end()) found_.push_back(std::move(what));
  }
  [[nodiscard]] std::vector<std::string> take() { return std::move(found_); }

private:
  Hresult code_;
  std::vector<std::string> found_{};
};

void ask_statuses(Collector& collector, Hresult code) {
  if (code == agent::hr::pt_http_status_not_mapped)
    return collector.add("an answer with an HTTP status that has no code of its own, and is no SOAP fault");
  constexpr unsigned first = 300;
  constexpr unsigned last = 599;
  for (unsigned status = first; status <= last; ++status)
    collector.ask(agent::HttpFailure{status, ""}, Profile::w11,
                  fmt::format("an answer with HTTP status {} that is no SOAP fault", status));
}

/// Which ErrorCodes end so, in one clause: most of them end alike.
void ask_faults(Collector& collector, Hresult code, Profile profile, wusp::FaultCode fault_code,
                std::string_view which) {
  std::string names;
  std::string in_chain;
  for (auto const error_code : wusp::all_error_codes()) {
    auto const name = wusp::to_string(error_code);
    auto const error =
        map_failure(agent::FaultFailure{{.code = fault_code, .error_code = std::string(name)}, 500}, profile);
    if (error.hresult == code)
      names += fmt::format("{}{}", names.empty() ? "" : ", ", name);
    else if (stands_in(error, code))
      in_chain = "in the chain of every SOAP fault";
  }
  if (!names.empty())
    collector.add(fmt::format("a SOAP fault that no recovery cures{}: {}", which, names));
  else if (!in_chain.empty())
    collector.add(fmt::format("{}{}", in_chain, which));
}

}  // namespace

std::vector<std::string> raised_by(Hresult code) {
  Collector collector(code);
  for (auto const& own : own_codes) {
    if (own.code == code) collector.add(std::string(own.when));
  }
  collector.ask(agent::TransportFailure{12156, "", true}, Profile::w11, "more redirects than the agent follows");
  for (auto const& ending : endings)
    collector.ask(agent::TransportFailure{ending.error, ""}, Profile::w11, std::string(ending.when));
  ask_statuses(collector, code);
  ask_faults(collector, code, Profile::w11, wusp::FaultCode::client, "");
  ask_faults(collector, code, Profile::w7, wusp::FaultCode::client, " (w7, faultcode Client)");
  ask_faults(collector, code, Profile::w7, wusp::FaultCode::server, " (w7, faultcode Server)");
  collector.ask(agent::MalformedReply{"x"}, Profile::w11,
                "a reply that is not the message it should be (w8 and later)");
  collector.ask(agent::MalformedReply{"x"}, Profile::w7, "a reply that is not the message it should be (w7)");
  return collector.take();
}

}  // namespace wsus::lab
