// reset: RST after so many bytes of a response; what the peer has not read by then is lost to it.
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/tcp/cut_reply.hpp"

namespace wsus::faults {

Fault read_reset(config::Node const& node) { return read_cut(node, Ending::reset); }

}  // namespace wsus::faults
