// An edit between two checks: a file that cannot be used is not edited, and none is written that could not be used.
// Internal to server/iis/config.
#pragma once

#include "server/iis/config/configuration_edit.hpp"
#include "server/iis/config/xml_editor.hpp"

#include <functional>
#include <optional>
#include <string_view>

namespace wsus::iis {

using EditMistake = std::optional<ConfigurationError>;

[[nodiscard]] EditedFile checked_edit(std::string_view text, ConfigurationFileKind kind,
                                      std::function<EditMistake(XmlEditor&)> const& edit);

}  // namespace wsus::iis
