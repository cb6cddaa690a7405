// What a generated catalogue has on top when it is asked for: drivers and translations. Their chance is their own, so
// that the rest stays what it is without them.
#include "server/catalogue/generation.hpp"
#include "server/catalogue/language_tags.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace wsus::catalogue {
namespace {

using domain::DeploymentAction;
using domain::UpdateType;

/// A date by its day: the versions of generated drivers do not depend on the clock.
wusp::UtcTime day(int year, unsigned month, unsigned of_month) {
  return std::chrono::sys_days(std::chrono::year(year) / static_cast<int>(month) / static_cast<int>(of_month));
}

struct DriverAge {
  wusp::UtcTime date{};
  std::uint64_t major = 0;
  int score = 0;
};

/// Two of three drivers are newer and fit better than anything that a machine has installed, the third is older and
/// fits worse (assumption of the lab: installed drivers lie between 2007 and 2025, version 10).
DriverAge age_of(int number) {
  if (number % 3 == 2) return {.date = day(2006, 6, 21), .major = 6, .score = 240};
  return {.date = day(2026, 1, 15), .major = 100, .score = 16};
}

domain::DriverRow row_of(int number) {
  auto const age = age_of(number);
  return {.hardware_id = driver_hardware_id(number),
          .ver_date = age.date,
          .ver_version = age.major << 48 | static_cast<std::uint64_t>(number) << 16,
          .device_class = "System",
          .company = "Contoso",
          .provider = "Contoso",
          .manufacturer = "Contoso",
          .model = fmt::format("Contoso device {}", number + 1),
          .whql_driver_id = 100'000 + number,
          .feature_scores = {{.operating_system = "amd64.10.0", .score = age.score}}};
}

}  // namespace

std::string driver_hardware_id(int number) { return fmt::format(R"(PCI\VEN_1AF4&DEV_{:04X})", 0x1000 + number); }

void check_extras(GeneratorSizes const& sizes) {
  for (std::size_t i = 0; i < sizes.languages.size(); ++i) {
    auto const& language = sizes.languages[i];
    if (!is_language_tag(language) || same_ignoring_case(language, "en")) {
      throw std::invalid_argument(fmt::format("languages has '{}'; allowed: language tags other than en", language));
    }
    auto const same = [&](std::string const& other) { return same_ignoring_case(other, language); };
    if (std::any_of(sizes.languages.begin(), sizes.languages.begin() + static_cast<std::ptrdiff_t>(i), same)) {
      throw std::invalid_argument(fmt::format("languages has '{}' twice; allowed: every language once", language));
    }
  }
}

void add_drivers(Generation& generation, NonLeaves const& non_leaves) {
  constexpr std::uint64_t of_drivers = 0x6472697665727321u;
  auto const& sizes = generation.sizes();
  Random random(sizes.seed ^ of_drivers);
  for (int number = 0; number < sizes.drivers; ++number) {
    domain::Revision driver;  // member by member: gcc 12 takes parts of a braced one for uninitialised
    driver.id = 1'000 + 3 * sizes.revisions + number;
    driver.identity = {.update_id = random.guid(), .revision_number = 1};
    driver.type = UpdateType::driver;
    driver.explicitly_deployable = true;
    driver.title = fmt::format("Contoso - System - driver for device {}", number + 1);
    driver.drivers.push_back(row_of(number));
    driver.handler = "WindowsDriver";
    driver.deployment = {
        .id = 4'000 + sizes.revisions + number, .action = DeploymentAction::install, .last_change = sizes.approved};
    driver.prerequisites.push_back(generation.clause({non_leaves.products().front()}, true));
    generation.add(std::move(driver));
  }
}

void add_translations(Generation& generation) {
  auto const& languages = generation.sizes().languages;
  for (std::size_t position = 0; position < generation.size(); ++position) {
    auto& revision = generation.at(position);
    for (auto const& language : languages) {
      domain::LocalizedTexts texts{.language = language, .title = fmt::format("[{}] {}", language, revision.title)};
      if (!revision.description.empty()) texts.description = fmt::format("[{}] {}", language, revision.description);
      revision.translations.push_back(std::move(texts));
    }
  }
}

}  // namespace wsus::catalogue
