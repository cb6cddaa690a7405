// What goes wrong in a call of the admin API, as problem+json (RFC 9457).
#pragma once

#include "server/faults/response_plan.hpp"

#include <stdexcept>
#include <string>
#include <vector>

namespace wsus::control {

/// A call that cannot be answered as it wants. Handlers throw it; AdminApi makes the answer of it.
class Problem : public std::runtime_error {
public:
  /// `status`: 400 to 599. `detail`: one sentence: what was found, and what is allowed. `errors`: every mistake of a
  /// body, where there are several; then `detail` says how many.
  Problem(unsigned status, std::string const& detail, std::vector<std::string> errors = {},
          std::vector<faults::Header> headers = {})
      : std::runtime_error(detail), status_(status), errors_(std::move(errors)), headers_(std::move(headers)) {}

  [[nodiscard]] unsigned status() const { return status_; }
  [[nodiscard]] std::vector<std::string> const& errors() const { return errors_; }
  /// Beside those of every answer: Allow, WWW-Authenticate.
  [[nodiscard]] std::vector<faults::Header> const& headers() const { return headers_; }

private:
  unsigned status_;
  std::vector<std::string> errors_;
  std::vector<faults::Header> headers_;
};

/// Throws Problem 400 for the mistakes of a body, each a sentence, when there are any.
void refuse_body(std::vector<std::string> mistakes);

/// The answer that tells it.
[[nodiscard]] faults::ResponsePlan to_plan(Problem const& problem);

}  // namespace wsus::control
