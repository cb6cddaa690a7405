// wsus-mock --state as a process: killed at any moment it has lost nothing that it had answered.
#include "client_sim/app/simulated_pc.hpp"
#include "tests/integration/programs/process.hpp"
#include "tests/support/wusp_driver.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <map>
#include <random>
#include <thread>

namespace wsus::test {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAreArray;
using testing::Field;
using testing::HasSubstr;
using testing::Not;

namespace json = boost::json;

class WsusMockState : public testing::Test {
protected:
  void SetUp() override {
    folder_ = fresh_folder(testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(folder_ / "other");
  }
  void TearDown() override {
    mock_.reset();
    std::filesystem::remove_all(folder_);
  }

  void start(std::vector<std::string> const& options = {"--state", "state.db"}) {
    std::filesystem::remove(folder_ / "ports.json");
    std::vector<std::string> command{WSUS_MOCK,    "--http",    "127.0.0.1:0", "--ports-file",
                                     "ports.json", "--catalog", "c.yaml"};
    std::ofstream(folder_ / "c.yaml") << "generate: {revisions: 60, installed_non_leaf: 10}\n";
    command.insert(command.end(), options.begin(), options.end());
    mock_.emplace(command, folder_);
    mock_->wait_for(folder_ / "ports.json");
    port_ = json::parse(read_file(folder_ / "ports.json")).as_object().at("http").to_number<std::uint16_t>();
  }
  /// kill -9; returns when the process has ended.
  void kill_it() { mock_.reset(); }

  /// A program that runs to its end beside the server, with the same folder of files.
  [[nodiscard]] Finished mock(std::vector<std::string> words, std::string const& input = {}) const {
    words.insert(words.begin(), WSUS_MOCK);
    return run(words, folder_ / "other", input);
  }
  [[nodiscard]] json::object exported() const {
    auto const end = mock({"export", "--state", "../state.db"});
    EXPECT_EQ(end.exit_code, 0) << end.errors;
    return json::parse(end.output).as_object();
  }

  std::filesystem::path folder_;
  std::optional<Background> mock_;
  std::uint16_t port_ = 0;
};

/// A client that remembers what it was answered.
class Client {
public:
  explicit Client(int number) : id_(fmt::format("e1da06a3-5601-43c9-bac3-{:012}", number)) {}

  [[nodiscard]] std::string const& id() const { return id_; }
  [[nodiscard]] std::vector<int> const& acknowledged() const { return acknowledged_; }
  [[nodiscard]] bool is_registered() const { return registered_; }
  /// The number of an event that was sent, and whose answer never came.
  [[nodiscard]] int in_doubt() const { return next_ - 1; }

  /// One call further: the handshake call by call, then events without end. Throws, or false, when the server is gone.
  bool step(std::uint16_t port) {
    auto driver = driver_at(port);
    if (state_.last_change.empty()) return took(driver.get_config(), driver);
    if (state_.authorization_data.empty()) return took(driver.get_authorization_cookie(id_), driver);
    if (state_.encrypted_data.empty()) return took(driver.get_cookie(), driver);
    if (!registered_) return registered_ = took(driver.register_computer(), driver);
    int const number = next_++;
    auto const reply = driver.call(
        wusp::Service::reporting, "ReportEventBatch",
        fmt::format(
            "{}<clientTime>2026-10-04T15:04:00Z</clientTime><eventBatch><ReportingEvent><BasicData>"
            "<SequenceNumber>{}</SequenceNumber><TimeAtTarget>2026-10-04T15:04:00Z</TimeAtTarget>"
            "<EventInstanceID>6964aab4-c5b5-43bd-a17d-ffb4346a8e1d</EventInstanceID><NamespaceID>1</NamespaceID>"
            "<EventID>183</EventID><SourceID>101</SourceID><Win32HResult>0</Win32HResult></BasicData>"
            "</ReportingEvent></eventBatch>",
            driver.cookie_element(), number));
    if (reply.status != 200) return refused(reply);
    acknowledged_.push_back(number);
    return true;
  }

  /// With the cookie that it has: 200 without another handshake.
  [[nodiscard]] RawReply sync(std::uint16_t port) const { return driver_at(port).sync_updates(); }

private:
  [[nodiscard]] WuspDriver driver_at(std::uint16_t port) const {
    WuspDriver driver(port);
    driver.last_change = state_.last_change;
    driver.authorization_data = state_.authorization_data;
    driver.expiration = state_.expiration;
    driver.encrypted_data = state_.encrypted_data;
    return driver;
  }
  bool took(RawReply const& reply, WuspDriver const& driver) {
    if (reply.status != 200) return refused(reply);
    state_ = driver;
    return true;
  }
  static bool refused(RawReply const& reply) {
    EXPECT_EQ(reply.status, 0u) << "a server that was killed does not refuse: " << reply.body;
    return false;
  }

