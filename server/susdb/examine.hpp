// One call against the state of the database, before its operation runs.
#pragma once

#include "server/faults/call_facts.hpp"
#include "server/susdb/susdb.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <variant>

namespace wsus::susdb {

/// The operation runs; its queries take this long (Delivery::delay).
struct Proceed {
  std::chrono::milliseconds takes{0};
  bool operator==(Proceed const&) const = default;
};

/// The service throws: the fault goes out, and SoftwareDistribution.log gets a row of severity Error.
struct Refusal {
  faults::InjectedSoapFault fault{};
  std::string log_method{};  ///< "ClientImplementation.SyncUpdates"
  std::string log_text{};    ///< the exception, in one line
  bool operator==(Refusal const&) const = default;
};

/// ASP.NET ends a request that runs longer than executionTimeout: 500 with a page, after this time.
struct TimedOut {
  std::chrono::milliseconds after{0};
  bool operator==(TimedOut const&) const = default;
};

using Examination = std::variant<Proceed, Refusal, TimedOut>;

/// How long the call takes, however it goes on; a refusal takes no time.
[[nodiscard]] std::chrono::milliseconds time_of(Examination const& examination);

/// httpRuntime/@executionTimeout where web.config says nothing (.NET's default).
inline constexpr std::chrono::seconds default_execution_timeout{110};

/// In this order: a database that is not there, a schema that is too old for SimpleAuth, time.
/// `execution_timeout` 0: ASP.NET waits for ever. Pure; any thread.
[[nodiscard]] Examination examine(faults::CallFacts const& call, SusDb const& database, Load const& load,
                                  std::chrono::seconds execution_timeout = default_execution_timeout);

}  // namespace wsus::susdb
