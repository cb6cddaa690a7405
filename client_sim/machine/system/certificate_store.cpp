// Lists of certificates by store.
#include "client_sim/machine/system/certificate_store.hpp"

#include <algorithm>
#include <charconv>

namespace wsus::machine {
namespace {

std::string without_blanks(std::string_view text) {
  auto result = windows::to_lower(text);
  std::erase(result, ' ');
  return result;
}

std::optional<std::size_t> as_index(std::string_view text, std::size_t size) {
  std::size_t number = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  bool const is_number = error == std::errc{} && end == text.data() + text.size();
  return is_number && number < size ? std::optional(number) : std::nullopt;
}

}  // namespace

bool CertificateStores::add(std::string_view store, Certificate certificate) {
  if (has_thumbprint(store, certificate.thumbprint)) return false;
  stores_[std::string(store)].push_back(std::move(certificate));
  return true;
}

std::vector<Certificate> const& CertificateStores::list(std::string_view store) const {
  static std::vector<Certificate> const none;
  auto const found = stores_.find(store);
  return found == stores_.end() ? none : found->second;
}

std::optional<std::size_t> CertificateStores::find(std::string_view store, std::string_view cert_id) const {
  auto const& certificates = list(store);
  auto const wanted = without_blanks(cert_id);
  if (wanted.empty()) return std::nullopt;
  auto const by = [&](auto const& matches) -> std::optional<std::size_t> {
    auto const found = std::find_if(certificates.begin(), certificates.end(), matches);
    if (found == certificates.end()) return std::nullopt;
    return static_cast<std::size_t>(found - certificates.begin());
  };
  // Serial numbers first: a short one looks like an index.
  if (auto const index = by([&](Certificate const& one) { return one.serial == wanted || one.thumbprint == wanted; }))
    return index;
  if (auto const index = as_index(wanted, certificates.size())) return index;
  auto const name = windows::to_lower(cert_id);
  return by([&](Certificate const& one) { return windows::to_lower(one.subject).find(name) != std::string::npos; });
}

void CertificateStores::remove(std::string_view store, std::size_t index) {
  auto const found = stores_.find(store);
  if (found == stores_.end() || index >= found->second.size()) return;
  found->second.erase(found->second.begin() + static_cast<std::ptrdiff_t>(index));
  if (found->second.empty()) stores_.erase(found);
}

bool CertificateStores::has_thumbprint(std::string_view store, std::string_view thumbprint) const {
  auto const& certificates = list(store);
  return std::any_of(certificates.begin(), certificates.end(),
                     [&](Certificate const& one) { return windows::equal_caseless(one.thumbprint, thumbprint); });
}

std::string CertificateStores::pem_of(std::string_view store) const {
  std::string text;
  for (auto const& certificate : list(store)) {
    text += certificate.pem;
    if (!text.ends_with('\n')) text += '\n';
  }
  return text;
}

}  // namespace wsus::machine