  std::string id_;
  WuspDriver state_{0};
  std::vector<int> acknowledged_{};
  bool registered_ = false;
  int next_ = 1;
};

/// Steps until the server is gone. `done`: calls that were answered.
void work(Client& client, std::uint16_t port, std::atomic<int>& done) {
  try {
    while (client.step(port)) ++done;
  } catch (std::runtime_error const&) {  // the connection was cut, or could not be made any more
  }
}

/// Two clients at work; killed as soon as so many calls were answered, in the middle of the next ones.
void kill_after(int calls, std::vector<Client*> const& clients, std::uint16_t port,
                std::function<void()> const& kill_it) {
  std::atomic<int> done = 0;
  std::vector<std::thread> threads;
  for (auto* const client : clients) threads.emplace_back([&, client] { work(*client, port, done); });
  while (done < calls) std::this_thread::yield();
  kill_it();
  for (auto& thread : threads) thread.join();
}

/// Sequence numbers of a computer's events.
std::vector<int> events_of(json::object const& computer) {
  std::vector<int> numbers;
  if (auto const* const events = computer.if_contains("events")) {
    for (auto const& event : events->as_array())
      numbers.push_back(event.as_object().at("sequence_number").to_number<int>());
  }
  return numbers;
}

json::object const* find_computer(json::object const& state, std::string const& id) {
  for (auto const& computer : state.at("computers").as_array()) {
    if (computer.as_object().at("client_id").as_string() == id) return &computer.as_object();
  }
  return nullptr;
}

/// Everything that was answered is there; of what was not, at most the call that was under way.
void expect_kept(Client const& client, json::object const& state) {
  auto const* const computer = find_computer(state, client.id());
  if (!client.is_registered()) return;
  ASSERT_NE(computer, nullptr) << client.id();
  EXPECT_TRUE(computer->at("registered").as_bool());
  auto kept = events_of(*computer);
  std::erase_if(kept, [&](int number) {
    return number == client.in_doubt() && (client.acknowledged().empty() || client.acknowledged().back() != number);
  });
  std::erase_if(kept, [&](int number) { return std::ranges::count(client.acknowledged(), number) == 0; });
  auto expected = client.acknowledged();
  if (expected.size() > 290)
    expected.erase(expected.begin(), expected.end() - 290);  // what a computer keeps is bounded
  if (kept.size() > expected.size())
    kept.erase(kept.begin(), kept.end() - static_cast<std::ptrdiff_t>(expected.size()));
  EXPECT_THAT(kept, ElementsAreArray(expected)) << client.id();
}

TEST_F(WsusMockState, KilledAtAnyMomentItHasLostNothingThatItHadAnswered) {
  std::mt19937_64 random(20261004);
  std::vector<Client> clients;
  clients.reserve(40);
  for (int round = 0; round < 15; ++round) {
    start();
    clients.emplace_back(2 * round);
    clients.emplace_back(2 * round + 1);
    Client& old = clients[random() % clients.size()];  // one that goes on over kills, or a new one
    std::vector<Client*> working{&clients[clients.size() - 2], &clients.back()};
    if (&old != working[0] && &old != working[1]) working.push_back(&old);
    kill_after(1 + static_cast<int>(random() % 60), working, port_, [this] { kill_it(); });
    auto const state = exported();  // of the file as the kill has left it
    for (auto const& client : clients) expect_kept(client, state);
  }
  start();
  int synced = 0;
  for (auto const& client : clients) {
    if (!client.is_registered()) continue;
    EXPECT_EQ(client.sync(port_).status, 200u) << client.id() << ": its cookie and registration are good";
    ++synced;
  }
  EXPECT_GT(synced, 10);
}

TEST_F(WsusMockState, WithoutAFileAKillLosesEverything) {
  start({});
  Client client(1);
  kill_after(20, {&client}, port_, [this] { kill_it(); });
  ASSERT_TRUE(client.is_registered());
  start({});
  EXPECT_THAT(client.sync(port_).body, HasSubstr("<ErrorCode>InvalidCookie</ErrorCode>"));
}

/// A machine that knows its server by name, so that the server behind it can be another process.
class NamedPc {
public:
  NamedPc() {
    machine::MachineOptions options;
    options.server_url = "http://wsus.lab.example:8530";
    pc_ = std::make_unique<client::SimulatedPc>(std::move(options), clock_);
    pc_->machine().network().outside = outside_;
    outside_->dns.set("wsus.lab.example", {.address = "10.0.0.5"});
  }
  report::ScanReport const& scan(std::uint16_t port) {
    outside_->listeners[{"10.0.0.5", 8530}] = {"127.0.0.1", port};
    return pc_->scan();
  }

private:
  wusp::SystemClock clock_;
  std::shared_ptr<machine::LabNetwork> outside_ = std::make_shared<machine::LabNetwork>();
  std::unique_ptr<client::SimulatedPc> pc_;
};

auto operation(std::string_view name) { return Field(&report::CallRecord::operation, name); }

TEST_F(WsusMockState, AgentsScanOnAfterKillsWithoutRegisteringAgain) {
  NamedPc pc;
  start();
  auto const first = pc.scan(port_);
  ASSERT_EQ(first.result.hresult, 0) << first.result.message;
  EXPECT_THAT(first.calls, Contains(operation("RegisterComputer")));
  for (int round = 0; round < 5; ++round) {
    kill_it();
    start();
    auto const& again = pc.scan(port_);
    ASSERT_EQ(again.result.hresult, 0) << again.result.message;
    EXPECT_THAT(again.calls, AllOf(Contains(operation("SyncUpdates")), Not(Contains(operation("RegisterComputer"))),
                                   Not(Contains(operation("GetCookie")))));
  }
}

TEST_F(WsusMockState, WithoutAFileTheAgentBeginsAnew) {
  NamedPc pc;
  start({});
  ASSERT_EQ(pc.scan(port_).result.hresult, 0);
  kill_it();
  start({});
  auto const& again = pc.scan(port_);
  EXPECT_THAT(again.calls, AllOf(Contains(operation("GetCookie")), Contains(operation("RegisterComputer"))));
}

TEST_F(WsusMockState, ASecondServerOnTheFileIsRefusedAtOnceWithAWord) {
  start();
  auto const second = mock({"--http", "127.0.0.1:0", "--state", "../state.db"});
  EXPECT_EQ(second.exit_code, 1);
  EXPECT_THAT(second.errors, HasSubstr("wsus-mock: state file '../state.db': another server works with it (process "));
  EXPECT_EQ(WuspDriver(port_).get_config().status, 200u);
  auto const import =
      mock({"import", "--state", "../state.db", "-", "--force"}, R"({"format": "wsus-mock-state", "version": 1})");
  EXPECT_EQ(import.exit_code, 1);
  EXPECT_THAT(import.errors, HasSubstr("another server works with it"));
}

TEST_F(WsusMockState, ExportWorksBesideARunningServerAndImportMakesAnother) {
  start();
  WuspDriver(port_).handshake();
  auto const saved = mock({"export", "--state", "../state.db", "--output", "state.json"});
  EXPECT_EQ(saved.exit_code, 0) << saved.errors;
  EXPECT_EQ(saved.output, "1 computers, 0 decisions and 0 rules are in 'state.json'\n");
  auto const rights = std::filesystem::status(folder_ / "other/state.json").permissions();
  EXPECT_EQ(rights, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  EXPECT_EQ(mock({"import", "--state", "copy.db", "state.json"}).exit_code, 0);
  auto const copy = mock({"export", "--state", "copy.db"});
  EXPECT_EQ(copy.output, read_file(folder_ / "other/state.json"));
  auto const again = mock({"import", "--state", "copy.db", "state.json"});
  EXPECT_EQ(again.exit_code, 1);
  EXPECT_EQ(again.errors, "wsus-mock: state file 'copy.db': is there already; --force replaces what it holds\n");
  EXPECT_EQ(mock({"import", "--state", "copy.db", "--force", "-"}, R"({"format": "wsus-mock-state", "version": 1})")
                .exit_code,
            0);
  EXPECT_THAT(mock({"export", "--state", "copy.db"}).output, HasSubstr("\"computers\": []"));
  EXPECT_THAT(mock({"export", "--state", "../state.db", "--without-key"}).output, Not(HasSubstr("cookie_key")));
}

TEST_F(WsusMockState, ADocumentWithAMistakeIsImportedNotAtAll) {
  auto const bad = mock({"import", "--state", "new.db", "-"},
                        R"({"format": "wsus-mock-state", "version": 1, "computers": [{"client_id": 5}]})");
  EXPECT_EQ(bad.exit_code, 2);
  EXPECT_EQ(bad.errors, "wsus-mock: import -: computers[0].client_id: expected a text\n");
  EXPECT_FALSE(std::filesystem::exists(folder_ / "other/new.db"));
  EXPECT_EQ(mock({"import", "--state", "new.db", "no.json"}).exit_code, 2);
}

TEST_F(WsusMockState, StateFilesThatCannotBeUsedEndTheProgramWithOne) {
  std::ofstream(folder_ / "other/text.db") << "no database\n";
  struct Row {
    std::vector<std::string> words;
    std::string_view told;
  };
  for (auto const& row :
       std::vector<Row>{{{"--http", "127.0.0.1:0", "--state", "text.db"}, "is no state file: not a SQLite database"},
                        {{"--http", "127.0.0.1:0", "--state", "no/state.db"}, "its folder 'no' is not there"},
                        {{"export", "--state", "text.db"}, "is no state file: not a SQLite database"},
                        {{"export", "--state", "none.db"}, "is not there"}}) {
    auto const end = mock(row.words);
    EXPECT_EQ(end.exit_code, 1) << row.told;
    EXPECT_THAT(end.errors, HasSubstr(row.told));
  }
  EXPECT_EQ(read_file(folder_ / "other/text.db"), "no database\n");
  EXPECT_EQ(mock({"export"}).exit_code, 2);
  EXPECT_EQ(mock({"import", "--state", "x.db"}).exit_code, 2);
}

}  // namespace
}  // namespace wsus::test
