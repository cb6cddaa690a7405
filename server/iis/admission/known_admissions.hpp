// Requests that are like one that was let in before.
#pragma once

#include "server/iis/admission/admission.hpp"
#include "server/iis/config/configuration_file.hpp"
#include "windows/fs/file_system.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace wsus::iis {

/// Clients of a service ask for the same few addresses again and again, and what lets them in is looked up in files: a
/// few dozen locations, a handler map, access lists of folders. As long as none of these files may have changed, the
/// answer is the one before. Only plain cases are kept: a managed handler takes the request, which has no query, and
/// neither its address nor its credentials nor a file on the disk have a say.
///
/// Thread safety: every call from any thread. Lifetime: `files` must outlive it.
class KnownAdmissions {
public:
  struct Known {
    std::shared_ptr<ConfigurationFile const> host{};  ///< `site` points into it
    Site const* site = nullptr;
    Admitted admitted{};
  };

  explicit KnownAdmissions(windows::FileSystem const& files) : files_(files) {}

  /// Null: the request has to go the whole way.
  [[nodiscard]] std::shared_ptr<Known const> find(RequestFacts const& facts);

  /// Stamps of everything that decides about a route: `configuration` as ConfigurationSystem::paths_for() says, and the
  /// access lists. To be taken before any of it is looked at.
  [[nodiscard]] std::vector<windows::FileStamp> stamps(std::vector<std::string> const& configuration,
                                                       Route const& route) const;

  /// A request that went the whole way. `stamps`: taken before it did. What is no plain case is not kept.
  void remember(RequestFacts const& facts, std::shared_ptr<ConfigurationFile const> const& host, Route const& route,
                PathSettings const& settings, Admission const& admission, std::vector<windows::FileStamp> stamps);

private:
  struct Entry {
    std::string method{};
    std::string path{};
    std::string host_name{};
    std::uint16_t port = 0;
    bool secure = false;
    std::uint64_t max_content_length = 0;
    std::vector<windows::FileStamp> stamps{};
    Known known{};
    [[nodiscard]] bool is_for(RequestFacts const& facts) const;
  };

  windows::FileSystem const& files_;
  std::mutex mutex_;
  std::vector<std::shared_ptr<Entry const>> entries_{};
  std::size_t oldest_ = 0;
};

}  // namespace wsus::iis
