// Servers that are not ours and that an agent has to understand, and the parts of their answers.
#pragma once

#include "tests/support/foreign_wsus.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace wsus::test {

/// A shape, and how many needed updates a scan of it finds.
struct UnderstoodServer {
  char const* name = "";
  ForeignShape shape{};
  std::size_t needed = 0;
};
[[nodiscard]] std::vector<UnderstoodServer> understood_servers();

/// Properties without which an agent ends with 0x8024402A.
[[nodiscard]] std::string foreign_properties();
/// The content of GetConfigResponse with these plug-ins; `rest`: elements behind them.
[[nodiscard]] std::string foreign_config(std::string const& plug_ins, std::string const& rest = foreign_properties());
/// An AuthPlugInInfo; `url`: its elements behind the PlugInID.
[[nodiscard]] std::string foreign_plug_in(std::string const& id, std::string const& url);

}  // namespace wsus::test
