// Catches the message of a ConfigError, so that tests compare whole sentences.
#pragma once

#include "server/config/node.hpp"

#include <string>

namespace wsus::config {

template <typename Action>
std::string message_of(Action const& action) {
  try {
    action();
  } catch (ConfigError const& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace wsus::config
