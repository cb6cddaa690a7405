// The values that a label may have. Internal to this room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace wsus::metrics {

/// A list that never grows: whatever is not in it is its last value, "other". Thread safety: as a constant.
class LabelValues {
public:
  explicit LabelValues(std::vector<std::string> values);
  LabelValues(LabelValues const&) = delete;
  LabelValues& operator=(LabelValues const&) = delete;

  /// "other" included.
  [[nodiscard]] std::size_t size() const { return values_.size(); }
  [[nodiscard]] std::size_t index_of(std::string_view value) const;
  [[nodiscard]] std::string const& at(std::size_t index) const { return values_[index]; }

private:
  std::vector<std::string> values_;
  std::unordered_map<std::string_view, std::size_t> indices_;  // keys look into `values_`
};

/// Every operation of the services, and "none" for requests that reached none.
[[nodiscard]] std::vector<std::string> operation_values();
/// "0" (no answer), the statuses that the server sends by itself, and classes ("4xx") for those that rules send.
[[nodiscard]] std::vector<std::string> status_values();
/// Every ErrorCode, and "none".
[[nodiscard]] std::vector<std::string> error_code_values();
/// Every fault of the list; never names of rules.
[[nodiscard]] std::vector<std::string> fault_values();
/// Codes that agents report most: "0x80240016" and so on.
[[nodiscard]] std::vector<std::string> hresult_values();

/// The value of the label for a status.
[[nodiscard]] std::string status_value(unsigned status);

}  // namespace wsus::metrics
