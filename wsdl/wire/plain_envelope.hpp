// The quick look at a message: envelopes as programs write them need no closer one.
#pragma once

#include <string_view>

namespace wsus::wire {

/// True: the text is one that `check_envelope` accepts and `without_long_references` leaves alone. False says nothing;
/// a message that is neither odd nor wrong seldom gets it.
///
/// One pass without a tree. The text has to be in the form that serialisers write: no comment, section, instruction or
/// numeric reference, names in ASCII, end tags without blanks, the Body as the Envelope's first child, at most the
/// usual XML declaration before it. pugixml's tree of the 65 KB that list 4,000 ids takes several times as long as
/// reading them.
[[nodiscard]] bool is_plain_envelope(std::string_view text);

}  // namespace wsus::wire
