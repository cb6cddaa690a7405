// broken_fault and fault_with_200 on the captured fault.
#include "server/faults/kinds/kinds.hpp"
#include "tests/unit/server/faults/kinds/kinds_fixture.hpp"

namespace wsus::faults {
namespace {

using test::captured;
using test::changed;
using test::expect_only_messages_are_touched;
using test::expect_untouched;
using test::made;
using test::message;
using test::mistake_in;
using test::part;
using test::told;
using test::with;

std::shared_ptr<ReplyFault const> broken(std::string const& yaml) { return made<ReplyFault>(read_broken_fault, yaml); }
std::shared_ptr<ReplyFault const> with_200() { return made<ReplyFault>(read_fault_with_200, "{}"); }
std::string fault() { return captured("Fault-InstalledNonLeafUpdateIDs"); }

/// The captured fault as the services of ASMX dress it.
std::string asmx_fault() {
  auto const detail = part(fault(), "<detail>", "</detail>");
  return R"(<?xml version="1.0" encoding="utf-8"?>)"
         R"(<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><soap:Fault>)"
         "<faultcode>soap:Client</faultcode><faultstring>Fault occurred</faultstring>" +
         detail + "</soap:Fault></soap:Body></soap:Envelope>";
}

constexpr auto error_code = "<ErrorCode>InvalidParameters</ErrorCode>";

TEST(BrokenFault, HasNoDetail) {
  for (auto const& body : {fault(), asmx_fault()})
    EXPECT_EQ(changed(*broken("{how: no_detail}"), body, 500), with(body, part(body, "<detail>", "</detail>"), ""));
}

TEST(BrokenFault, HasNoErrorCode) {
  EXPECT_EQ(changed(*broken("{how: no_error_code}"), fault(), 500), with(fault(), error_code, ""));
}

TEST(BrokenFault, HasAnErrorCodeThatNobodyKnows) {
  EXPECT_EQ(changed(*broken("{how: unknown_code}"), fault(), 500),
            with(fault(), error_code, "<ErrorCode>UnknownErrorCode</ErrorCode>"));
  EXPECT_EQ(changed(*broken("{how: unknown_code, code: 'a<b'}"), fault(), 500),
            with(fault(), error_code, "<ErrorCode>a&lt;b</ErrorCode>"));
  auto const empty = with(fault(), error_code, "<ErrorCode/>");
  EXPECT_EQ(changed(*broken("{how: unknown_code, code: X}"), empty, 500),
            with(fault(), error_code, "<ErrorCode>X</ErrorCode>"));
}

TEST(BrokenFault, HasNoMethod) {
  EXPECT_EQ(changed(*broken("{how: no_method}"), fault(), 500),
            with(fault(), part(fault(), "<Method>", "</Method>"), ""));
}

TEST(BrokenFault, OfWhatIsNotThereChangesNothing) {
  auto const bare = with(fault(), part(fault(), "<detail>", "</detail>"), "");
  auto const empty = with(fault(), part(fault(), "<detail>", "</detail>"), "<detail/>");
  for (auto const* const how : {"no_detail", "no_error_code", "unknown_code", "no_method"}) {
    auto const rule = broken(std::string("{how: ") + how + "}");
    expect_untouched(*rule, message(bare, 500));
    expect_untouched(*rule, message(captured("GetConfig")));
    expect_only_messages_are_touched(*rule, fault());
    if (std::string_view(how) != "no_detail") expect_untouched(*rule, message(empty, 500));
  }
  auto const once = changed(*broken("{how: unknown_code}"), fault(), 500);
  expect_untouched(*broken("{how: unknown_code}"), message(once, 500));
}

TEST(BrokenFault, MistakesAreNamed) {
  auto const said = [](std::string const& yaml) { return mistake_in(read_broken_fault, yaml); };
  EXPECT_EQ(said("{how: no_id}"),
            "f.yaml:1: /how: found 'no_id'; allowed: no_detail, no_error_code, unknown_code, no_method");
  EXPECT_EQ(said("{}"), "f.yaml:1: /how: found nothing; allowed: a value, it must be given");
  EXPECT_EQ(said("{how: no_detail, code: X}"),
            "f.yaml:1: /code: found code; allowed: code only with how: unknown_code");
  EXPECT_EQ(said("{how: unknown_code, code: ServerBusy}"),
            "f.yaml:1: /code: found 'ServerBusy', which agents know; allowed: any text but InvalidCookie, "
            "ConfigChanged, RegistrationRequired, ServerChanged, InternalServerError, CookieExpired, "
            "InvalidParameters, InvalidAuthorizationCookie, RegistrationNotRequired, ServerBusy, FileLocationChanged");
  EXPECT_EQ(said("{kind: no_detail}"), "f.yaml:1: /kind: found the unknown key 'kind'; known: code, how");
}

TEST(FaultWith200, ChangesTheStatusAlone) {
  for (auto const& body : {fault(), fault().substr(0, 100), std::string()}) {
    auto outgoing = message(body, 500);
    outgoing.plan.close = true;
    EXPECT_TRUE(outgoing.apply(*with_200()));
    auto expected = message(body, 200);
    expected.plan.close = true;
    EXPECT_EQ(told(outgoing.plan), told(expected.plan));
  }
  EXPECT_EQ(with_200()->step(), ReplyStep::head);
}

TEST(FaultWith200, LeavesSuccessesAndPagesAlone) {
  expect_untouched(*with_200(), message(captured("GetConfig")));
  auto page = message("<html/>", 500);
  page.plan.headers[1].value = "text/html";
  expect_untouched(*with_200(), page);
  auto bare = message("", 400);
  bare.plan.headers.erase(bare.plan.headers.begin() + 1);
  expect_untouched(*with_200(), bare);
}

TEST(FaultWith200, HasNoKeys) {
  EXPECT_EQ(mistake_in(read_fault_with_200, "{status: 200}"),
            "f.yaml:1: /: found the key 'status'; allowed: no keys, as in {}");
}

}  // namespace
}  // namespace wsus::faults
