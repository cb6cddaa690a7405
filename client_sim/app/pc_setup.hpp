// Makes the PC that the command line asks for, with its real folders and files.
#pragma once

#include "client_sim/app/options.hpp"
#include "client_sim/app/simulated_pc.hpp"

#include <memory>
#include <stdexcept>

namespace wsus::client {

/// A path of the command line that cannot be used: option, path, what was found, what is allowed.
struct UnusablePath : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The machine as the state folder keeps it, or a new one; --server wins over the policy that was kept. The folder and
/// the log file are tried by writing before anything is sent. Throws UnusablePath. Lifetime: `clock` must outlive the
/// PC.
[[nodiscard]] std::unique_ptr<SimulatedPc> make_pc(Options const& options, wusp::Clock const& clock,
                                                   transport::HttpOptions const& http);

/// The text of a file of certificates (PEM) that are trusted. Throws UnusablePath, which names the option --trust.
[[nodiscard]] std::string read_certificates(std::filesystem::path const& file);

/// Writes the state folder, when there is one. Throws UnusablePath.
void save(SimulatedPc& pc, Options const& options);

}  // namespace wsus::client
