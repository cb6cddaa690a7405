// The prompts of server and client: see prompts.hpp.
#include "tests/fuzz/prompts.hpp"

#include "client_sim/shell/commands.hpp"
#include "server/iis/server_files.hpp"
#include "server/iis/web_config.hpp"
#include "server/iis/web_config_security.hpp"
#include "server/shell/commands.hpp"
#include "tests/fuzz/harness.hpp"

namespace wsus::fuzz {
namespace {

windows::Session session_of(windows::FileSystem& files, bool elevated) {
  return {.files = files, .identity = {.elevated = elevated}};
}

}  // namespace

Prompts::Prompts(bool elevated, machine::Profile profile)
    : machine_({.profile = profile}, clock_),
      server_(session_of(server_files_, elevated), server_shell::server_commands({.iisreset = [] {}})),
      client_(session_of(machine_.files(), elevated),
              client_shell::client_commands(
                  machine_, {.service_started = [] {}, .reset_authorization = [] {}, .detect_now = [] {}})) {
  server_files_.write_as_system(iis::client_web_config, iis::default_web_config());
  server_files_.set_security(iis::client_web_config, iis::initial_web_config_security());
}

void Prompts::type(std::string_view line) {
  for (auto* const prompt : {&server_, &client_}) {
    (void)prompt->run(line);
    auto const& files = prompt->session().files;
    require(files.is_directory(prompt->session().cwd), "the prompt stands in a folder that exists");
  }
}

}  // namespace wsus::fuzz
