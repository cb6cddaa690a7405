// From an HTTP answer to a reply or a failure.
#include "client_sim/transport/read_reply.hpp"
#include "client_sim/transport/wusp_client.hpp"
#include "wsdl/xpress/xpress.hpp"

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

/// A body without its content coding; `problem` says why it has none.
struct PlainBody {
  std::string_view text{};
  std::string problem{};
  std::string decoded{};  ///< what `text` points to when the body was coded
};

/// Into `body`: it points into itself, so it stays where it is. The agent offers xpress only, so nothing else may come.
void read_coding(HttpResult const& result, std::size_t max_body, PlainBody& body) {
  auto const& coding = result.content_encoding;
  body.text = result.body;
  if (coding.empty() || boost::beast::iequals(coding, "identity")) return;
  body.text = {};
  if (!facts_of(result).xpress) {
    body.problem = fmt::format("its content coding is \"{}\", expected is xpress or none", coding);
    return;
  }
  auto decoded = xpress::decode(result.body, max_body);
  if (auto const* error = std::get_if<xpress::DecodeError>(&decoded)) {
    body.problem =
        fmt::format("its body is not in the content coding xpress (byte {}: {})", error->position, error->what);
    return;
  }
  body.decoded = std::get<std::string>(std::move(decoded));
  body.text = body.decoded;
}

}  // namespace

agent::ReplyFacts facts_of(HttpResult const& result) {
  return {.xpress = boost::beast::iequals(result.content_encoding, "xpress")};
}

agent::Reply decode(wire::Engine& engine, agent::Call const& call, HttpResult const& result, std::size_t max_body) {
  if (result.transport_error != 0)
    return agent::Failure{agent::TransportFailure{result.transport_error, result.what, result.redirect_loop}};

  PlainBody body;
  read_coding(result, max_body, body);
  if (!body.problem.empty()) {
    if (result.status != 200)
      return agent::Failure{agent::HttpFailure{result.status, result.reason, result.proxy_schemes}};
    return malformed(call, body.problem);
  }

  ReadResult read;
  auto const received = engine.decode(body.text, [&](struct soap* soap) { return read_reply(soap, call, read); });
  if (auto const* fault = std::get_if<wusp::SoapFault>(&received))
    return agent::Failure{agent::FaultFailure{*fault, result.status}};
  if (result.status != 200)
    return agent::Failure{agent::HttpFailure{result.status, result.reason, result.proxy_schemes}};
  if (!boost::beast::iequals(media_type(result.content_type), "text/xml"))
    return malformed(call, fmt::format("its type is \"{}\", expected is text/xml", result.content_type));
  if (auto const* wrong = std::get_if<wire::Malformed>(&received)) return malformed(call, wrong->what);
  if (!read.problem.empty()) return malformed(call, read.problem);
  return std::move(read.reply);
}

}  // namespace wsus::transport
