// What tests of single faults share: faults from YAML, replies with captured bodies, and messages of readers.
#pragma once

#include "server/config/node.hpp"
#include "server/faults/fault.hpp"
#include "tests/support/golden.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace wsus::faults::test {

using Reader = Fault (*)(config::Node const&);

/// The fault that `yaml` describes. Throws std::bad_variant_access when it takes part in another way.
template <typename Way>
[[nodiscard]] std::shared_ptr<Way const> made(Reader read, std::string const& yaml) {
  return std::get<std::shared_ptr<Way const>>(read(config::Node::parse(yaml, "f.yaml")));
}

/// What the reader says about `yaml`; "no error" when it takes it.
[[nodiscard]] inline std::string mistake_in(Reader read, std::string const& yaml) {
  try {
    (void)read(config::Node::parse(yaml, "f.yaml"));
  } catch (config::ConfigError const& error) {
    return error.what();
  }
  return "no error";
}

[[nodiscard]] inline std::string captured(std::string const& name) {
  return wsus::test::golden("captures/server/" + name + ".xml");
}

/// The text with its only `part` replaced.
[[nodiscard]] inline std::string with(std::string text, std::string_view part, std::string_view instead) {
  auto const at = text.find(part);
  EXPECT_NE(at, std::string::npos) << part;
  EXPECT_EQ(text.find(part, at + 1), std::string::npos) << part << " stands there twice";
  return at == std::string::npos ? text : text.replace(at, part.size(), instead);
}

/// The text from the first `first` to the end of the `last` that follows it.
[[nodiscard]] inline std::string part(std::string const& text, std::string_view first, std::string_view last) {
  auto const begin = text.find(first);
  auto const end = text.find(last, begin);
  EXPECT_NE(end, std::string::npos) << first << last;
  return begin == std::string::npos || end == std::string::npos ? "" : text.substr(begin, end + last.size() - begin);
}

/// The captured answer of SyncUpdates with three updates instead of one.
[[nodiscard]] inline std::string sync_page() {
  auto const page = captured("SyncUpdates-category-scan");
  auto const update = part(page, "<UpdateInfo>", "</UpdateInfo>");
  return with(page, update,
              update + with(update, "<ID>72571</ID>", "<ID>72572</ID>") +
                  with(update, "<ID>72571</ID>", "<ID>72573</ID>"));
}

/// A reply on its way out, with the headers of a real one.
struct Outgoing {
  ExchangeView request{.method = "POST", .target = "/ClientWebService/client.asmx"};
  ResponsePlan plan{};

  [[nodiscard]] bool apply(ReplyFault const& fault) {
    Reply reply{.request = request, .plan = plan};
    return fault.apply(reply);
  }
};

[[nodiscard]] inline Outgoing message(std::string body, unsigned status = 200) {
  Outgoing outgoing;
  outgoing.plan.status = status;
  outgoing.plan.headers = {{"Cache-Control", "private"},
                           {"Content-Type", "text/xml; charset=utf-8"},
                           {"Vary", "Accept-Encoding"},
                           {"Server", "Microsoft-IIS/10.0"}};
  outgoing.plan.body = std::move(body);
  return outgoing;
}

/// All of a plan that faults of these layers could touch, to compare plans with.
[[nodiscard]] inline std::string told(ResponsePlan const& plan) {
  auto text = std::to_string(plan.status) + "." + std::to_string(plan.sub_status) + "\n";
  for (auto const& header : plan.headers) text += header.name + ": " + header.value + "\n";
  text += plan.close ? "close\n" : "";
  if (plan.file) text += plan.file->turned_byte ? "turned " + std::to_string(*plan.file->turned_byte) : "a file";
  return text + "\n" + plan.body;
}

/// The body after the fault; every other part of the plan must be as it was.
[[nodiscard]] inline std::string changed(ReplyFault const& fault, std::string const& body, unsigned status = 200) {
  auto outgoing = message(body, status);
  EXPECT_TRUE(outgoing.apply(fault)) << body;
  auto expected = message(outgoing.plan.body, status);
  EXPECT_EQ(told(outgoing.plan), told(expected.plan));
  return outgoing.plan.body;
}

/// The fault finds nothing to change in this reply, and changes nothing.
inline void expect_untouched(ReplyFault const& fault, Outgoing outgoing) {
  auto const before = told(outgoing.plan);
  EXPECT_FALSE(outgoing.apply(fault)) << before;
  EXPECT_EQ(told(outgoing.plan), before);
}

/// The twins that every change of XML has: replies that are no SOAP message, or none that can be read.
inline void expect_only_messages_are_touched(ReplyFault const& fault, std::string const& body) {
  auto get = message(body);
  get.request.method = "GET";  // ?wsdl, which is XML too
  expect_untouched(fault, get);
  auto page = message(body);
  page.plan.headers[1].value = "text/html";
  expect_untouched(fault, page);
  auto untyped = message(body);
  untyped.plan.headers.clear();
  expect_untouched(fault, untyped);
  expect_untouched(fault, message(""));
}

}  // namespace wsus::faults::test
