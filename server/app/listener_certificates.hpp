// The certificates that the listeners of one server show: the good one, and those with something wrong.
#pragma once

#include "server/app/lab_certificates.hpp"
#include "server/certificates/certificates.hpp"
#include "server/faults/connection_plan.hpp"
#include "wsdl/wusp/clock.hpp"

#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace wsus::server {

/// Made when they are first asked for, and kept; "now" is the clock's time then.
///
/// A flaw is the only thing wrong with its certificate where the authority's key is here: the lab's own, or one that
/// was given. With an operator's certificate and no authority, certificates with flaws are signed by an authority of
/// the lab that clients do not trust either. Thread safety: every call from any thread. Lifetime: `clock` must outlive
/// it.
class ListenerCertificates {
public:
  using Pair = certificates::CertificateAndKey;

  /// `server`: the good one; empty: the lab makes one for `names`. `authority`: what has signed it, or signs it when
  /// the lab makes it; empty: the lab makes one.
  ListenerCertificates(std::optional<Pair> server, std::optional<Pair> authority, LabNames names,
                       wusp::Clock const& clock);

  /// Throws certificates::CertificateError.
  [[nodiscard]] Pair good();
  [[nodiscard]] Pair flawed(faults::CertificateFlaw flaw);
  /// PEM of the authority that signs: the given one, or the lab's.
  [[nodiscard]] std::string authority();

private:
  // Under the lock.
  [[nodiscard]] LabCertificates const& lab();
  [[nodiscard]] Pair const& signer();
  [[nodiscard]] Pair make(faults::CertificateFlaw flaw);

  std::optional<Pair> const server_;
  std::optional<Pair> const authority_;
  LabNames const names_;
  wusp::Clock const& clock_;
  std::mutex mutex_;
  std::optional<LabCertificates> lab_;
  std::map<faults::CertificateFlaw, Pair> flawed_;
};

}  // namespace wsus::server
