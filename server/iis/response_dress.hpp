// How the answers of one server look beside their content: header names, their order, version texts, closing.
#pragma once

#include "server/faults/response_plan.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::iis {

enum class HeaderCase { as_captured, lower };

/// When `Connection: keep-alive` is written. `http_1_0`: to clients of HTTP/1.0 that asked to keep the connection, as
/// they would not keep it otherwise (RFC 9112, 9.3); the captured server writes it to nobody else.
enum class KeepAliveHeader { http_1_0, always, never };

/// The defaults are those of the captured server (captures Fault-InstalledNonLeafUpdateIDs and SyncUpdates).
struct ResponseDress {
  HeaderCase header_case = HeaderCase::as_captured;
  std::vector<std::string> header_order{};    ///< these first, in this order; the others keep theirs, after them
  std::string server = "Microsoft-IIS/10.0";  ///< value of `Server` where IIS answers; empty: no such header
  std::string asp_net_version = "4.0.30319";  ///< value of `X-AspNet-Version`; empty: no such header
  std::string iis_version = "10.0";           ///< in titles of error pages and heads of W3C logs
  bool powered_by = true;                     ///< `X-Powered-By` is kept
  bool faults_close = true;                   ///< the connection ends after a SOAP fault
  KeepAliveHeader keep_alive = KeepAliveHeader::http_1_0;
};

/// The headers as this server writes them. Nothing is added; letter case of names does not matter to the comparison. A
/// `Server` that is not IIS (http.sys, a gateway) keeps its text. Pure.
[[nodiscard]] std::vector<faults::Header> dressed(std::vector<faults::Header> headers, ResponseDress const& dress);

/// Whether the plan ends the connection: as it says, but for SOAP faults of a server whose faults do not close.
[[nodiscard]] bool closes(faults::ResponsePlan const& plan, ResponseDress const& dress);

/// A generation of WSUS servers. Where `source` says assumption, no capture of that generation is known.
struct ServerProfile {
  std::string_view name{};  ///< as `--server-profile` takes it
  std::string_view system{};
  std::string_view iis_version{};      ///< "10.0"
  std::string_view asp_net_version{};  ///< "4.0.30319"
  std::size_t page_updates = 30;       ///< updates in one SyncUpdates answer
  std::string_view protocol_version = "3.2";
  bool asmx_only = false;              ///< every service in the dress of ASMX, faults as in the specification's samples
  bool file_digest_algorithm = false;  ///< FileLocation says "SHA1" (wusp-protocol 4.2)
  std::string_view source{};
};

/// From the oldest to the newest.
[[nodiscard]] std::span<ServerProfile const> server_profiles();
/// By name, exactly; null when there is none.
[[nodiscard]] ServerProfile const* find_server_profile(std::string_view name);
[[nodiscard]] ResponseDress dress_of(ServerProfile const& profile);

}  // namespace wsus::iis
