// Which scenarios of a library a word means: a name, a tag, a failure mode, a code, or what one sees.
#pragma once

#include "scenarios/model/scenario.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::lab {

/// What a word was taken for. The first kind that finds anything counts, in this order.
enum class KeyKind { name, tag, mode, code, symptom, nothing };

struct Selected {
  KeyKind kind = KeyKind::nothing;
  std::vector<std::size_t> scenarios{};  ///< positions in the library, ascending; empty with `nothing`
};

/// Names: whole, without regard to letter case, with or without `.yaml`; `*` is anything and `?` one character. Modes:
/// "FM22". Codes: every form of find_code, and codes that the table does not have. Symptom: words (blanks between them)
/// that all stand in title or description, in an expected SOAP ErrorCode or message, or in the title of a failure mode.
[[nodiscard]] Selected select_scenarios(std::vector<scenario::Scenario> const& library, std::string_view word);

/// Why a word selects nothing: a mode that has no scenario says why, a code that none shows names the modes that know
/// it; for other words the nearest known ones. One sentence, no line end.
[[nodiscard]] std::string why_nothing(std::vector<scenario::Scenario> const& library, std::string_view word);

}  // namespace wsus::lab
