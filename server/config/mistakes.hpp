// Several mistakes of one text, so that its author hears of all of them at once.
#pragma once

#include "server/config/node.hpp"

#include <string>
#include <utility>
#include <vector>

namespace wsus::config {

/// Messages of ConfigErrors in the order in which they were found. Thread safety: none.
class Mistakes {
public:
  /// Takes a step of reading. False: it has failed, and its message is kept.
  template <typename Step>
  bool attempt(Step&& step) {
    try {
      std::forward<Step>(step)();
      return true;
    } catch (ConfigError const& error) {
      messages_.emplace_back(error.what());
      return false;
    }
  }

  void append(Mistakes const& more) { messages_.insert(messages_.end(), more.messages_.begin(), more.messages_.end()); }
  [[nodiscard]] bool none() const { return messages_.empty(); }
  [[nodiscard]] std::vector<std::string> const& messages() const { return messages_; }
  /// Throws ConfigError with all of them, one a line, when there are any.
  void raise() const;

private:
  std::vector<std::string> messages_{};
};

}  // namespace wsus::config
