// Facts of a machine that only applicability rules ask about (wusp-protocol 8.4): versions of files, languages, suites.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace wsus::machine {

/// A value; the defaults are an English workstation without additions.
struct SystemInfo {
  int service_pack_major = 0;
  int service_pack_minor = 0;
  int suite_mask = 256;  ///< capture RegisterComputer
  int number_of_processors = 4;
  std::vector<std::string> mui_languages{"en-US"};
  /// Four-part file versions by lower-case path, for files that have one: "c:\windows\system32\wuaueng.dll".
  std::map<std::string, std::string> file_versions{};
};

}  // namespace wsus::machine
