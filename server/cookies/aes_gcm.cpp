// AES-256-GCM with OpenSSL's EVP interface.
#include "server/cookies/aes_gcm.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <climits>
#include <memory>
#include <stdexcept>

namespace wsus::cookies {
namespace {

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

unsigned char const* bytes(std::string_view text) { return reinterpret_cast<unsigned char const*>(text.data()); }
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
int length(std::string_view text) { return static_cast<int>(text.size()); }

void require(bool good, char const* what) {
  if (!good) throw std::runtime_error(std::string("OpenSSL cannot seal a cookie: ") + what);
}

}  // namespace

Key random_key() {
  Key key{};
  require(RAND_bytes(key.data(), static_cast<int>(key.size())) == 1, "RAND_bytes");
  return key;
}

std::string encrypt(Key const& key, std::string_view purpose, std::string_view plain) {
  require(plain.size() < INT_MAX - nonce_size - tag_size, "too long");
  std::string sealed(nonce_size + plain.size() + tag_size, '\0');
  auto* const nonce = bytes(sealed);
  auto* const text = nonce + nonce_size;
  require(RAND_bytes(nonce, nonce_size) == 1, "RAND_bytes");

  Context const context(EVP_CIPHER_CTX_new());
  int done = 0;
  require(context != nullptr, "EVP_CIPHER_CTX_new");
  require(EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.data(), nonce) == 1, "EVP_EncryptInit_ex");
  require(EVP_EncryptUpdate(context.get(), nullptr, &done, bytes(purpose), length(purpose)) == 1, "additional data");
  require(EVP_EncryptUpdate(context.get(), text, &done, bytes(plain), length(plain)) == 1, "EVP_EncryptUpdate");
  require(EVP_EncryptFinal_ex(context.get(), text + done, &done) == 1, "EVP_EncryptFinal_ex");
  require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, tag_size, text + plain.size()) == 1, "tag");
  return sealed;
}

std::optional<std::string> decrypt(Key const& key, std::string_view purpose, std::string_view sealed) {
  if (sealed.size() < nonce_size + tag_size || sealed.size() > INT_MAX) return std::nullopt;
  auto const nonce = sealed.substr(0, nonce_size);
  auto const text = sealed.substr(nonce_size, sealed.size() - nonce_size - tag_size);
  std::string tag(sealed.substr(sealed.size() - tag_size));
  std::string plain(text.size(), '\0');

  Context const context(EVP_CIPHER_CTX_new());
  int done = 0;
  bool const good = context != nullptr &&
                    EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.data(), bytes(nonce)) == 1 &&
                    EVP_DecryptUpdate(context.get(), nullptr, &done, bytes(purpose), length(purpose)) == 1 &&
                    EVP_DecryptUpdate(context.get(), bytes(plain), &done, bytes(text), length(text)) == 1 &&
                    EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, tag_size, tag.data()) == 1 &&
                    EVP_DecryptFinal_ex(context.get(), bytes(plain) + done, &done) == 1;
  if (!good) return std::nullopt;
  return plain;
}

}  // namespace wsus::cookies
