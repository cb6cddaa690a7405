// The outside of an envelope: gSOAP's own head and tail are exchanged for those of the peer that we play.
#pragma once

#include "wsdl/wire/engine.hpp"

#include <string>
#include <string_view>

namespace wsus::wire {

/// Prefix of the envelope's namespace in this dress, without the colon: "s" or "soap".
[[nodiscard]] std::string_view envelope_prefix(Dress dress);

/// Everything up to the body's first child. `fault`: WCF declares neither xsi nor xsd around a fault
/// (captures GetConfig and Fault-InstalledNonLeafUpdateIDs).
[[nodiscard]] std::string_view envelope_head(Dress dress, bool fault);

/// Everything behind the body's last child; no newline at the end.
[[nodiscard]] std::string_view envelope_tail(Dress dress);

/// Appends the envelope that gSOAP wrote to `out`, dressed anew. The body is copied as it is, except that
/// `<ComputerSpec></ComputerSpec>` becomes `<ComputerSpec/>` as captured (gSOAP does so for text only).
/// `written` has to be an envelope of gSOAP in the mode SOAP_XML_DEFAULTNS; throws std::logic_error otherwise.
void dress_envelope(std::string_view written, Dress dress, std::string& out);

}  // namespace wsus::wire
