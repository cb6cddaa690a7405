// StartCategoryScan (wusp-protocol 6.4).
#include "tests/unit/server/domain/sample_catalogue.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wsus::domain {
namespace {

/// Products 1 and 2, classifications 3 and 4, detectoid 5.
Catalogue categories() {
  return Catalogue({category_revision(1), category_revision(2),
                    category_revision(3, {}, CategoryType::update_classification),
                    category_revision(4, {}, CategoryType::update_classification), detectoid(5)});
}

struct ScanRow {
  char const* name;
  std::vector<std::pair<int, int>> requested;  ///< group, category
  std::vector<int> preferred;
  std::vector<int> in_error;
};

class StartCategoryScan : public testing::TestWithParam<ScanRow> {};

// Conforms: StartCategoryScan
TEST_P(StartCategoryScan, PrefersWhatAFilterCanExpress) {
  std::vector<CategoryRequest> requested;
  for (auto const& [group, number] : GetParam().requested) requested.push_back({group, guid(number)});
  auto const answer = start_category_scan(categories(), requested);
  std::vector<wusp::Guid> preferred;
  std::vector<wusp::Guid> in_error;
  for (auto const number : GetParam().preferred) preferred.push_back(guid(number));
  for (auto const number : GetParam().in_error) in_error.push_back(guid(number));
  EXPECT_EQ(answer.preferred, preferred);
  EXPECT_EQ(answer.in_error, in_error);
}

INSTANTIATE_TEST_SUITE_P(Table, StartCategoryScan,
                         testing::Values(ScanRow{"Nothing", {}, {}, {}}, ScanRow{"OneProduct", {{0, 1}}, {1}, {}},
                                         ScanRow{"ProductAndClassification", {{0, 3}, {0, 1}}, {1}, {}},
                                         ScanRow{"TwoGroups", {{1, 2}, {0, 1}, {1, 3}}, {1, 2}, {}},
                                         ScanRow{"SameProductTwice", {{0, 1}, {1, 1}, {1, 4}}, {1}, {}},
                                         ScanRow{"TwoProductsInAGroup", {{0, 1}, {0, 2}}, {}, {}},
                                         ScanRow{"TwoClassifications", {{0, 1}, {0, 3}, {0, 4}}, {}, {}},
                                         ScanRow{"ClassificationAlone", {{0, 3}}, {}, {}},
                                         ScanRow{"OddGroupClearsTheOthers", {{0, 1}, {1, 3}, {2, 2}}, {}, {}},
                                         ScanRow{"UnknownDropsItsGroup", {{0, 1}, {0, 99}, {1, 2}}, {2}, {99}},
                                         ScanRow{"UnknownIsNamedOnce", {{0, 99}, {1, 99}, {2, 98}}, {}, {99, 98}},
                                         ScanRow{"DetectoidIsNoCategory", {{0, 5}}, {}, {5}}),
                         [](auto const& test) { return test.param.name; });

}  // namespace
}  // namespace wsus::domain
