// ArrayOfInt, the lists of revision ids: the one generated type with a reader and a writer of ours (typemap.dat).
#pragma once

#include <vector>

namespace wsus::wire {

/// What the WSDL calls ArrayOfInt: the values of its `int` elements, in their order.
///
/// Of its own because a warm SyncUpdates is little else: thousands of `<int>` elements, which the generated code reads
/// one character and writes one token at a time. Generated code sees it as `client__ArrayOfInt`.
struct IntList {
  std::vector<int> values{};
};

}  // namespace wsus::wire
