// ErrorCode texts: the table of wusp-protocol 5.2 and the variants that the specification itself uses.
#include "wsdl/wusp/error_code.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wsus::wusp {
namespace {

TEST(ErrorCode, TextsAreThoseOfTheProtocol) {
  std::vector<std::string> texts;
  for (ErrorCode const code : all_error_codes()) texts.emplace_back(to_string(code));
  EXPECT_THAT(texts, testing::UnorderedElementsAre("InvalidCookie", "ServerChanged", "ConfigChanged", "CookieExpired",
                                                   "InvalidAuthorizationCookie", "RegistrationRequired",
                                                   "RegistrationNotRequired", "InvalidParameters",
                                                   "InternalServerError", "ServerBusy", "FileLocationChanged"));
}

TEST(ErrorCode, EveryTextIsReadAgain) {
  for (ErrorCode const code : all_error_codes()) EXPECT_EQ(parse_error_code(to_string(code)), code);
}

TEST(ErrorCode, VariantsOfTheSpecificationAreRead) {
  EXPECT_EQ(parse_error_code("FileLocationsChanged"), ErrorCode::file_location_changed);
  EXPECT_EQ(parse_error_code("InvalidParameter"), ErrorCode::invalid_parameters);
}

TEST(ErrorCode, AnythingElseIsUnknown) {
  for (std::string_view const text : {"", "invalidcookie", "InvalidCookie ", "NotEnoughSpace", "TooManyIds"})
    EXPECT_FALSE(parse_error_code(text)) << text;
}

}  // namespace
}  // namespace wsus::wusp
