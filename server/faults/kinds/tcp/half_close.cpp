// half_close: FIN after so many bytes of a response; what the peer still sends is read and dropped.
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/tcp/cut_reply.hpp"

namespace wsus::faults {

Fault read_half_close(config::Node const& node) { return read_cut(node, Ending::half_close); }

}  // namespace wsus::faults
