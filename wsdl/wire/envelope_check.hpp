// Is this text a SOAP 1.1 envelope at all? Asked before gSOAP reads it, because gSOAP does not say.
#pragma once

#include "wsdl/wire/engine.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace wsus::wire {

inline constexpr std::string_view soap_1_1_namespace = "http://schemas.xmlsoap.org/soap/envelope/";

/// Empty when `text` is UTF-8 of XML characters, well-formed, and an Envelope of SOAP 1.1 with something in its Body.
///
/// gSOAP skips what it does not know, takes a reply without an Envelope for one, lets `</a>` close `<A>`, makes some
/// character of an entity that nobody declared, reads nothing behind the Envelope and reports a cut message as a
/// missing element; so the form is checked here, once, and its errors have one meaning. Refused besides: a DOCTYPE (no
/// SOAP message may have one: SOAP 1.1, section 3), and a declared encoding other than UTF-8 or its subset US-ASCII,
/// because gSOAP would read the bytes in that encoding after they were checked as UTF-8.
[[nodiscard]] std::optional<Malformed> check_envelope(std::string_view text);

/// The same document without numeric references of more than six characters, when it has any ("&#x1F600;",
/// "&#0000065;"). gSOAP 2.8.124 reads no more than seven characters behind the '&' and takes the rest for text, so such
/// a document is written again with the characters themselves. `text` has passed `check_envelope`.
[[nodiscard]] std::optional<std::string> without_long_references(std::string_view text);

}  // namespace wsus::wire
