// A call against the database: see examine.hpp.
#include "server/susdb/examine.hpp"

#include <fmt/format.h>

namespace wsus::susdb {
namespace {

/// The class that SoftwareDistribution.log names. That of ClientWebService is in KB954960, the others are by analogy.
std::string_view implementation_of(wusp::Service service) {
  switch (service) {
  case wusp::Service::simple_auth: return "SimpleAuthImplementation";
  case wusp::Service::reporting: return "ReportingWebService";
  case wusp::Service::client: break;
  }
  return "ClientImplementation";
}

Refusal internal_error(faults::CallFacts const& call, std::string_view exception) {
  return {.fault = {.error_code = wusp::ErrorCode::internal_server_error, .message = {}},
          .log_method = fmt::format("{}.{}", implementation_of(call.service), call.operation),
          .log_text = std::string(exception)};
}

/// .NET's sentences for a server that cannot be reached and for a database that somebody has alone (M).
constexpr std::string_view not_reachable =
    "System.Data.SqlClient.SqlException: A network-related or instance-specific error occurred while establishing a "
    "connection to SQL Server. The server was not found or was not accessible.";
constexpr std::string_view not_opened =
    "System.Data.SqlClient.SqlException: Cannot open database \"SUSDB\" requested by the login. The login failed.";

/// The row that the article shows (wincm.ch on KB3159706); the sentence after the colon is .NET's.
constexpr std::string_view old_schema =
    "Exception in SimpleAuth constructor: System.IndexOutOfRangeException: Index was outside the bounds of the array.";

}  // namespace

std::chrono::milliseconds time_of(Examination const& examination) {
  if (auto const* const proceed = std::get_if<Proceed>(&examination)) return proceed->takes;
  if (auto const* const timed_out = std::get_if<TimedOut>(&examination)) return timed_out->after;
  return std::chrono::milliseconds(0);
}

Examination examine(faults::CallFacts const& call, SusDb const& database, Load const& load,
                    std::chrono::seconds execution_timeout) {
  if (database.availability == Availability::stopped) return internal_error(call, not_reachable);
  if (database.availability == Availability::single_user) return internal_error(call, not_opened);
  if (postinstall_is_due(database) && call.service == wusp::Service::simple_auth) {
    auto refusal = internal_error(call, old_schema);
    refusal.log_method = "SimpleAuth.ctor";
    return refusal;
  }
  if (!database.latency) return Proceed{};
  auto const takes = query_time(*database.latency, database.indexes, load, call.operation);
  if (execution_timeout.count() > 0 && takes > execution_timeout) return TimedOut{execution_timeout};
  return Proceed{takes};
}

}  // namespace wsus::susdb
