// What faults of the layer soap have in common: which replies they are about, and changes of XML.
#pragma once

#include "server/faults/fault.hpp"
#include "server/faults/kinds/soap/xml_splice.hpp"

#include <string_view>
#include <vector>

namespace wsus::faults {

/// Letter case of the name does not matter. Null when there is none.
[[nodiscard]] Header const* find_header(ResponsePlan const& plan, std::string_view name);

/// A message of a service, as far as the plan tells: the answer to a POST, of type text/xml. Holds for messages that
/// another rule has spoilt, and for coded ones.
[[nodiscard]] bool is_soap_message(Reply const& reply);

/// Changes the XML of messages, byte by byte. A body that is no XML (any more) is left alone.
class XmlFault : public ReplyFault {
public:
  [[nodiscard]] ReplyStep step() const final { return ReplyStep::body; }
  [[nodiscard]] bool apply(Reply& reply) const final;

private:
  /// In the order of the text; empty: nothing to change. See spliced().
  [[nodiscard]] virtual std::vector<Splice> changes(XmlText const& xml) const = 0;
};

}  // namespace wsus::faults
