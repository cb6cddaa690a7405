// What gSOAP's error codes mean for a message, in our terms. Internal to wire: gSOAP's types are used here.
#pragma once

#include "wsdl/wire/engine.hpp"

#include <cstddef>
#include <string_view>

struct soap;

namespace wsus::wire {

/// A tag without its prefix.
[[nodiscard]] std::string_view local_name(std::string_view tag);

/// What makes the message unreadable after gSOAP returned `code`. `at` is how many bytes were read by then.
/// Throws std::runtime_error for codes that no message can cause (out of memory, a handler's own code).
[[nodiscard]] Malformed malformed(struct soap* soap, int code, std::size_t at);

/// True when `code` is that of a fault that the context holds, and not of an unreadable message.
[[nodiscard]] bool holds_fault(struct soap* soap, int code);

/// The fault that the context holds, copied out of the arena.
[[nodiscard]] SoapFault read_fault(struct soap* soap);

}  // namespace wsus::wire
