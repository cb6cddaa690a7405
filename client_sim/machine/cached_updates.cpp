// Shares content between values until one is edited: see cached_updates.hpp.
#include "client_sim/machine/cached_updates.hpp"

#include <mutex>
#include <utility>

namespace wsus::machine {

struct CachedUpdates::Content {
  Content() = default;
  explicit Content(Map given) : map(std::move(given)) {}

  Map map{};
  std::mutex mutex{};  ///< of `worked_out`: whoever shares the content may be in another thread
  std::shared_ptr<WorkedOut const> worked_out{};
};

CachedUpdates::CachedUpdates(Map map) : content_(std::make_shared<Content>(std::move(map))), own_(true) {}

CachedUpdates::CachedUpdates(CachedUpdates const& other) : content_(other.content_) {
  if (other.own_) other.own_ = false;
}

CachedUpdates& CachedUpdates::operator=(CachedUpdates const& other) {
  if (this == &other) return *this;
  content_ = other.content_;
  own_ = false;
  if (other.own_) other.own_ = false;
  return *this;
}

// Not by the count of owners: another thread may just have given its copy away, and nothing would order its last look
// before the first change.
CachedUpdates::Map& CachedUpdates::edit() {
  if (!content_) {
    content_ = std::make_shared<Content>();
  } else if (!own_) {
    content_ = std::make_shared<Content>(content_->map);
  } else {
    content_->worked_out.reset();
  }
  own_ = true;
  return content_->map;
}

std::shared_ptr<WorkedOut const> CachedUpdates::kept() const {
  if (!content_) return nullptr;
  std::scoped_lock const lock(content_->mutex);
  return content_->worked_out;
}

void CachedUpdates::keep(std::shared_ptr<WorkedOut const> worked_out) const {
  if (!content_) return;
  std::scoped_lock const lock(content_->mutex);
  content_->worked_out = std::move(worked_out);
}

CachedUpdates::Map const& CachedUpdates::map() const {
  static Map const empty;
  return content_ ? content_->map : empty;
}

}  // namespace wsus::machine
