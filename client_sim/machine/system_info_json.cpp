// The facts that only applicability rules ask about, as JSON.
#include "client_sim/machine/state_json.hpp"
#include "client_sim/machine/update_json.hpp"

#include <charconv>
#include <utility>

namespace wsus::machine {

namespace {

namespace json = boost::json;

template <typename Texts>
json::array write_texts(Texts const& texts) {
  return json::array(texts.begin(), texts.end());
}

std::set<std::string> read_set(JsonReader const& from) {
  auto const texts = from.texts();
  return {texts.begin(), texts.end()};
}

template <typename T, typename Write>
json::value write_optional(std::optional<T> const& value, Write const& write) {
  if (!value) return nullptr;
  return write(*value);
}

template <typename Read>
auto read_optional(JsonReader const& from, Read const& read) {
  using Value = decltype(read(from));
  return from.is_null() ? std::optional<Value>() : std::optional<Value>(read(from));
}

json::value number(int value) { return value; }
int read_number(JsonReader const& from) { return from.integer<int>(); }
json::value time_text(wusp::UtcTime time) { return json::value(wusp::to_xsd_date_time(time)); }

/// Names and texts.
json::object write_map(std::map<std::string, std::string> const& map) {
  json::object object;
  for (auto const& [name, text] : map) object[name] = text;
  return object;
}

std::map<std::string, std::string> read_map(JsonReader const& from) {
  std::map<std::string, std::string> map;
  for (auto const& [name, value] : from.members()) map.emplace(name, value.text());
  return map;
}

json::object write_metrics(std::map<int, int> const& metrics) {
  json::object object;
  for (auto const& [index, value] : metrics) object[std::to_string(index)] = value;
  return object;
}

std::map<int, int> read_metrics(JsonReader const& from) {
  std::map<int, int> metrics;
  for (auto const& [name, value] : from.members()) {
    int index = 0;
    auto const [end, error] = std::from_chars(name.data(), name.data() + name.size(), index);
    if (error != std::errc{} || end != name.data() + name.size()) value.refuse("a number as the member's name");
    metrics.emplace(index, value.integer<int>());
  }
  return metrics;
}

json::object write_times(std::map<std::string, FileTimes> const& times) {
  json::object object;
  for (auto const& [path, time] : times) {
    object[path] = json::object{{"created", write_optional(time.created, time_text)},
                                {"modified", write_optional(time.modified, time_text)}};
  }
  return object;
}

std::map<std::string, FileTimes> read_times(JsonReader const& from) {
  std::map<std::string, FileTimes> times;
  for (auto const& [path, value] : from.members()) {
    value.expect_members({"created", "modified"});
    times.emplace(path, FileTimes{.created = read_optional(value.at("created"), read_time),
                                  .modified = read_optional(value.at("modified"), read_time)});
  }
  return times;
}

json::value write_licenses(std::map<std::string, std::uint32_t> const& values) {
  json::object object;
  for (auto const& [name, value] : values) object[name] = value;
  return object;
}

std::map<std::string, std::uint32_t> read_licenses(JsonReader const& from) {
  std::map<std::string, std::uint32_t> values;
  for (auto const& [name, value] : from.members()) values.emplace(name, value.integer<std::uint32_t>());
  return values;
}

json::array write_wmi(std::map<std::pair<std::string, std::string>, bool> const& answers) {
  json::array array;
  for (auto const& [query, has_rows] : answers) {
    array.push_back(json::object{{"namespace", query.first}, {"query", query.second}, {"has_rows", has_rows}});
  }
  return array;
}

std::map<std::pair<std::string, std::string>, bool> read_wmi(JsonReader const& from) {
  std::map<std::pair<std::string, std::string>, bool> answers;
  for (auto const& item : from.items()) {
    item.expect_members({"namespace", "query", "has_rows"});
    answers.emplace(std::pair(item.at("namespace").text(), item.at("query").text()), item.at("has_rows").boolean());
  }
  return answers;
}

}  // namespace

json::object write_system_info(SystemInfo const& info) {
  auto const packages = [](std::set<std::string> const& names) { return json::value(write_texts(names)); };
  return {{"service_pack_major", info.service_pack_major},
          {"service_pack_minor", info.service_pack_minor},
          {"suite_mask", info.suite_mask},
          {"number_of_processors", info.number_of_processors},
          {"processor_level", write_optional(info.processor_level, number)},
          {"processor_revision", write_optional(info.processor_revision, number)},
          {"mui_languages", write_texts(info.mui_languages)},
          {"system_metrics", write_metrics(info.system_metrics)},
          {"file_versions", write_map(info.file_versions)},
          {"file_times", write_times(info.file_times)},
          {"clustered", info.clustered},
          {"owned_cluster_resources", write_texts(info.owned_cluster_resources)},
          {"license_values", write_optional(info.license_values, write_licenses)},
          {"wmi_answers", write_wmi(info.wmi_answers)},
          {"cbs_packages", write_optional(info.cbs_packages, packages)},
          {"product_releases", write_map(info.product_releases)}};
}

SystemInfo read_system_info(JsonReader const& from) {
  from.expect_members({"service_pack_major", "service_pack_minor", "suite_mask", "number_of_processors",
                       "processor_level", "processor_revision", "mui_languages", "system_metrics", "file_versions",
                       "file_times", "clustered", "owned_cluster_resources", "license_values", "wmi_answers",
                       "cbs_packages", "product_releases"});
  return {.service_pack_major = from.at("service_pack_major").integer<int>(),
          .service_pack_minor = from.at("service_pack_minor").integer<int>(),
          .suite_mask = from.at("suite_mask").integer<int>(),
          .number_of_processors = from.at("number_of_processors").integer<int>(),
          .processor_level = read_optional(from.at("processor_level"), read_number),
          .processor_revision = read_optional(from.at("processor_revision"), read_number),
          .mui_languages = from.at("mui_languages").texts(),
          .system_metrics = read_metrics(from.at("system_metrics")),
          .file_versions = read_map(from.at("file_versions")),
          .file_times = read_times(from.at("file_times")),
          .clustered = from.at("clustered").boolean(),
          .owned_cluster_resources = read_set(from.at("owned_cluster_resources")),
          .license_values = read_optional(from.at("license_values"), read_licenses),
          .wmi_answers = read_wmi(from.at("wmi_answers")),
          .cbs_packages = read_optional(from.at("cbs_packages"), read_set),
          .product_releases = read_map(from.at("product_releases"))};
}

}  // namespace wsus::machine
