// duplicate_revision: SyncUpdates delivers an update twice.
#include "server/config/values.hpp"
#include "server/faults/kinds/kinds.hpp"
#include "server/faults/kinds/soap/soap_reply.hpp"

#include <charconv>
#include <limits>

namespace wsus::faults {
namespace {

/// Revision IDs count the revisions of one server, so none is ever near this. The same revision gets the same second
/// ID in every answer.
constexpr std::int32_t far = 1'000'000'000;

/// Empty when it is no revision ID.
std::string other_id(std::string_view id) {
  std::int32_t number = 0;
  auto const [rest, error] = std::from_chars(id.data(), id.data() + id.size(), number);
  if (error != std::errc{} || rest != id.data() + id.size()) return {};
  return std::to_string(number < far ? number + far : number - far);
}

class DuplicateRevision final : public XmlFault {
public:
  DuplicateRevision(std::size_t nth, bool renumbered) : nth_(nth), renumbered_(renumbered) {}

private:
  [[nodiscard]] std::vector<Splice> changes(XmlText const& xml) const override {
    auto const updates = xml.find("SyncUpdatesResult/NewUpdates/UpdateInfo");
    if (nth_ > updates.size()) return {};
    auto const& update = *updates[nth_ - 1];
    Splice second{.range = {update.end, update.end}, .with = std::string(xml.in(update.outer()))};
    if (renumbered_) {
      auto const* const id = xml.child(update, "ID");
      auto const other = id != nullptr ? other_id(xml.in(id->content())) : std::string();
      if (other.empty()) return {};
      second.with.replace(id->tag_end - update.begin, id->content_end - id->tag_end, other);
    }
    return {std::move(second)};
  }

  std::size_t nth_;  ///< from 1
  bool renumbered_;
};

}  // namespace

Fault read_duplicate_revision(config::Node const& node) {
  config::allow_only(node, {"nth", "renumbered"});
  auto const nth = node.child("nth");
  auto const renumbered = node.child("renumbered");
  auto const number = nth ? nth->integer(1, std::numeric_limits<std::int32_t>::max()) : 1;
  return std::make_shared<DuplicateRevision const>(static_cast<std::size_t>(number),
                                                   renumbered && renumbered->boolean());
}

}  // namespace wsus::faults
