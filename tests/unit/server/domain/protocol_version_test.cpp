// Protocol versions and the gates between client and server (wusp-protocol 1.5).
#include "server/domain/protocol_version.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace wsus::domain {
namespace {

TEST(ProtocolVersion, IsComparedPartByPart) {
  EXPECT_LT(parse_protocol_version("1.9"), parse_protocol_version("1.10"));
  EXPECT_LT(parse_protocol_version("1.20"), parse_protocol_version("2.0"));
  EXPECT_EQ(parse_protocol_version("2.90"), (ProtocolVersion{2, 90}));
  EXPECT_EQ(parse_protocol_version("99999999999.0").major_part, std::numeric_limits<int>::max());
  for (auto const* text : {"", "new", "3", ".", "x.1"})
    EXPECT_EQ(parse_protocol_version(text), ProtocolVersion{}) << text;
}

// Conforms: SyncUpdates.version_gates
TEST(ProtocolGates, OpenWithTheVersionsOfTheTable) {
  struct Row {
    char const* client;
    char const* server;
    bool hardware_ids;
    bool category_scan;
    bool auto_select;
  };
  for (auto const& row : std::vector<Row>{{"1.0", "3.2", false, false, false},
                                          {"1.5", "3.2", false, false, false},
                                          {"1.6", "3.2", true, false, false},
                                          {"1.7", "3.2", true, true, false},
                                          {"1.7", "3.1", true, false, false},
                                          {"1.8", "3.2", true, true, true},
                                          {"1.8", "3.0", true, false, true},
                                          {"1.8", "", true, false, true},
                                          {"2.90", "3.2", true, true, true},
                                          {"2.90", "3.10", true, true, true},
                                          {"2.90", "3.1", true, false, true}}) {
    auto const gates = protocol_gates(row.client, row.server);
    EXPECT_EQ(gates.hardware_ids, row.hardware_ids) << row.client << ' ' << row.server;
    EXPECT_EQ(gates.category_scan, row.category_scan) << row.client << ' ' << row.server;
    EXPECT_EQ(gates.auto_select, row.auto_select) << row.client << ' ' << row.server;
  }
}

}  // namespace
}  // namespace wsus::domain
