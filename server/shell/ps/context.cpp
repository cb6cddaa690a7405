// Error records and the look at updates: see context.hpp.
#include "server/shell/ps/context.hpp"

#include "server/config/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace wsus::server_shell::ps {
namespace {

std::string lab_line(std::string_view known) {
  return known.empty() ? std::string() : fmt::format("(The lab: {}.)\n\n", known);
}

}  // namespace

std::shared_ptr<UpdateLook const> Context::look() {
  auto catalogue = wsus().catalogue();
  if (!updates || updates->catalogue() != catalogue) updates = std::make_shared<UpdateLook const>(std::move(catalogue));
  return updates;
}

void fail(Context const& context, std::string_view sentence, std::string_view category, std::string_view id,
          std::string_view known) {
  throw Failure{fmt::format("{}\nAt line:1 char:1\n+ {}\n+ {}\n    + CategoryInfo          : {}: (:) [], "
                            "RuntimeException\n    + FullyQualifiedErrorId : {}\n\n{}",
                            sentence, context.line, std::string(std::max<std::size_t>(context.line.size(), 1), '~'),
                            category, id, lab_line(known))};
}

void fail_cmdlet(std::string_view cmdlet, std::string_view sentence, std::string_view category, std::string_view id,
                 std::string_view known) {
  throw Failure{fmt::format("{0} : {1}\n    + CategoryInfo          : {2}: (:) [{0}], Exception\n"
                            "    + FullyQualifiedErrorId : {3},{0}\n\n{4}",
                            cmdlet, sentence, category, id, lab_line(known))};
}

std::string known_names(std::string_view typed, std::vector<std::string_view> const& names) {
  std::string all;
  for (auto const name : names) all += fmt::format("{}{}", all.empty() ? "" : ", ", name);
  auto const near = config::nearest(typed, names);
  return near.empty() ? fmt::format("there are {}", all) : fmt::format("the nearest is {}; there are {}", near, all);
}

}  // namespace wsus::server_shell::ps
