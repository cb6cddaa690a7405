// What a content request says and what its answer tells: headers by user agent. Pure functions; private to
// client_sim/transport.
#pragma once

#include "client_sim/agent/content.hpp"
#include "client_sim/transport/http_connection.hpp"
#include "client_sim/transport/url.hpp"

#include <boost/beast/http/verb.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wsus::transport {

/// Who downloads decides which headers are sent.
enum class Downloader { delivery_optimization, bits, agent };

/// By the product of the user agent: "Microsoft-Delivery-Optimization", "Microsoft BITS"; any other is the agent's own.
[[nodiscard]] Downloader downloader_of(std::string_view user_agent);

/// A GET or HEAD with its headers. `ms_cv` is sent by Delivery Optimization only. Delivery Optimization: fields as seen
/// (wusp-protocol 9), in the order named there; BITS and the agent's own: assumption.
[[nodiscard]] Request content_request(agent::ContentRequest const& from, std::string_view ms_cv, Url const& url,
                                      bool through_proxy, boost::beast::http::verb method);

/// "bytes 0-1048575/3000000", "bytes 0-9/*", "bytes */3000000"; what is not said, or not of this form, is empty.
struct ContentRange {
  std::optional<agent::ByteRange> range{};
  std::optional<std::uint64_t> total{};
};
[[nodiscard]] ContentRange parse_content_range(std::string_view text);

/// Takes the body out of `answer`.
[[nodiscard]] agent::ContentAnswer content_answer(Answer&& answer);

/// How many bytes the body of an answer may have: of a 206 the range and a little, of a 200 the whole file where it is
/// larger than `max_body`, of any other `max_body`.
[[nodiscard]] std::uint64_t content_body_limit(agent::ContentRequest const& request, unsigned status,
                                               std::uint64_t max_body);

}  // namespace wsus::transport
