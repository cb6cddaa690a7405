// Files of an update document: their bytes are not there, so inert content takes their place. Internal to this room.
#pragma once

#include "server/catalogue/document_place.hpp"
#include "server/catalogue/import.hpp"
#include "server/domain/catalogue.hpp"

#include <string>
#include <vector>

namespace wsus::catalogue {

/// Makes content for each File and EulaFile, writes its digests and size (and the sums in Properties) into the
/// document, and adds files, licences and notes.
void replace_files(DocumentPlace const& update, std::string const& file, ImportOptions const& options,
                   domain::Revision& revision, std::vector<std::string>& notes);

}  // namespace wsus::catalogue
