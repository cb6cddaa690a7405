// Sessions of downloads and installs against a content server that is a map.
#pragma once

#include "client_sim/agent/reporting.hpp"
#include "client_sim/agent/update_session.hpp"
#include "tests/unit/client_sim/agent/healthy_server.hpp"

#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace wsus::agent::testing {

inline std::string padded(std::string text, std::size_t size) {
  text.resize(size, '.');
  return text;
}
/// The bytes themselves, cut or filled to the size of a digest.
inline Digests toy_digests() {
  auto const digest = [](std::size_t size) {
    return [size](std::string_view bytes) { return padded(std::string(bytes), size); };
  };
  return {digest(20), digest(32)};
}

/// A file whose name, URL and content are the same text.
inline machine::UpdateFile file(std::string const& content) {
  return {.name = content + ".exe",
          .size = content.size(),
          .sha1 = padded(content, 20),
          .sha256 = padded(content, 32),
          .url = "http://wsus.lab.example:8530/Content/" + content};
}

class Session : public ScanFixture {
protected:
  explicit Session(machine::Profile profile = machine::Profile::w10) : ScanFixture(profile) {
    machine.data_store().cookie = server.cookie;
  }

  machine::CachedUpdate& add(int id, std::vector<machine::UpdateFile> files, std::string deployed = "Install") {
    auto& update = machine.data_store().updates.edit()[id];
    update = {.revision_id = id,
              .update_id = guid(id),
              .revision_number = 100,
              .action = std::move(deployed),
              .needed = true,
              .details = machine::UpdateDetails{.title = "Update " + std::to_string(id), .files = std::move(files)}};
    return update;
  }

  /// Runs a session whose content server knows `content` by URL; others are 404. Reports are answered.
  UpdateResult run(std::vector<int> ids, AgentSettings settings = {}) {
    UpdateSession session(machine, *log, std::move(settings), toy_digests(), std::move(ids));
    auto next = session.start();
    while (!std::holds_alternative<UpdatesFinished>(next)) {
      if (auto const* call = std::get_if<AddressedCall>(&next)) {
        batches.push_back(std::get<ReportEventBatchCall>(call->call).events);
        next = session.resume(report_answer);
      } else {
        serve(session.download());
        next = session.resume_download();
      }
    }
    return std::get<UpdatesFinished>(next).result;
  }
  void serve(FileDownload& download) {
    while (auto const request = download.next()) {
      requested.push_back(request->url);
      auto const found = content.find(request->url);
      if (!reachable) {
        download.answered(*request, TransportFailure{12007, "no such name"});
        continue;
      }
      ContentAnswer answer{.status = 404, .reason = "Not Found"};
      if (found != content.end()) answer = {.status = 200, .body = found->second};
      if (found != content.end() && request->range && request->user_agent.starts_with("Microsoft BITS")) {
        auto const [first, last] = *request->range;
        answer = {.status = 206, .range = request->range, .body = found->second.substr(first, last - first + 1)};
      }
      download.answered(*request, answer);
    }
  }
  void offer(std::string const& text) { content["http://wsus.lab.example:8530/Content/" + text] = text; }
  [[nodiscard]] std::vector<int> reported() const {
    std::vector<int> ids;
    for (auto const& batch : batches) {
      for (auto const& event : batch) ids.push_back(event.event_id);
    }
    return ids;
  }
  [[nodiscard]] machine::PendingEvent const& event(int id) const {
    for (auto const& batch : batches) {
      for (auto const& each : batch) {
        if (each.event_id == id) return each;
      }
    }
    throw std::runtime_error("event was not reported");
  }

  std::map<std::string, std::string> content{};
  std::vector<std::string> requested{};
  std::vector<std::vector<machine::PendingEvent>> batches{};
  Reply report_answer = EmptyReply{};
  bool reachable = true;  ///< whether the content server answers at all
};

}  // namespace wsus::agent::testing
