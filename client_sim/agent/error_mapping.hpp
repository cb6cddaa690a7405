// From what went wrong on the wire to the HRESULT the agent ends with, by table, with the whole chain kept.
#pragma once

#include "client_sim/agent/failure.hpp"
#include "client_sim/agent/hresult.hpp"
#include "client_sim/machine/machine.hpp"

#include <string>
#include <vector>

namespace wsus::agent {

/// One link: a code and what it said. Innermost first.
struct ChainLink {
  Hresult code = 0;
  std::string symbol{};
  std::string what{};  ///< one sentence
};

struct MappedError {
  Hresult hresult = 0;
  std::vector<ChainLink> chain{};  ///< innermost first; the last one is `hresult` itself
};

/// Where the sources disagree about the final code.
struct MappingSettings {
  /// Final code when the limit of redirects is passed; 0x80072F7C stays in the chain (wua-behaviour 11, row 1).
  Hresult redirect_loop_hresult = hr::pt_soap_fault;
  /// Of 12002. Windows 10 1607 shows 0x8024401C though nobody has sent 408 (C; hresults, FM33).
  Hresult timeout_hresult = hr::winhttp_timeout;
  /// Of 12029. Agents with WWSAPI may show 0x80240438 (I; FM51).
  Hresult cannot_connect_hresult = hr::winhttp_cannot_connect;
  /// Of 12030, whether the peer closed or reset. 0x80072EFF is WinINet's name of a reset (M); 0x80240440 is what
  /// WWSAPI's own code stands for (I; FM24, FM53).
  Hresult connection_error_hresult = hr::winhttp_connection_error;
  /// Of 12157. An agent of Vista showed 0x80072EFE (C; FM57).
  Hresult no_common_tls_hresult = hr::winhttp_secure_channel_error;
  /// What is wrong with a certificate (12037, 12038, 12045, 12169, 12170) is the final code; else that is 0x80072F8F
  /// for all of them, as in published logs (C; FM55, FM56), with the kind before it in the chain.
  bool certificate_by_kind = false;
  /// Of a ServerBusy; 0x80244007, as of faults in general, is the other candidate (FM13, unconfirmed).
  Hresult server_busy_hresult = hr::pt_load_shedding;
  /// The last word, after all settings above: where a source names several codes for one failure and does not say when
  /// an agent shows which. The first row for a code counts; what is shown is not looked up again.
  std::vector<ShownHresult> shown_hresults{};
};

/// Sources: wua-behaviour 5.1 to 5.4, 6. HTTP 500 with a parsable SOAP fault is 0x80244007 (w7: 0x8024400D or
/// 0x8024400E by its faultcode, with 0x80244007 before it in the chain), without one 0x8024401F.
/// A fault that the agent recovers from is mapped to the code of a recovery that did not help (wua-behaviour 5.1).
[[nodiscard]] MappedError map_failure(Failure const& failure, machine::Profile profile,
                                      MappingSettings const& settings = {});

/// License terms that could not be fetched end with 0x80240033, whatever the reason (C; FM73); before it in the chain
/// stands the code of the reason as map_failure() tells it, but for HTTP status 401: 0x800710DD (C; FM70).
[[nodiscard]] MappedError map_license_failure(Failure const& failure, machine::Profile profile,
                                              MappingSettings const& settings = {});

/// What a fault of this faultcode ends with before its ErrorCode is looked at (wua-behaviour 5.2).
[[nodiscard]] Hresult hresult_of_fault(wusp::FaultCode code, machine::Profile profile);

/// The HRESULT of a WinHTTP number: 12029 -> 0x80072EFD.
[[nodiscard]] Hresult hresult_of_winhttp(unsigned error);

/// What a fault says, as one sentence: "SOAP fault Client / InvalidParameters / parameters.X, ID=...".
[[nodiscard]] std::string describe(wusp::SoapFault const& fault);

}  // namespace wsus::agent
