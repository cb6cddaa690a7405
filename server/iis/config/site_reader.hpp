// <system.applicationHost>: pools and sites of applicationHost.config. Internal to server/iis/config.
#pragma once

#include "server/iis/config/element_reader.hpp"

namespace wsus::iis {

/// Adds what the element states to the file's pools and sites.
[[nodiscard]] ConfigurationProblem read_application_host(ElementReader const& reader, pugi::xml_node node,
                                                         ConfigurationFile& file);

}  // namespace wsus::iis
