// Addresses that are no service: fixed files, content files, folders, and what is missing.
#include "server/exchange/passage.hpp"
#include "server/exchange/static_addresses.hpp"

#include <fmt/format.h>

#include <system_error>
#include <utility>

namespace wsus::exchange {
namespace {

/// What IIS's static file handler allows (assumption: the header's text is from memory).
constexpr std::string_view file_methods = "GET, HEAD, OPTIONS, TRACE";

bool is_read(faults::ExchangeView const& request) { return request.method == "GET" || request.method == "HEAD"; }

}  // namespace

void Exchange::answer_without_service(Passage& passage) {
  std::string_view const path = passage.address;
  if (hosting_.files != nullptr) {
    if (auto const* const file = hosting_.files->find(path)) return serve(passage, *file);
  }
  if (hosting_.content != nullptr) {
    try {
      if (auto const file = hosting_.content->find(path, state_.catalogue())) return serve(passage, *file);
    } catch (std::system_error const& e) {
      return passage.answer(iis::internal_server_error(hosting_.iis_version),
                            fmt::format("the content store failed: {}", e.what()));
    }
  }
  auto const* const address = static_address_at(path);
  if (address != nullptr && address->kind == AddressKind::folder) {
    passage.answer(iis::directory_listing_denied(hosting_.iis_version), fmt::format("'{}' is a folder", path));
  } else if (address != nullptr) {
    passage.answer(iis::not_found(hosting_.iis_version), fmt::format("this server has no '{}'", address->path));
  } else {
    passage.answer(iis::not_found(hosting_.iis_version), fmt::format("no service at '{}'", path));
  }
}

void Exchange::serve(Passage& passage, content::ServedFile const& file) const {
  if (!is_read(passage.request)) {
    passage.answer(iis::method_not_allowed(hosting_.iis_version),
                   fmt::format("method {} on a file", passage.request.method));
    passage.plan.headers.insert(passage.plan.headers.begin(), {"Allow", std::string(file_methods)});
    return;
  }
  auto answer = content::answer_for(file, passage.request);
  passage.entry.content_range = answer.content_range;
  if (answer.status == 416) {
    passage.answer(iis::range_not_satisfiable(hosting_.iis_version),
                   fmt::format("range '{}' of {} bytes", passage.request.range, file.size));
    passage.plan.headers.insert(passage.plan.headers.begin() + 1, {"Content-Range", std::move(answer.content_range)});
    return;
  }
  auto plan = faults::page_plan({.status = answer.status});
  plan.headers.insert(plan.headers.begin(), answer.headers.begin(), answer.headers.end());
  plan.file = std::move(answer.body);
  passage.plan = std::move(plan);
}

}  // namespace wsus::exchange
