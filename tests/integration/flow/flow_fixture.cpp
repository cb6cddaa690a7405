// Servers, PCs and readings of flow tests: see flow_fixture.hpp.
#include "tests/integration/flow/flow_fixture.hpp"

#include "server/catalogue/content.hpp"

#include <algorithm>
#include <charconv>

namespace wsus::test {

wusp::Guid update_guid(int number) {
  return wusp::guid_from_bits(0x1111'2222'3333'4444U, static_cast<std::uint64_t>(number));
}

domain::Revision needed_update(int id) {
  auto const approved = *wusp::parse_xsd_date_time("2026-09-01T10:00:00Z");
  domain::Revision update;
  update.id = id;
  update.identity = {.update_id = update_guid(id), .revision_number = 200};
  update.explicitly_deployable = true;
  update.is_installed = "<False />";
  update.is_installable = "<True />";
  update.title = "Update (KB" + std::to_string(5'000'000 + id) + ")";
  update.handler = "CommandLineInstallation";
  update.deployment = {.id = 1'000 + id, .action = domain::DeploymentAction::install, .last_change = approved};
  return update;
}

domain::Revision needed_update(int id, std::uint64_t file_size) {
  auto update = needed_update(id);
  update.files.push_back(catalogue::make_file(static_cast<std::uint64_t>(id), "update.cab", file_size,
                                              *wusp::parse_xsd_date_time("2026-09-01T10:00:00Z")));
  return update;
}

std::vector<int> event_ids(std::string_view body) {
  constexpr std::string_view tag = "EventID>";
  std::vector<int> ids;
  for (auto at = body.find(tag); at != std::string_view::npos; at = body.find(tag, at + tag.size())) {
    auto const* const digits = body.data() + at + tag.size();
    int id = 0;
    auto const [end, error] = std::from_chars(digits, body.data() + body.size(), id);
    if (error == std::errc{}) ids.push_back(id);  // the end tag has no number behind it
  }
  return ids;
}

FlowTest::FlowTest() {
  auto const* const test = testing::UnitTest::GetInstance()->current_test_info();
  std::string name = std::string("wsus-flow-") + test->test_suite_name() + "-" + test->name();
  std::ranges::replace(name, '/', '-');
  folder_ = std::filesystem::path(testing::TempDir()) / name;
  std::filesystem::remove_all(folder_);
  std::filesystem::create_directories(folder_);
}

FlowTest::~FlowTest() { std::filesystem::remove_all(folder_); }

server::ServerConfig FlowTest::config_of(std::vector<domain::Revision> revisions) const {
  server::ServerConfig config;
  config.catalogue = std::make_shared<domain::Catalogue const>(std::move(revisions));
  config.settings.config_last_change = *wusp::parse_xsd_date_time("2026-10-04T13:17:07.59Z");
  config.journal_body_bytes = 16'000'000;
  return config;
}

server::WsusServer& FlowTest::serve(server::ServerConfig config) {
  server_.reset();
  server_ = std::make_unique<server::WsusServer>(std::move(config), clock_);
  return *server_;
}

std::unique_ptr<client::SimulatedPc> FlowTest::make_pc(machine::MachineOptions options,
                                                       agent::AgentSettings settings) const {
  options.server_url = server_->url();
  return std::make_unique<client::SimulatedPc>(std::move(options), clock_, std::move(settings));
}

std::vector<journal::Entry> FlowTest::calls_of(std::string_view operation) const {
  auto entries = server_->journal().entries();
  std::erase_if(entries, [&](journal::Entry const& entry) { return entry.operation != operation; });
  return entries;
}

std::vector<std::string> FlowTest::operations(std::uint64_t since) const {
  std::vector<std::string> names;
  for (auto const& entry : server_->journal().since(since)) {
    if (!entry.operation.empty()) names.push_back(entry.operation);
  }
  return names;
}

std::vector<journal::Entry> FlowTest::content_requests() const {
  auto entries = server_->journal().entries();
  std::erase_if(entries, [](journal::Entry const& entry) { return !entry.target.starts_with("/Content/"); });
  return entries;
}

std::vector<std::vector<int>> FlowTest::reported_events() const {
  std::vector<std::vector<int>> batches;
  for (auto const& entry : calls_of("ReportEventBatch")) batches.push_back(event_ids(entry.request_body));
  return batches;
}

std::string FlowTest::status_of(int update) const {
  auto const computers = server_->state().computers().all();
  if (computers.size() != 1) return std::to_string(computers.size()) + " computers";
  auto const row = computers.front().status.find(update_guid(update));
  return row == computers.front().status.end() ? std::string() : std::string(domain::to_string(row->second));
}

std::string agent_log(client::SimulatedPc& pc) {
  auto& machine = pc.machine();
  return machine.files().read_as_system(machine.agent_log_path()).value_or("");
}

}  // namespace wsus::test
