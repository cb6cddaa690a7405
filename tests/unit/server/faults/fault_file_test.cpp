// What a list of faults in YAML becomes.
#include "server/faults/fault_file.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace wsus::faults {
namespace {

using wusp::ErrorCode;
using wusp::FaultCode;
using wusp::Service;

FaultRules read(std::string const& list) { return read_faults(config::Node::parse(list, "f.yaml")); }

template <typename T>
T only(std::string const& list) {
  return std::get<T>(read(list).all().at(0).fault);
}

TEST(FaultFile, AnEmptyListIsNoFault) { EXPECT_TRUE(read("[]").all().empty()); }

TEST(FaultFile, RulesKeepTheirOrderNameAndPlace) {
  auto const rules = read("- redirect: {to: itself}\n"
                          "- refuse_client: {client_ids: e1da06a3-5601-43c9-bac3-52d5db701494}\n"
                          "- redirect:\n    to: ping_pong\n");
  ASSERT_EQ(rules.all().size(), 3u);
  EXPECT_EQ(rules.all()[0].kind, "redirect");
  EXPECT_EQ(rules.all()[1].kind, "refuse_client");
  EXPECT_EQ(rules.all()[1].place.file, "f.yaml");
  EXPECT_EQ(rules.all()[1].place.line, 2);
  EXPECT_EQ(rules.all()[1].place.path, "/1/refuse_client");
  EXPECT_EQ(rules.all()[2].place.line, 3);
  EXPECT_EQ(std::get<Redirect>(rules.all()[2].fault).to, RedirectTo::ping_pong);
}

TEST(FaultFile, ASoapFaultHasAllItsKeys) {
  EXPECT_EQ(only<RaiseSoapFault>("- soap_fault: {service: ReportingWebService, operation: ReportEventBatch, "
                                 "error_code: ServerBusy, message: later, code: Server}"),
            (RaiseSoapFault{
                .service = Service::reporting,
                .operation = "ReportEventBatch",
                .fault = {.error_code = ErrorCode::server_busy, .message = "later", .fault_code = FaultCode::server}}));
}

TEST(FaultFile, EveryErrorCodeIsKnownAndHasTheCodeOfTheServicesByDefault) {
  for (auto const code : wusp::all_error_codes()) {
    auto const fault = only<RaiseSoapFault>("- soap_fault: {service: ClientWebService, operation: GetConfig, "
                                            "error_code: " +
                                            std::string(to_string(code)) + "}")
                           .fault;
    EXPECT_EQ(fault.error_code, code);
    EXPECT_EQ(fault.message, "");
    EXPECT_EQ(fault.fault_code, code == ErrorCode::internal_server_error ? FaultCode::server : FaultCode::client)
        << to_string(code);
  }
}

TEST(FaultFile, EveryOperationOfTheTableCanBeNamed) {
  for (auto const& operation : wusp::operations()) {
    auto const fault = only<RaiseSoapFault>(
        "- soap_fault: {error_code: InvalidCookie, service: " + std::string(wusp::info(operation.service).name) +
        ", operation: " + std::string(operation.name) + "}");
    EXPECT_EQ(fault.service, operation.service);
    EXPECT_EQ(fault.operation, operation.name);
  }
}

TEST(FaultFile, ClientIdsAreOneOrAList) {
  EXPECT_EQ(only<RefuseClient>("- refuse_client: {client_ids: AB-1}").client_ids,
            (std::set<std::string, std::less<>>{"ab-1"}));
  EXPECT_EQ(only<RefuseClient>("- refuse_client: {client_ids: [b, '{A}']}").client_ids,
            (std::set<std::string, std::less<>>{"a", "b"}));
}

TEST(FaultFile, ARedirectIsA302OfAllPathsUnlessTold) {
  EXPECT_EQ(only<Redirect>("- redirect: {to: other_scheme}"),
            (Redirect{.to = RedirectTo::other_scheme, .hops = 0, .status = 302, .service = {}}));
  EXPECT_EQ(only<Redirect>("- redirect: {to: hops, hops: 50, status: 308, service: SimpleAuthWebService}"),
            (Redirect{.to = RedirectTo::hops, .hops = 50, .status = 308, .service = Service::simple_auth}));
}

TEST(FaultFile, AFileHasTheListUnderFaults) {
  auto const file = std::filesystem::path(testing::TempDir()) / "wsus-faults-of-a-file.yaml";
  std::ofstream(file) << "faults:\n  - redirect: {to: itself}\n";
  auto const rules = load_faults(file.string());
  ASSERT_EQ(rules.all().size(), 1u);
  EXPECT_EQ(rules.all()[0].place.file, file.string());
  EXPECT_EQ(rules.all()[0].place.line, 2);
  EXPECT_EQ(rules.all()[0].place.path, "/faults/0/redirect");
  std::filesystem::remove(file);
}

}  // namespace
}  // namespace wsus::faults
