// Those who want to know of each change of the rules: state that survives, live events.
#pragma once

#include "server/faults/rules/rule.hpp"

namespace wsus::faults {

/// Called on the thread that makes the change, one change at a time, before its caller is answered. So a call must not
/// change the rules itself.
class RuleListener {
public:
  virtual ~RuleListener() = default;
  /// The list as it is going to be, in order; no exchange has seen it. What throws here refuses the change: its caller
  /// gets the exception and the list stays as it was. Of the listeners of a book one at most may refuse.
  virtual void rules_change(RuleList const& /*rules*/) {}
  /// The list as it is from now on.
  virtual void rules_changed(RuleList const& /*rules*/) noexcept {}
};

}  // namespace wsus::faults
