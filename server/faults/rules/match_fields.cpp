// The fields of `when`, one row each: a new field is its member in Match, its kind, and a row here.
#include "server/config/values.hpp"
#include "server/faults/rules/field_kinds.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>

namespace wsus::faults {
namespace {

std::string_view address_of(Facts const& facts) { return facts.connection.client_address; }
std::string_view method_of(Facts const& facts) { return facts.request->method; }
std::string_view path_of(Facts const& facts) { return facts.request->path(); }
std::string_view operation_of(Facts const& facts) { return facts.call->operation; }
std::string_view client_id_of(Facts const& facts) { return facts.call->client_id; }
std::string_view dns_name_of(Facts const& facts) { return facts.call->dns_name; }
std::string_view target_group_of(Facts const& facts) { return facts.call->target_group; }
std::optional<std::uint64_t> installed_of(Facts const& facts) { return facts.call->installed_non_leaf_ids; }
std::optional<std::uint64_t> cached_of(Facts const& facts) { return facts.call->other_cached_ids; }
std::optional<std::uint64_t> drivers_of(Facts const& facts) { return facts.call->cached_driver_ids; }
std::optional<std::uint64_t> status_of(Facts const& facts) { return facts.status; }
std::string as_it_is(std::string_view text) { return std::string(text); }

/// A field that one value settles; `equal` values cover each other, others exclude each other.
template <auto member>
struct Single {
  static bool is_set(Match const& match) { return (match.*member).has_value(); }
  static bool covers(Match const& wide, Match const& narrow) { return wide.*member == narrow.*member; }
  static bool excludes(Match const& one, Match const& other) { return one.*member != other.*member; }
};

struct Listener : Single<&Match::secure> {
  static constexpr Stage stage = Stage::connection;
  static std::string name(bool secure) { return secure ? "https" : "http"; }
  static void read(config::Node const& node, Match& match) { match.secure = node.word({"http", "https"}) == "https"; }
  static bool holds(Match const& match, Facts const& facts) { return facts.connection.secure == *match.secure; }
  static std::string wanted(Match const& match) { return name(*match.secure); }
  static std::string found(Match const& /*match*/, Facts const& facts) { return name(facts.connection.secure); }
};

struct ServiceOfPath : Single<&Match::service> {
  static constexpr Stage stage = Stage::request;
  static std::optional<wusp::Service> of(Facts const& facts) {
    return is_known(stage, facts) ? wusp::service_at(facts.request->path()) : std::nullopt;
  }
  static void read(config::Node const& node, Match& match) {
    std::vector<std::string> names;
    for (auto const& service : wusp::services()) names.emplace_back(service.name);
    auto const name = node.word(names);
    for (auto const& service : wusp::services()) {
      if (service.name == name) match.service = service.service;
    }
  }
  static bool holds(Match const& match, Facts const& facts) { return of(facts) == match.service; }
  static std::string wanted(Match const& match) { return std::string(wusp::info(*match.service).name); }
  static std::string found(Match const& /*match*/, Facts const& facts) {
    auto const service = of(facts);
    return service ? std::string(wusp::info(*service).name) : "no service";
  }
};

struct Headers {
  static constexpr Stage stage = Stage::request;
  static constexpr bool (*excludes)(Match const&, Match const&) = nullptr;
  static bool is_set(Match const& match) { return !match.headers.empty(); }
  /// A map from names to patterns; a name without a value: the header must be there.
  static void read(config::Node const& node, Match& match) {
    for (auto const& name : node.keys()) {
      HeaderPattern header{.name = name};
      if (auto const value = node.child(name)) header.value = Pattern{config::read_line(*value)};
      match.headers.push_back(std::move(header));
    }
    if (match.headers.empty()) node.fail("no header", "names with patterns, as in {X-Test: 'a*'}");
  }
  static std::optional<std::string_view> value_of(HeaderPattern const& header, Facts const& facts) {
    if (!is_known(stage, facts) || facts.request->headers == nullptr) return std::nullopt;
    return facts.request->headers->find(header.name);
  }
  static bool one_holds(HeaderPattern const& header, Facts const& facts) {
    auto const value = value_of(header, facts);
    return value && (!header.value || header.value->matches(*value));
  }
  static bool holds(Match const& match, Facts const& facts) {
    return std::all_of(match.headers.begin(), match.headers.end(),
                       [&](HeaderPattern const& header) { return one_holds(header, facts); });
  }
  static std::string wanted(Match const& match) {
    std::vector<std::string> texts;
    for (auto const& header : match.headers)
      texts.push_back(fmt::format("{}: {}", header.name, header.value ? header.value->text : "anything"));
    return fmt::format("{}", fmt::join(texts, ", "));
  }
  static std::string found(Match const& match, Facts const& facts) {
    std::vector<std::string> texts;
    for (auto const& header : match.headers)
      texts.push_back(fmt::format("{}: {}", header.name, value_of(header, facts).value_or("(none)")));
    return fmt::format("{}", fmt::join(texts, ", "));
  }
  static bool covers(Match const& wide, Match const& narrow) {
    return std::all_of(wide.headers.begin(), wide.headers.end(), [&](HeaderPattern const& header) {
      return std::find(narrow.headers.begin(), narrow.headers.end(), header) != narrow.headers.end();
    });
  }
};

using Version = std::vector<std::uint32_t>;

/// "10.0.10011.16384": up to four numbers; empty when it is none.
std::optional<Version> version_of(std::string_view text) {
  Version version;
  auto const* at = text.data();
  auto const* const end = at + text.size();
  for (;;) {
    std::uint32_t part = 0;
    auto const [rest, error] = std::from_chars(at, end, part);
    if (error != std::errc{} || version.size() == 4) return std::nullopt;
    version.push_back(part);
    if (rest == end) break;
    if (*rest != '.') return std::nullopt;
    at = rest + 1;
  }
  version.resize(4, 0);
  return version;
}

struct Agent {
  static constexpr Stage stage = Stage::request;
  static bool is_set(Match const& match) { return match.agent.has_value(); }
  static Version read_version(config::Node const& node) {
    auto version = version_of(node.text());
    if (!version) node.fail(fmt::format("'{}'", node.text()), "a version such as 10.0 or 7.6.7600.320");
    return *version;
  }
  static void read(config::Node const& node, Match& match) {
    config::allow_only(node, {"at_least", "below"});
    auto& versions = match.agent.emplace();
    versions.least.assign(4, 0);
    if (auto const least = node.child("at_least")) versions.least = read_version(*least);
    if (auto const below = node.child("below")) versions.below = read_version(*below);
    if (!node.child("at_least") && !node.child("below")) node.fail("no bound", "at_least, below or both");
    if (versions.below && versions.least >= *versions.below)
      node.fail("a range without versions", "at_least smaller than below");
  }
  /// "Windows-Update-Agent/7.6.7600.320 ..." or "Windows-Update-Agent" alone, which is version 0.
  static std::optional<Version> of(Facts const& facts) {
    if (!is_known(stage, facts)) return std::nullopt;
    constexpr std::string_view product = "Windows-Update-Agent";
    auto text = facts.request->user_agent;
    if (!text.starts_with(product)) return std::nullopt;
    text.remove_prefix(product.size());
    if (!text.starts_with('/')) return Version(4, 0);
    text.remove_prefix(1);
    return version_of(text.substr(0, text.find(' ')));
  }
  static bool holds(Match const& match, Facts const& facts) {
    auto const version = of(facts);
    return version && *version >= match.agent->least && (!match.agent->below || *version < *match.agent->below);
  }
  static std::string wanted(Match const& match) {
    auto const least = fmt::format("at least {}", fmt::join(match.agent->least, "."));
    return match.agent->below ? fmt::format("{} and below {}", least, fmt::join(*match.agent->below, ".")) : least;
  }
  static std::string found(Match const& /*match*/, Facts const& facts) {
    return quoted(is_known(stage, facts) ? facts.request->user_agent : std::string_view());
  }
  static bool covers(Match const& wide, Match const& narrow) {
    bool const above = wide.agent->least <= narrow.agent->least;
    return above && (!wide.agent->below || (narrow.agent->below && *narrow.agent->below <= *wide.agent->below));
  }
  static bool excludes(Match const& one, Match const& other) {
    return (one.agent->below && *one.agent->below <= other.agent->least) ||
           (other.agent->below && *other.agent->below <= one.agent->least);
  }
};

}  // namespace

std::vector<MatchField> const& match_fields() {
  static std::vector<MatchField> const fields{
      field<Listener>("listener"),
      field<Patterns<&Match::client_addresses, address_of, Stage::connection>>("address"),
      field<Patterns<&Match::methods, method_of, Stage::request>>("method"),
      field<Patterns<&Match::paths, path_of, Stage::request>>("path"),
      field<ServiceOfPath>("service"),
      field<Headers>("header"),
      field<Agent>("agent"),
      field<Words<&Match::operations, operation_of, read_operation_name, as_it_is>>("operation"),
      field<Words<&Match::client_ids, client_id_of, read_client_id, comparable_client_id>>("client_id"),
      field<Patterns<&Match::dns_names, dns_name_of, Stage::call>>("dns_name"),
      field<Patterns<&Match::target_groups, target_group_of, Stage::call>>("target_group"),
      field<Numbers<&Match::installed_non_leaf, installed_of, Stage::call>>("InstalledNonLeafUpdateIDs"),
      field<Numbers<&Match::other_cached, cached_of, Stage::call>>("OtherCachedUpdateIDs"),
      field<Numbers<&Match::cached_drivers, drivers_of, Stage::call>>("CachedDriverIDs"),
      field<Numbers<&Match::status, status_of, Stage::reply>>("status"),
  };
  return fields;
}

}  // namespace wsus::faults
