// Compares SOAP documents as a parser sees them: elements, order, namespaces, values; prefixes do not matter.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wsus::test {

/// Elements whose text may be anything (cookies, times, ids); that they are there is still compared. An entry is a
/// local name, "EncryptedData", for every element of that name, or a path of local names without positions,
/// "/Envelope/Body/GetConfigResponse/GetConfigResult/LastChange".
using Variable = std::vector<std::string>;

/// Empty when both are the same document; else the first difference with its path, by local names and, for repeated
/// elements, positions from 1: `/Envelope/Body/X/int[2]: expected "4", found "5"`. Order of attributes, comments, the
/// declaration and blanks between elements do not matter; a QName in a text is compared as it is written. A text that
/// is no XML, or uses a prefix without a declaration, is a difference too.
[[nodiscard]] std::string soap_difference(std::string_view expected, std::string_view found,
                                          Variable const& variable = {});

}  // namespace wsus::test
