// Content codings of requests and answers: what is offered, what is decoded. Pure but for blocks that are kept.
#pragma once

#include "server/exchange/known_blocks.hpp"
#include "server/faults/response_plan.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

namespace wsus::exchange {

inline constexpr std::string_view xpress_coding = "xpress";

/// Whether Accept-Encoding names this coding, in any letter case and with a weight that is not 0 (RFC 9110 12.5.3). "*"
/// offers nothing: only agents can read xpress, and they name it (wusp-protocol 2.1; assumption).
[[nodiscard]] bool offers(std::string_view accept_encoding, std::string_view coding);

/// The plan's body coded with xpress, and Content-Encoding behind Content-Type, where IIS writes it
/// (wua-behaviour 2.2). Blocks that were coded before are taken from `known`.
void apply_xpress(faults::ResponsePlan& plan, KnownBlocks& known);

/// A request body as it is: not coded.
struct PlainBody {};
struct DecodedBody {
  std::string body{};
};
/// The bytes are no body of the coding that the request names, or a longer one than allowed: 400.
struct BadCoding {
  std::string what{};  ///< one sentence with the place
};
/// A coding that the server does not have: 415.
struct UnknownCoding {};
using RequestBody = std::variant<PlainBody, DecodedBody, BadCoding, UnknownCoding>;

/// `max_size`: bytes of the decoded body, at most. Agents never code their requests (wusp-protocol 2.3), other clients
/// may.
[[nodiscard]] RequestBody decode_request(std::string_view content_encoding, std::string_view body,
                                         std::size_t max_size);

}  // namespace wsus::exchange
