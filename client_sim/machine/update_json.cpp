// A cached update with its details as JSON. What is empty is not written: a machine may have 22,000 updates.
#include "client_sim/machine/update_json.hpp"

#include <fmt/format.h>

#include <array>
#include <memory>
#include <utility>

namespace wsus::machine {

namespace {

namespace json = boost::json;

constexpr std::array<std::pair<CacheList, std::string_view>, 3> list_names{{
    {CacheList::installed_non_leaf, "installed_non_leaf"},
    {CacheList::other, "other"},
    {CacheList::driver, "driver"},
}};

constexpr std::array<std::pair<UpdateProgress, std::string_view>, 5> progress_names{{
    {UpdateProgress::none, "none"},
    {UpdateProgress::downloaded, "downloaded"},
    {UpdateProgress::installed, "installed"},
    {UpdateProgress::pending_reboot, "pending_reboot"},
    {UpdateProgress::failed, "failed"},
}};

template <typename Names, typename Value>
std::string_view name_in(Names const& names, Value wanted) {
  for (auto const& [value, name] : names) {
    if (value == wanted) return name;
  }
  return names.front().second;
}

template <typename Names>
auto read_name(Names const& names, JsonReader const& from) {
  auto const text = from.text();
  std::string known;
  for (auto const& [value, name] : names) {
    if (name == text) return value;
    if (!known.empty()) known += ", ";
    known += name;
  }
  from.refuse(fmt::format("one of {}", known));
}

json::object write_file(UpdateFile const& file) {
  json::object object{{"name", file.name},
                      {"size", file.size},
                      {"sha1", to_hex_text(file.sha1)},
                      {"sha256", to_hex_text(file.sha256)},
                      {"url", file.url}};
  if (file.is_license) object["is_license"] = true;
  return object;
}

UpdateFile read_file(JsonReader const& from) {
  from.expect_members({"name", "size", "sha1", "sha256", "url"}, {"is_license"});
  return {.name = from.at("name").text(),
          .size = from.at("size").integer<std::uint64_t>(),
          .sha1 = read_hex(from.at("sha1")),
          .sha256 = read_hex(from.at("sha256")),
          .url = from.at("url").text(),
          .is_license = from.has("is_license") && from.at("is_license").boolean()};
}

json::object write_details(UpdateDetails const& details) {
  json::array files;
  for (auto const& file : details.files) files.push_back(write_file(file));
  json::array codes;
  for (auto const& row : details.return_codes) {
    codes.push_back(json::object{{"code", row.code}, {"result", row.result}, {"reboot", row.reboot}});
  }
  return {{"title", details.title},
          {"handler", details.handler},
          {"files", std::move(files)},
          {"reboot_required", details.reboot_required},
          {"reboot_by_default", details.reboot_by_default},
          {"return_codes", std::move(codes)},
          {"default_result", details.default_result}};
}

HandlerReturnCode read_return_code(JsonReader const& from) {
  from.expect_members({"code", "result", "reboot"});
  return {.code = from.at("code").integer<int>(),
          .result = from.at("result").text(),
          .reboot = from.at("reboot").boolean()};
}

UpdateDetails read_details(JsonReader const& from) {
  from.expect_members({"title", "handler", "files", "reboot_required", "return_codes", "default_result"},
                      {"reboot_by_default"});
  UpdateDetails details{.title = from.at("title").text(),
                        .handler = from.at("handler").text(),
                        .reboot_required = from.at("reboot_required").boolean(),
                        .default_result = from.at("default_result").text()};
  if (from.has("reboot_by_default")) details.reboot_by_default = from.at("reboot_by_default").boolean();
  for (auto const& file : from.at("files").items()) details.files.push_back(read_file(file));
  for (auto const& row : from.at("return_codes").items()) details.return_codes.push_back(read_return_code(row));
  return details;
}

void read_newer_members(JsonReader const& from, CachedUpdate& update, FragmentSource& fragments) {
  if (from.has("core_size")) update.core_xml = fragments.take(from.at("core_size"));
  if (from.has("core_xml")) update.core_xml = std::make_shared<std::string const>(from.at("core_xml").text());
  if (from.has("deployment_id")) update.deployment_id = from.at("deployment_id").integer<int>();
  if (from.has("deadline")) update.deadline = from.at("deadline").text();
  if (from.has("details")) update.details = read_details(from.at("details"));
  if (from.has("progress")) update.progress = read_name(progress_names, from.at("progress"));
  if (from.has("bundled_updates")) update.bundled_updates = read_guids(from.at("bundled_updates"));
  if (from.has("superseded_updates")) update.superseded_updates = read_guids(from.at("superseded_updates"));
  if (from.has("install_failures")) update.install_failures = from.at("install_failures").integer<unsigned>();
  if (from.has("device_id")) update.device_id = from.at("device_id").text();
}

}  // namespace

std::string to_hex_text(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (char const c : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return text;
}

std::string read_hex(JsonReader const& from) {
  constexpr std::string_view digits = "0123456789abcdef";
  auto const text = from.text();
  if (text.size() % 2 != 0 || text.find_first_not_of(digits) != std::string::npos) from.refuse("bytes in hexadecimal");
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    bytes.push_back(static_cast<char>(digits.find(text[i]) * 16 + digits.find(text[i + 1])));
  }
  return bytes;
}

wusp::Guid read_guid(JsonReader const& from) {
  auto const guid = wusp::parse_guid(from.text());
  if (!guid) from.refuse("a GUID");
  return *guid;
}

std::vector<wusp::Guid> read_guids(JsonReader const& from) {
  std::vector<wusp::Guid> guids;
  for (auto const& item : from.items()) guids.push_back(read_guid(item));
  return guids;
}

wusp::UtcTime read_time(JsonReader const& from) {
  auto const time = wusp::parse_xsd_date_time(from.text());
  if (!time) from.refuse("a time such as 2026-10-04T16:03:35.9967236Z");
  return *time;
}

json::object write_update(CachedUpdate const& update) {
  json::object object{{"revision_id", update.revision_id},
                      {"update_id", wusp::to_string(update.update_id)},
                      {"revision_number", update.revision_number},
                      {"is_leaf", update.is_leaf},
                      {"list", name_in(list_names, update.list)},
                      {"action", update.action},
                      {"is_category", update.is_category},
                      {"needed", update.needed},
                      {"installed", update.installed}};
  if (update.core_xml) object["core_size"] = update.core_xml->size();
  if (update.deployment_id != 0) object["deployment_id"] = update.deployment_id;
  if (!update.deadline.empty()) object["deadline"] = update.deadline;
  if (update.details) object["details"] = write_details(*update.details);
  if (update.progress != UpdateProgress::none) object["progress"] = name_in(progress_names, update.progress);
  if (!update.bundled_updates.empty()) object["bundled_updates"] = write_guids(update.bundled_updates);
  if (!update.superseded_updates.empty()) object["superseded_updates"] = write_guids(update.superseded_updates);
  if (update.install_failures != 0) object["install_failures"] = update.install_failures;
  if (!update.device_id.empty()) object["device_id"] = update.device_id;
  return object;
}

CachedUpdate read_update(JsonReader const& from, FragmentSource& fragments) {
  from.expect_members({"revision_id", "update_id", "revision_number", "is_leaf", "list", "action", "is_category",
                       "needed", "installed"},
                      {"core_xml", "core_size", "deployment_id", "deadline", "details", "progress", "bundled_updates",
                       "superseded_updates", "install_failures", "device_id"});
  CachedUpdate update{.revision_id = from.at("revision_id").integer<int>(),
                      .update_id = read_guid(from.at("update_id")),
                      .revision_number = from.at("revision_number").integer<int>(),
                      .is_leaf = from.at("is_leaf").boolean(),
                      .list = read_name(list_names, from.at("list")),
                      .action = from.at("action").text(),
                      .is_category = from.at("is_category").boolean(),
                      .needed = from.at("needed").boolean(),
                      .installed = from.at("installed").boolean()};
  read_newer_members(from, update, fragments);
  return update;
}

}  // namespace wsus::machine
