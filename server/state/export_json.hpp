// A state as one JSON document, for people and programs. The format is docs/STATE.md's.
#pragma once

#include "server/state/snapshot.hpp"

#include <functional>
#include <iosfwd>
#include <stdexcept>
#include <string>
#include <string_view>

namespace wsus::state {

/// A document that is no export, or one that does not hold together; `what()` says where: "line 3", or
/// "computers[2].client_id".
class ImportError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

struct ExportOptions {
  bool with_key = true;  ///< false: without the key of the cookies; whoever imports it makes a new one
};

/// A computer a line, so that two exports can be compared. Whether `out` took it all is for the caller to look at.
void write_export(std::ostream& out, Snapshot const& snapshot, ExportOptions const& options = {});

/// The sentence that is wrong with the definition of a rule; empty: nothing.
using RuleCheck = std::function<std::string(KeptRule const&)>;

/// Reads and checks a whole document. Throws ImportError.
[[nodiscard]] Snapshot read_export(std::string_view text, RuleCheck const& check_rule = {});

}  // namespace wsus::state
