// Values of labels: see label_values.hpp.
#include "server/metrics/label_values.hpp"

#include "server/faults/fault_list.hpp"
#include "wsdl/wusp/error_code.hpp"
#include "wsdl/wusp/service.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace wsus::metrics {
namespace {

constexpr std::array<unsigned, 33> own_statuses{0,   200, 201, 204, 206, 301, 302, 303, 304, 307, 308,
                                                400, 401, 403, 404, 405, 407, 408, 409, 411, 412, 413,
                                                414, 415, 416, 429, 431, 500, 501, 502, 503, 504, 505};

/// wua-behaviour, tables of codes: what agents report from detection, download and installation.
constexpr std::array<std::uint32_t, 55> hresults{
    0x00240001, 0x00240002, 0x00240003, 0x00240004, 0x00240005, 0x00240006, 0x80004005, 0x80070002,
    0x80070003, 0x80070005, 0x8007000E, 0x80070070, 0x800705B4, 0x80070641, 0x80070643, 0x80070652,
    0x80070659, 0x80072EE2, 0x80072EE7, 0x80072EFD, 0x80072EFE, 0x80072F8F, 0x80073712, 0x800B0109,
    0x800F0922, 0x80240016, 0x80240017, 0x8024001E, 0x80240020, 0x80240022, 0x8024002E, 0x80240438,
    0x8024200B, 0x8024200D, 0x80242014, 0x80244007, 0x80244008, 0x8024400D, 0x8024400E, 0x80244010,
    0x80244011, 0x80244015, 0x80244016, 0x80244017, 0x80244018, 0x80244019, 0x8024401B, 0x8024401F,
    0x80244021, 0x80244022, 0x80244023, 0x8024402C, 0x8024402D, 0x80246007, 0x80246013};

}  // namespace

LabelValues::LabelValues(std::vector<std::string> values) : values_(std::move(values)) {
  values_.emplace_back("other");
  for (std::size_t i = 0; i < values_.size(); ++i) indices_.emplace(values_[i], i);
}

std::size_t LabelValues::index_of(std::string_view value) const {
  auto const found = indices_.find(value);
  return found == indices_.end() ? values_.size() - 1 : found->second;
}

std::vector<std::string> operation_values() {
  std::vector<std::string> values{"none", "Ping"};  // Ping is of no service: each has it (IMonitorable)
  for (auto const& operation : wusp::operations()) values.emplace_back(operation.name);
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());  // some services share a name
  return values;
}

std::vector<std::string> status_values() {
  std::vector<std::string> values;
  for (auto const status : own_statuses) values.push_back(std::to_string(status));
  values.insert(values.end(), {"1xx", "2xx", "3xx", "4xx", "5xx"});
  return values;
}

std::string status_value(unsigned status) {
  bool const is_own = std::find(own_statuses.begin(), own_statuses.end(), status) != own_statuses.end();
  return is_own ? std::to_string(status) : fmt::format("{}xx", status / 100);
}

std::vector<std::string> error_code_values() {
  std::vector<std::string> values{"none"};
  for (auto const code : wusp::all_error_codes()) values.emplace_back(wusp::to_string(code));
  return values;
}

std::vector<std::string> fault_values() {
  std::vector<std::string> values;
  for (auto const& kind : faults::fault_kinds()) values.emplace_back(kind.name);
  return values;
}

std::vector<std::string> hresult_values() {
  std::vector<std::string> values;
  for (auto const hresult : hresults) values.push_back(fmt::format("0x{:08X}", hresult));
  return values;
}

}  // namespace wsus::metrics
