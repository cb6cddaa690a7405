// Fault rules as JSON: see fault_rules_json.hpp.
#include "server/control/fault_rules_json.hpp"

#include "server/config/values.hpp"
#include "server/control/problem.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace wsus::control {
namespace {

namespace json = boost::json;

/// A field of a question cannot be read; what() is a sentence for its author.
class BadField : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// More than any exchange has.
constexpr std::uint64_t most_status = 999;
constexpr std::uint64_t most_ids = std::numeric_limits<std::int32_t>::max();

/// An exchange as values: the facts view into it. Also the headers of its request.
class AskedExchange final : public faults::HeaderLookup {
public:
  explicit AskedExchange(json::object const& question) {
    std::vector<std::string> mistakes;
    for (auto const& [name, value] : question) {
      try {
        read(name, value);
      } catch (BadField const& bad) {
        mistakes.emplace_back(bad.what());
      }
    }
    refuse_body(std::move(mistakes));
    if (path_.empty() && service_) path_ = wusp::info(*service_).path;
  }

  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const override {
    for (auto const& [known, value] : headers_) {
      if (std::ranges::equal(known, name, [](char a, char b) { return lower(a) == lower(b); })) return value;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::vector<std::pair<std::string_view, std::string_view>> all() const override {
    return {headers_.begin(), headers_.end()};
  }

  /// Lifetime: views into this, and into `request` and `call`.
  [[nodiscard]] faults::Facts facts(faults::ExchangeView& request, faults::CallFacts& call) const {
    request.method = method_;
    request.target = path_;
    request.user_agent = user_agent_;
    request.client_address = address_;
    request.secure = secure_;
    request.headers = this;
    call.service = service_.value_or(wusp::Service::client);
    call.operation = operation_;
    call.client_id = client_id_;
    call.dns_name = dns_name_;
    call.target_group = target_group_;
    call.installed_non_leaf_ids = installed_;
    call.other_cached_ids = cached_;
    call.cached_driver_ids = drivers_;
    return {.connection = {.client_address = address_, .secure = secure_},
            .request = &request,
            .call = operation_.empty() ? nullptr : &call,
            .status = status_};
  }

private:
  static char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

  void read(std::string_view name, json::value const& value) {
    std::map<std::string_view, std::string*> const texts{{"address", &address_},    {"method", &method_},
                                                         {"path", &path_},          {"client_id", &client_id_},
                                                         {"dns_name", &dns_name_},  {"target_group", &target_group_},
                                                         {"operation", &operation_}};
    std::map<std::string_view, std::optional<std::size_t>*> const numbers{
        {"InstalledNonLeafUpdateIDs", &installed_}, {"OtherCachedUpdateIDs", &cached_}, {"CachedDriverIDs", &drivers_}};
    if (auto const text = texts.find(name); text != texts.end()) {
      *text->second = text_of(name, value);
      if (name == "operation") service_ = service_of_operation(operation_);
    } else if (auto const number = numbers.find(name); number != numbers.end()) {
      *number->second = number_of(name, value, most_ids);
    } else if (name == "status") {
      status_ = static_cast<unsigned>(number_of(name, value, most_status));
    } else if (name == "listener") {
      secure_ = one_of(name, value, {"http", "https"}) == "https";
    } else if (name == "service") {
      read_service(value);
    } else if (name == "agent") {
      user_agent_ = "Windows-Update-Agent/" + text_of(name, value);
    } else if (name == "header") {
      read_headers(value);
    } else {
      refuse_field(name);
    }
  }

  static std::string text_of(std::string_view name, json::value const& value) {
    if (auto const* const text = value.if_string()) return std::string(*text);
    throw BadField(fmt::format("'{}' is no text", name));
  }

  static std::uint64_t number_of(std::string_view name, json::value const& value, std::uint64_t most) {
    json::error_code error;
    auto const number = value.is_number() ? value.to_number<std::uint64_t>(error) : 0;
    if (value.is_number() && !error && number <= most) return number;
    throw BadField(fmt::format("'{}' is {}; allowed: a whole number from 0 to {}", name, json::serialize(value), most));
  }

  static std::string one_of(std::string_view name, json::value const& value,
                            std::vector<std::string_view> const& allowed) {
    auto word = text_of(name, value);
    if (std::ranges::find(allowed, word) == allowed.end())
      throw BadField(fmt::format("'{}' is '{}'; allowed: {}", name, word, fmt::join(allowed, ", ")));
    return word;
  }

  static std::optional<wusp::Service> service_of_operation(std::string_view name) {
    for (auto const& operation : wusp::operations()) {
      if (operation.name == name) return operation.service;
    }
    throw BadField(fmt::format("no service has an operation '{}'", name));
  }

  void read_service(json::value const& value) {
    std::vector<std::string_view> names;
    for (auto const& service : wusp::services()) names.push_back(service.name);
    auto const name = one_of("service", value, names);
    for (auto const& service : wusp::services()) {
      if (service.name == name) service_ = service.service;
    }
  }

  void read_headers(json::value const& value) {
    auto const* const object = value.if_object();
    if (object == nullptr) throw BadField("'header' is no object of names and values");
    for (auto const& [name, text] : *object) headers_.emplace_back(name, text_of(name, text));
  }

  [[noreturn]] static void refuse_field(std::string_view name) {
    std::vector<std::string_view> known;
    for (auto const& field : faults::match_fields()) known.push_back(field.name);
    auto const near = config::nearest(name, known);
    throw BadField(fmt::format("no field '{}'{}; known: {}", name,
                               near.empty() ? "" : fmt::format(" (did you mean '{}'?)", near), fmt::join(known, ", ")));
  }

  bool secure_ = false;
  std::string address_ = "127.0.0.1";
  std::string method_ = "POST";
  std::string path_{};
  std::string user_agent_{};
  std::vector<std::pair<std::string, std::string>> headers_{};
  std::optional<wusp::Service> service_{};
  std::string operation_{};
  std::string client_id_{};
  std::string dns_name_{};
  std::string target_group_{};
  std::optional<std::size_t> installed_{};
  std::optional<std::size_t> cached_{};
  std::optional<std::size_t> drivers_{};
  unsigned status_ = 200;
};

json::object to_json(faults::RuleBook::Explanation const& one) {
  json::array differs;
  for (auto const& mismatch : one.differs)
    differs.push_back({{"field", mismatch.field}, {"wanted", mismatch.wanted}, {"found", mismatch.found}});
  return {{"rule", one.rule}, {"differs", std::move(differs)}, {"otherwise", one.otherwise}};
}

std::string place_text(faults::Place const& place) { return fmt::format("{}:{}", place.file, place.line); }

}  // namespace

json::object to_json(faults::RuleBook::Row const& row) {
  auto const& rule = *row.rule;
  auto const& state = row.state;
  return {{"name", rule.name},
          {"fault", rule.kind},
          {"place", place_text(rule.place)},
          {"enabled", rule.enabled},
          {"matched", state.matched},
          {"injected", state.injected},
          {"under_way", state.under_way},
          {"clients", state.clients},
          {"rule", rule.source.empty() ? json::value() : json::parse(rule.source)}};
}

json::array to_json(faults::RuleBook const& rules) {
  json::array list;
  for (auto const& row : rules.rows()) list.push_back(to_json(row));
  return list;
}

json::array to_json(std::vector<faults::RuleRemark> const& remarks) {
  json::array list;
  for (auto const& remark : remarks) {
    bool const never = remark.gravity == faults::RuleRemark::Gravity::unreachable;
    list.push_back({{"rule", remark.rule},
                    {"place", place_text(remark.place)},
                    {"gravity", never ? "unreachable" : "overlapping"},
                    {"text", remark.text}});
  }
  return list;
}

json::object why(faults::RuleBook const& rules, json::object const& question) {
  AskedExchange const asked(question);
  faults::ExchangeView request;
  faults::CallFacts call;
  json::array list;
  for (auto const& one : rules.explain(asked.facts(request, call))) list.push_back(to_json(one));
  return {{"rules", std::move(list)}};
}

}  // namespace wsus::control
