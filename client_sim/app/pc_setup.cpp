// State folder and log file of a PC.
#include "client_sim/app/pc_setup.hpp"

#include "client_sim/configmgr/scan_caller.hpp"
#include "client_sim/machine/provisioning.hpp"
#include "client_sim/machine/state_file.hpp"
#include "client_sim/transport/trusted_certificates.hpp"

#include <fmt/format.h>
#include <fstream>
#include <iterator>

namespace wsus::client {

namespace {

namespace fs = std::filesystem;

void check_state_folder(fs::path const& folder) {
  std::error_code ec;
  auto const status = fs::status(folder, ec);
  if (fs::exists(status) && !fs::is_directory(status))
    throw UnusablePath(fmt::format("--state {}: this is a file; allowed is a folder, or a path where one can be made",
                                   folder.string()));
}

/// Opening for appending makes the file; a log without lines is a log.
void mount_log(machine::Machine& machine, fs::path const& file) {
  std::error_code ec;
  if (fs::is_directory(file, ec))
    throw UnusablePath(fmt::format("--log {}: this is a folder; allowed is a file", file.string()));
  if (!std::ofstream(file, std::ios::app))
    throw UnusablePath(
        fmt::format("--log {}: the file cannot be written; allowed is a file in a folder that exists and "
                    "may be written",
                    file.string()));
  machine.files().mount(machine.agent_log_path(), file);
}

/// Both logs are opened for appending, which makes them.
void mount_ccm_logs(machine::Machine& machine, fs::path const& folder) {
  std::error_code ec;
  fs::create_directories(folder, ec);
  for (auto const* const name : {"WUAHandler.log", "ScanAgent.log"}) {
    if (!ec && std::ofstream(folder / name, std::ios::app)) continue;
    throw UnusablePath(
        fmt::format("--ccm-logs {}: {} cannot be written in it; allowed is a folder that may be written, "
                    "or a path where one can be made",
                    folder.string(), name));
  }
  machine.files().mount(configmgr::log_folder, folder);
}

void set_caller(SimulatedPc& pc, Options const& options) {
  if (options.caller != Caller::configmgr) return;
  pc.scan_for_configmgr({.update_point = options.machine.server_url});
  if (options.ccm_logs) mount_ccm_logs(pc.machine(), *options.ccm_logs);
}

/// What is wrong with the content of a file of trusted certificates; empty: nothing.
std::string problem_of(std::string const& text) {
  if (text.find("-----BEGIN CERTIFICATE-----") == std::string::npos) return "there is no certificate in it";
  auto const damage = transport::certificate_damage(text);
  return damage ? fmt::format("a certificate in it is damaged ({})", *damage) : std::string();
}

void load(SimulatedPc& pc, Options const& options) {
  check_state_folder(*options.state);
  try {
    if (machine::load_state(pc.machine(), *options.state)) machine::apply_policy(pc.machine(), options.machine);
  } catch (std::exception const& error) {
    throw UnusablePath(fmt::format("--state {}: {}; allowed is a folder that wua-sim wrote, or an empty one",
                                   options.state->string(), error.what()));
  }
}

}  // namespace

std::string read_certificates(fs::path const& file) {
  std::string problem = "the file cannot be read";
  std::error_code ec;
  std::ifstream in(file, std::ios::binary);
  if (in && fs::is_regular_file(file, ec)) {  // reading a folder would throw
    std::string text(std::istreambuf_iterator<char>(in), {});
    problem = problem_of(text);
    if (problem.empty()) return text;
  }
  throw UnusablePath(fmt::format("--trust {}: {}; allowed is a file with certificates in PEM, as lab-ca.crt of "
                                 "wsus-mock",
                                 file.string(), problem));
}

void save(SimulatedPc& pc, Options const& options) {
  if (!options.state) return;
  try {
    machine::save_state(pc.machine(), *options.state);
  } catch (std::exception const& error) {
    throw UnusablePath(
        fmt::format("--state {}: {}; allowed is a folder that may be written", options.state->string(), error.what()));
  }
}

std::unique_ptr<SimulatedPc> make_pc(Options const& options, wusp::Clock const& clock,
                                     transport::HttpOptions const& http) {
  auto settings = agent::settings_of(options.agent);
  for (auto const& category : options.categories) settings.categories.push_back({.category_id = category});
  auto with_trust = with_options(http, options.agent);
  if (options.trust) with_trust.trusted_certificates += read_certificates(*options.trust);
  auto pc = std::make_unique<SimulatedPc>(options.machine, clock, std::move(settings), with_trust);
  if (options.state) load(*pc, options);
  if (options.no_drivers) {
    pc->machine().registry().set_dword(machine::keys::policy, "ExcludeWUDriversInQualityUpdate", 1);
  }
  set_caller(*pc, options);
  if (options.log) mount_log(pc->machine(), *options.log);
  save(*pc, options);  // proves that the folder can be written before a server hears of us
  return pc;
}

}  // namespace wsus::client
