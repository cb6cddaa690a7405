// Both prompts of the lab on machines in memory, for lines that nobody would type.
#pragma once

#include "client_sim/machine/machine.hpp"
#include "windows/fs/file_system.hpp"
#include "windows/prompt/prompt.hpp"
#include "wsdl/wusp/clock.hpp"

#include <string_view>

namespace wsus::fuzz {

/// A server and a client as installed; what commands ask of the agent or of IIS is answered by doing nothing.
class Prompts {
public:
  Prompts(bool elevated, machine::Profile profile);
  /// Types the line at both. Every drive is in memory: no line reaches a real file.
  void type(std::string_view line);

private:
  wusp::ManualClock clock_{wusp::UtcTime{}};
  windows::FileSystem server_files_{};
  machine::Machine machine_;
  windows::Prompt server_;
  windows::Prompt client_;
};

}  // namespace wsus::fuzz
