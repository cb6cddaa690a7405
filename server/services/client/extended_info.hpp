// What GetExtendedUpdateInfo and GetExtendedUpdateInfo2 share: fragments of revisions and locations of files.
#pragma once

#include "server/domain/catalogue.hpp"
#include "server/services/service_call.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

class client__ArrayOfFileLocation;
class client__ArrayOfString;
class client__ArrayOfUpdateData;
class client__ArrayOfXmlUpdateFragmentType;

namespace wsus::services {

/// What is asked for, as plain values. Published, VerificationRule and the live types SamplingRate, PiecesHashUrl,
/// BlockMapUrl and EsrpDecryptionInformation name nothing that this server has (wusp-protocol 8.1): they are accepted
/// and give nothing.
struct InfoRequest {
  bool core = false;
  bool extended = false;
  bool localized = false;
  bool eula = false;
  bool file_url = false;
  bool file_decryption = false;
  std::vector<std::string> locales{};  ///< preferred first
  std::string geo_id{};
};

/// Throws Refused(InvalidParameters) naming "infoTypes" when there are none, "locales" when LocalizedProperties or Eula
/// are asked for without one, or when there are more than 100 or one is longer than 85 characters
/// (LOCALE_NAME_MAX_LENGTH; both bounds are assumptions).
[[nodiscard]] InfoRequest read_info_request(client__ArrayOfXmlUpdateFragmentType const* types,
                                            client__ArrayOfString const* locales);

/// Every fragment that is asked for: by kind (Core, Extended, LocalizedProperties, Eula), in the order of `revisions`;
/// of the last two one a revision, in the best locale (wusp-protocol 6.4). Null when there is none.
[[nodiscard]] client__ArrayOfUpdateData* make_fragments(struct soap* soap, InfoRequest const& request,
                                                        std::span<domain::Revision const* const> revisions);

/// Files of these revisions, each digest once: content files, with `eula` the licence files chosen too. Null: none.
[[nodiscard]] client__ArrayOfFileLocation* make_locations(ServiceCall const& call, struct soap* soap,
                                                          InfoRequest const& request,
                                                          std::span<domain::Revision const* const> revisions);

/// Null when there are no files.
[[nodiscard]] client__ArrayOfFileLocation* make_locations(ServiceCall const& call, struct soap* soap,
                                                          std::span<domain::File const* const> files);

}  // namespace wsus::services
