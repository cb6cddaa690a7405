// Registry, services, random state and file list as JSON.
#include "client_sim/machine/state_json.hpp"

#include <array>
#include <locale>
#include <sstream>
#include <utility>

namespace wsus::machine {

namespace {

namespace json = boost::json;
using windows::Access;

constexpr std::array<std::pair<ServiceState, std::string_view>, 2> state_names{{
    {ServiceState::stopped, "stopped"},
    {ServiceState::running, "running"},
}};
constexpr std::array<std::pair<StartType, std::string_view>, 4> start_names{{
    {StartType::automatic, "automatic"},
    {StartType::delayed, "delayed"},
    {StartType::manual, "manual"},
    {StartType::disabled, "disabled"},
}};
constexpr std::array<std::pair<Access, std::string_view>, 5> access_names{{
    {Access::none, "none"},
    {Access::read, "read"},
    {Access::write, "write"},
    {Access::modify, "modify"},
    {Access::full, "full"},
}};

template <class Table, class Value>
std::string_view name_in(Table const& table, Value value) {
  for (auto const& [known, name] : table) {
    if (known == value) return name;
  }
  return {};
}

template <class Table>
auto read_name(Table const& table, JsonReader const& from) {
  auto const text = from.text();
  std::string known;
  for (auto const& [value, name] : table) {
    if (name == text) return value;
    known += (known.empty() ? "one of " : ", ") + std::string(name);
  }
  from.refuse(known);
}

Registry read_registry(JsonReader const& from) {
  Registry registry;
  for (auto const& key : from.items()) {
    key.expect_members({"path", "values"});
    auto const path = key.at("path").text();
    if (!Registry::normalise(path)) key.at("path").refuse("the path of a registry key");
    registry.create_key(path);
    for (auto const& [name, value] : key.at("values").members()) registry.set(path, name, read_registry_value(value));
  }
  return registry;
}

json::object write_services(std::map<std::string, ServiceSetting> const& services) {
  json::object result;
  for (auto const& [name, setting] : services) {
    result[name] =
        json::object{{"state", name_in(state_names, setting.state)}, {"start", name_in(start_names, setting.start)}};
  }
  return result;
}

/// Older programs wrote one word: "running", "stopped" or "disabled".
ServiceSetting read_setting(JsonReader const& from, WindowsService const& service) {
  if (from.is_text()) {
    if (from.text() == "disabled") return {ServiceState::stopped, StartType::disabled};
    return {read_name(state_names, from), service.setting.start};
  }
  from.expect_members({"state", "start"});
  return {read_name(state_names, from.at("state")), read_name(start_names, from.at("start"))};
}

std::map<std::string, ServiceSetting> read_services(JsonReader const& from) {
  std::map<std::string, ServiceSetting> services;
  WindowsServices const known;
  for (auto const& [name, setting] : from.members()) {
    auto const* const service = known.find(name);
    if (service == nullptr) setting.refuse("a service of the machine as the member's name");
    services.emplace(name, read_setting(setting, *service));
  }
  return services;
}

// The standard fixes the textual form of the engine's state, so it may move between compilers.
std::string write_random(std::mt19937_64 const& random) {
  std::ostringstream stream;
  stream.imbue(std::locale::classic());
  stream << random;
  return stream.str();
}

std::mt19937_64 read_random(JsonReader const& from) {
  std::istringstream stream(from.text());
  stream.imbue(std::locale::classic());
  std::mt19937_64 random;
  stream >> random;
  if (!stream) from.refuse("the state of the random number generator");
  return random;
}

// Paths become names of real files: nothing may lead out of the folder that they belong in.
std::string read_path(JsonReader const& from) {
  auto path = from.text();
  bool const absolute = path.starts_with(R"(C:\)") && path.size() > 3 && windows::absolute_path({}, path) == path;
  if (!absolute || path.find('\0') != std::string::npos) from.refuse(R"(a path such as C:\Windows\WindowsUpdate.log)");
  return path;
}

ListedFile read_file(JsonReader const& from) {
  from.expect_members({"path", "size", "owner", "access"});
  ListedFile result;
  result.file.path = read_path(from.at("path"));
  result.size = from.at("size").integer<std::size_t>();
  result.file.security.owner = from.at("owner").text();
  result.file.security.access.clear();
  for (auto const& [name, right] : from.at("access").members()) {
    result.file.security.access.emplace(name, read_name(access_names, right));
  }
  return result;
}

}  // namespace

json::object write_registry_value(RegistryValue const& value) {
  json::value data(value.text);
  if (value.type == "REG_DWORD") data = value.dword;
  return {{"type", value.type}, {"data", std::move(data)}};
}

RegistryValue read_registry_value(JsonReader const& from) {
  from.expect_members({"type", "data"});
  RegistryValue value{.type = from.at("type").text()};
  if (value.type == "REG_DWORD") {
    value.dword = from.at("data").integer<std::uint32_t>();
  } else {
    value.text = from.at("data").text();
  }
  return value;
}

json::array write_registry(Registry const& registry) {
  json::array keys;
  for (auto const& key : registry.all()) {
    json::object values;
    for (auto const& [name, value] : key.values) values[name] = write_registry_value(value);
    keys.push_back(json::object{{"path", key.path}, {"values", std::move(values)}});
  }
  return keys;
}

json::array write_files(std::vector<SnapshotFile> const& files) {
  json::array result;
  for (auto const& file : files) {
    json::object access;
    for (auto const& [name, right] : file.security.access) access[name] = name_in(access_names, right);
    result.push_back(json::object{{"path", file.path},
                                  {"size", file.content.size()},
                                  {"owner", file.security.owner},
                                  {"access", std::move(access)}});
  }
  return result;
}

void write_snapshot(json::object& to, MachineSnapshot const& snapshot) {
  to["services"] = write_services(snapshot.services);
  to["system_state"] = write_system_state(snapshot.system_state);
  to["registry"] = write_registry(snapshot.registry);
  to["data_store"] = write_data_store(snapshot.data_store);
  to["hardware"] = write_hardware(snapshot.hardware);
  to["system_info"] = write_system_info(snapshot.system_info);
  to["folders"] = json::array(snapshot.files.directories.begin(), snapshot.files.directories.end());
  to["files"] = write_files(snapshot.files.files);
  to["random"] = write_random(snapshot.random);
}

ReadSnapshot read_snapshot(JsonReader const& from, FragmentSource& fragments) {
  ReadSnapshot result;
  result.snapshot.services = read_services(from.at("services"));
  result.snapshot.registry = read_registry(from.at("registry"));
  result.snapshot.data_store = read_data_store(from.at("data_store"), fragments);
  if (from.has("system_state")) result.snapshot.system_state = read_system_state(from.at("system_state"));
  if (from.has("hardware")) result.snapshot.hardware = read_hardware(from.at("hardware"));
  if (from.has("system_info")) result.snapshot.system_info = read_system_info(from.at("system_info"));
  for (auto const& folder : from.at("folders").items()) {
    result.snapshot.files.directories.push_back(read_path(folder));
  }
  for (auto const& file : from.at("files").items()) result.files.push_back(read_file(file));
  result.snapshot.random = read_random(from.at("random"));
  return result;
}

}  // namespace wsus::machine
