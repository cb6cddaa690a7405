// Cookies that only their own server reads.
#include "server/cookies/cookie_sealer.hpp"
#include "tests/unit/server/cookies/sample_states.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace wsus::cookies {
namespace {

Key key_of(std::uint8_t byte) {
  Key key{};
  key.fill(byte);
  return key;
}

TEST(CookieSealer, RoundTripKeepsEveryField) {
  CookieSealer const sealer(key_of(1));
  EXPECT_EQ(sealer.open_cookie(sealer.seal(usual_cookie())), usual_cookie());
  EXPECT_EQ(sealer.open_authorization(sealer.seal(usual_authorization())), usual_authorization());
  EXPECT_EQ(sealer.open_cookie(sealer.seal(domain::CookieState{})), domain::CookieState{});
}

TEST(CookieSealer, AnotherNodeWithTheSameKeyOpensIt) {
  EXPECT_EQ(CookieSealer(key_of(7)).open_cookie(CookieSealer(key_of(7)).seal(usual_cookie())), usual_cookie());
}

TEST(CookieSealer, LengthsAreThoseOfARealServer) {
  CookieSealer const sealer(key_of(1));
  EXPECT_EQ(sealer.seal(usual_cookie()).size(), 224u);
  EXPECT_EQ(sealer.seal(domain::CookieState{}).size(), 224u);
  EXPECT_EQ(sealer.seal(usual_authorization()).size(), 496u);
  EXPECT_EQ(sealer.seal(domain::AuthorizationState{}).size(), 496u);
}

TEST(CookieSealer, LongNamesGiveLongerCookiesThatStillOpen) {
  CookieSealer const sealer(key_of(1));
  auto cookie = usual_cookie();
  cookie.target_group.assign(100'000, 'g');
  auto const sealed = sealer.seal(cookie);
  EXPECT_GT(sealed.size(), 100'000u);
  EXPECT_EQ(sealer.open_cookie(sealed), cookie);
}

TEST(CookieSealer, EveryFlippedBitIsRefused) {
  CookieSealer const sealer(key_of(1));
  auto sealed = sealer.seal(usual_cookie());
  for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    auto const mask = static_cast<char>(1 << (bit % 8));
    sealed[bit / 8] = static_cast<char>(sealed[bit / 8] ^ mask);
    EXPECT_FALSE(sealer.open_cookie(sealed)) << "bit " << bit;
    sealed[bit / 8] = static_cast<char>(sealed[bit / 8] ^ mask);
  }
  EXPECT_TRUE(sealer.open_cookie(sealed));
}

TEST(CookieSealer, EveryTruncationAndAnExtraByteAreRefused) {
  CookieSealer const sealer(key_of(1));
  auto const cookie = sealer.seal(usual_cookie());
  auto const authorization = sealer.seal(usual_authorization());
  for (std::size_t size = 0; size < cookie.size(); ++size) EXPECT_FALSE(sealer.open_cookie(cookie.substr(0, size)));
  for (std::size_t size = 0; size < authorization.size(); ++size) {
    EXPECT_FALSE(sealer.open_authorization(authorization.substr(0, size)));
  }
  EXPECT_FALSE(sealer.open_cookie(cookie + '\0'));
}

TEST(CookieSealer, AnotherKeyOpensNothing) {
  EXPECT_FALSE(CookieSealer(key_of(2)).open_cookie(CookieSealer(key_of(1)).seal(usual_cookie())));
  EXPECT_FALSE(CookieSealer(key_of(2)).open_authorization(CookieSealer(key_of(1)).seal(usual_authorization())));
}

TEST(CookieSealer, OneKindNeverOpensAsTheOther) {
  CookieSealer const sealer(key_of(1));
  EXPECT_FALSE(sealer.open_authorization(sealer.seal(usual_cookie())));
  EXPECT_FALSE(sealer.open_cookie(sealer.seal(usual_authorization())));
}

TEST(CookieSealer, BlankedCookiesOfTheCapturesAreRefused) {
  CookieSealer const sealer(key_of(1));
  EXPECT_FALSE(sealer.open_cookie(std::string(224, '\0')));
  EXPECT_FALSE(sealer.open_authorization(std::string(496, '\0')));
  EXPECT_FALSE(sealer.open_cookie(""));
}

TEST(CookieSealer, SameStateNeverSealsTwiceAlike) {
  CookieSealer const sealer(key_of(1));
  std::set<std::string> sealed;
  for (int i = 0; i < 100; ++i) sealed.insert(sealer.seal(usual_cookie()));
  EXPECT_EQ(sealed.size(), 100u);
}

TEST(CookieSealer, RandomKeysDiffer) { EXPECT_NE(random_key(), random_key()); }

}  // namespace
}  // namespace wsus::cookies
