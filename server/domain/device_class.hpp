// Setup classes of Windows that the server treats in a way of their own.
#pragma once

#include "server/domain/lower.hpp"

#include <string_view>

namespace wsus::domain {

/// Whether a driver's Class is this setup class: by its name, or by its GUID with or without braces (wusp-protocol 4.2,
/// InstalledDriver). Letter case does not matter.
[[nodiscard]] inline bool is_device_class(std::string_view device_class, std::string_view name, std::string_view guid) {
  if (device_class.size() > 2 && device_class.front() == '{' && device_class.back() == '}')
    device_class = device_class.substr(1, device_class.size() - 2);
  return same_name(device_class, name) || same_name(device_class, guid);
}

[[nodiscard]] inline bool is_printer_class(std::string_view device_class) {
  return is_device_class(device_class, "Printer", "4d36e979-e325-11ce-bfc1-08002be10318");
}

[[nodiscard]] inline bool is_extension_class(std::string_view device_class) {
  return is_device_class(device_class, "Extension", "e2f84ce7-8efa-411c-aa69-97454ca4cb57");
}

}  // namespace wsus::domain
