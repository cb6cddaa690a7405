// From an HTTP answer to a reply or a failure.
#include "client_sim/transport/read_reply.hpp"
#include "client_sim/transport/wusp_client.hpp"

#include <boost/beast/core/string.hpp>
#include <fmt/format.h>
#include <utility>

namespace wsus::transport {

namespace {

/// The media type without its parameters.
std::string_view media_type(std::string_view content_type) {
  auto const type = content_type.substr(0, content_type.find(';'));
  auto const end = type.find_last_not_of(" \t");
  return type.substr(0, end + 1);
}

agent::Reply malformed(agent::Call const& call, std::string_view why) {
  return agent::Failure{agent::MalformedReply{fmt::format("{} answer: {}", agent::name_of(call).operation, why)}};
}

}  // namespace

agent::Reply decode(wire::Engine& engine, agent::Call const& call, HttpResult const& result) {
  if (result.transport_error != 0)
    return agent::Failure{agent::TransportFailure{result.transport_error, result.what, result.redirect_loop}};

  ReadResult read;
  auto const received = engine.decode(result.body, [&](struct soap* soap) { return read_reply(soap, call, read); });
  if (auto const* fault = std::get_if<wusp::SoapFault>(&received))
    return agent::Failure{agent::FaultFailure{*fault, result.status}};
  if (result.status != 200) return agent::Failure{agent::HttpFailure{result.status, result.reason}};
  if (!boost::beast::iequals(media_type(result.content_type), "text/xml"))
    return malformed(call, fmt::format("its type is \"{}\", expected is text/xml", result.content_type));
  if (auto const* wrong = std::get_if<wire::Malformed>(&received)) return malformed(call, wrong->what);
  if (!read.problem.empty()) return malformed(call, read.problem);
  return std::move(read.reply);
}

}  // namespace wsus::transport
