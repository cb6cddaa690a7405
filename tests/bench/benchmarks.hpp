// The benchmarks of wsus-bench, one function a file.
#pragma once

namespace wsus::bench {

class Worlds;

void add_catalogue_benchmarks();
void add_cookie_benchmarks();
/// Lifetime: `worlds` must outlive the run.
void add_exchange_benchmarks(Worlds& worlds);
void add_metadata_benchmarks();
void add_rules_benchmarks();
/// Cold scans of 5,300 revisions without a socket.
void add_cold_sync_benchmarks();
void add_xpress_benchmarks(Worlds& worlds);

}  // namespace wsus::bench
