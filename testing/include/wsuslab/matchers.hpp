// gmock matchers for exchanges of the journal and for scans.
#pragma once

#include <wsuslab/error_code.hpp>
#include <wsuslab/journal.hpp>
#include <wsuslab/simulated_pc.hpp>

#include <gmock/gmock.h>

#include <cstdint>
#include <string>

namespace wsuslab {

/// They are used with gmock's own: EXPECT_THAT(wsus.journal(), Contains(AllOf(Called("SyncUpdates"),
/// WithStatus(500)))). Arguments are values or matchers: WithStatus(testing::Ge(400U)),
/// RequestBody(testing::HasSubstr("<cookie>")).
// NOLINTBEGIN(readability-identifier-naming): matchers are written as gmock writes its own.

/// The operation: "SyncUpdates".
inline testing::Matcher<Exchange const&> Called(testing::Matcher<std::string const&> operation) {
  return testing::Field("operation", &Exchange::operation, std::move(operation));
}

/// The status of HTTP.
inline testing::Matcher<Exchange const&> WithStatus(testing::Matcher<unsigned> status) {
  return testing::Field("status", &Exchange::status, testing::SafeMatcherCast<unsigned const&>(std::move(status)));
}

/// The ErrorCode of the SOAP fault.
inline testing::Matcher<Exchange const&> WithErrorCode(ErrorCode code) {
  return testing::Field("error_code", &Exchange::error_code, std::string(to_string(code)));
}

/// No SOAP fault.
inline testing::Matcher<Exchange const&> WithoutErrorCode() {
  return testing::Field("error_code", &Exchange::error_code, testing::IsEmpty());
}

/// A fault of this kind or name was injected.
inline testing::Matcher<Exchange const&> Injected(std::string const& kind_or_name) {
  return testing::Field("injected", &Exchange::injected,
                        testing::Contains(testing::AnyOf(testing::Field("name", &InjectedFault::name, kind_or_name),
                                                         testing::Field("kind", &InjectedFault::kind, kind_or_name))));
}

/// The client's id.
inline testing::Matcher<Exchange const&> FromClient(testing::Matcher<std::string const&> id) {
  return testing::Field("client_id", &Exchange::client_id, std::move(id));
}

/// Path and query of the request.
inline testing::Matcher<Exchange const&> WithTarget(testing::Matcher<std::string const&> target) {
  return testing::Field("target", &Exchange::target, std::move(target));
}

/// The request's body, as much as the journal keeps.
inline testing::Matcher<Exchange const&> RequestBody(testing::Matcher<std::string const&> body) {
  return testing::Field("request_body", &Exchange::request_body, std::move(body));
}

/// The reply's body, as much as the journal keeps.
inline testing::Matcher<Exchange const&> ResponseBody(testing::Matcher<std::string const&> body) {
  return testing::Field("response_body", &Exchange::response_body, std::move(body));
}

/// A scan that ended with success.
MATCHER(Succeeded, negation ? "failed" : "succeeded") {
  *result_listener << arg.hresult_text() << " (" << arg.symbol << "): " << arg.message;
  return arg.succeeded();
}

/// A scan that ended with this HRESULT.
MATCHER_P(EndedWith, hresult, "ended with HRESULT " + testing::PrintToString(hresult)) {
  *result_listener << arg.hresult_text() << " (" << arg.symbol << "): " << arg.message;
  return arg.hresult == hresult;
}

// NOLINTEND(readability-identifier-naming)

/// What GoogleTest prints of a scan.
inline void PrintTo(ScanResult const& scan, std::ostream* out) {  // NOLINT(readability-identifier-naming)
  *out << "scan " << scan.hresult_text() << " (" << scan.symbol << "): " << scan.message;
}

}  // namespace wsuslab
