// Entries of the journal as JSON.
#pragma once

#include "server/control/query.hpp"
#include "server/journal/journal.hpp"

#include <boost/json.hpp>

#include <string>

namespace wsus::control {

/// Every field by its name; texts are empty where there is nothing. No bodies.
[[nodiscard]] boost::json::object to_json(journal::Entry const& entry);

/// With the bodies that are kept: "request_body", or "request_body_base64" for bytes that are no UTF-8; the same for
/// the response.
[[nodiscard]] boost::json::object with_bodies(journal::Entry const& entry);

/// One object of the entries of a HAR 1.2 file; what HAR has no field for stands in fields that begin with '_'.
/// `site`: "http://127.0.0.1:8530", before targets that are paths.
[[nodiscard]] boost::json::object to_har(journal::Entry const& entry, std::string const& site);

/// The filter that the parameters of a call tell.
[[nodiscard]] journal::Filter filter_of(Query& query);

}  // namespace wsus::control
