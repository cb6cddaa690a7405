// <handlers>: which handler takes a request.
#pragma once

#include "server/iis/config/path_settings.hpp"

#include <string>
#include <string_view>

namespace wsus::iis {

/// What the static file handler allows (assumption: the header's text is from memory).
inline constexpr std::string_view static_file_methods = "GET, HEAD, OPTIONS, TRACE";

struct HandlerChoice {
  enum class Outcome {
    found,
    none,          ///< 404.4
    no_access,     ///< 403.1: the access policy lacks what the handler needs
    wrong_method,  ///< 405: the static file handler reads only
  };
  Outcome outcome = Outcome::none;
  std::string name{};
  bool is_managed = false;  ///< runs ASP.NET code, so a service may answer
  bool is_static = false;   ///< gives files as they are
};

/// The first handler, in the order of the list, that has the path and the verb. Without the entry for *.asmx the static
/// file handler takes a service's POST, and refuses it.
[[nodiscard]] HandlerChoice handler_for(PathSettings const& settings, std::string_view method, std::string_view url);

}  // namespace wsus::iis
