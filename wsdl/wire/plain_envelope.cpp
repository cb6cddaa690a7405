// One pass over a message in the usual form: see plain_envelope.hpp. Whatever is unusual ends it with false.
#include "wsdl/wire/plain_envelope.hpp"

#include "wsdl/wire/envelope_check.hpp"
#include "wsdl/wire/int_run.hpp"
#include "wsdl/wire/text_guard.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace wsus::wire {
namespace {

constexpr std::array<std::string_view, 2> usual_declarations{R"(<?xml version="1.0" encoding="utf-8"?>)",
                                                             R"(<?xml version="1.0" encoding="UTF-8"?>)"};

/// What a character can be. Text is everything else: control characters and what is not UTF-8 are known to be absent.
enum : std::uint8_t { name_start = 1, name_character = 2, blank = 4, ends_text = 8, ends_value = 16 };

constexpr std::array<std::uint8_t, 256> character_kinds() {
  std::array<std::uint8_t, 256> kinds{};
  auto const add = [&](std::string_view characters, unsigned kind) {
    for (char const c : characters) {
      auto& known = kinds[static_cast<unsigned char>(c)];
      known = static_cast<std::uint8_t>(known | kind);
    }
  };
  add("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_", name_start | name_character);
  add("0123456789-.:", name_character);
  add(" \t\r\n", blank);
  add("<&", ends_text | ends_value);
  add("\"'", ends_value);
  return kinds;
}

constexpr auto kinds = character_kinds();

constexpr bool is(char c, unsigned kind) { return (kinds[static_cast<unsigned char>(c)] & kind) != 0; }

class Scanner {
public:
  explicit Scanner(std::string_view text) : text_(text) {}

  bool accepts() {
    if (text_.starts_with("<?xml") && !declaration()) return false;
    if (!next_is('<') || !start_tag()) return false;
    while (depth_ > 0) {
      if (!text_run()) return false;
      ++at_;  // the '<' that ends it
      bool const taken = next_is('/') ? end_tag() : element();
      if (!taken) return false;
    }
    skip(blank);
    return at_ == text_.size() && place_ == Place::inside;
  }

private:
  /// How much of the way through the outer three elements is behind.
  enum class Place { before, envelope, body, inside };

  struct Binding {
    std::string_view prefix{};
    std::string_view uri{};
    std::size_t depth = 0;
  };

  [[nodiscard]] bool next_is(char c) const { return at_ < text_.size() && text_[at_] == c; }
  [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }

  void skip(unsigned kind) {
    while (at_ < text_.size() && is(text_[at_], kind)) ++at_;
  }

  bool declaration() {
    for (auto const usual : usual_declarations) {
      if (!text_.starts_with(usual)) continue;
      at_ = usual.size();
      skip(blank);
      return true;
    }
    return false;
  }

  /// One of the five references that nobody has to declare.
  bool reference() {
    for (std::string_view const known : {"&lt;", "&gt;", "&amp;", "&quot;", "&apos;"}) {
      if (!rest().starts_with(known)) continue;
      at_ += known.size();
      return true;
    }
    return false;
  }

  /// Up to the '<' that ends it.
  bool text_run() {
    for (;;) {
      while (at_ < text_.size() && !is(text_[at_], ends_text)) ++at_;
      if (at_ == text_.size()) return false;
      if (text_[at_] == '<') return true;
      if (!reference()) return false;
    }
  }

  bool name(std::string_view& found) {
    auto const first = at_;
    if (at_ == text_.size() || !is(text_[at_], name_start)) return false;
    skip(name_character);
    found = text_.substr(first, at_ - first);
    return true;
  }

  bool end_tag() {
    ++at_;
    auto const open = open_[--depth_];
    if (!rest().starts_with(open)) return false;
    at_ += open.size();
    if (!next_is('>')) return false;
    ++at_;
    return true;
  }

  /// Behind its '<': an element; a whole run of them where they are a list of ids.
  bool element() {
    --at_;
    bool const may_run = place_ == Place::inside && (rest().starts_with("<int>") || rest().starts_with("<a:int>"));
    auto const run = may_run ? IntRun::at(rest()) : std::nullopt;
    auto const taken = run ? run->skip(rest()) : 0;
    at_ += taken;
    return taken != 0 || start_tag();
  }

  /// From its '<' to behind its '>'. What is open then has grown by the element, unless it is empty.
  bool start_tag() {
    ++at_;
    std::string_view tag;
    if (!name(tag) || depth_ == open_.size()) return false;
    bool is_empty = false;
    if (!attributes(is_empty) || !enter(tag)) return false;
    if (is_empty) return depth_ > 1 || place_ == Place::inside;  // an empty Envelope or Body is no message
    open_[depth_++] = tag;
    return true;
  }

  bool attributes(bool& is_empty) {
    for (;;) {
      auto const before = at_;
      skip(blank);
      if (next_is('>')) break;
      if (next_is('/')) {
        is_empty = true;
        ++at_;
        if (!next_is('>')) return false;
        break;
      }
      if (at_ == before || !attribute()) return false;
    }
    ++at_;
    return true;
  }

  bool attribute() {
    constexpr std::size_t most = 4'000;  // as check_envelope
    std::string_view found;
    if (++attributes_ > most || !name(found) || !next_is('=')) return false;
    ++at_;
    if (!next_is('"') && !next_is('\'')) return false;
    char const quote = text_[at_];
    auto const first = ++at_;
    for (;;) {
      while (at_ < text_.size() && !is(text_[at_], ends_value)) ++at_;
      if (at_ == text_.size() || text_[at_] == '<') return false;
      if (text_[at_] == quote) break;
      if (text_[at_] != '&')
        ++at_;  // the other quote
      else if (!reference())
        return false;
    }
    auto const value = text_.substr(first, at_ - first);
    ++at_;
    return place_ == Place::inside || bind(found, value);
  }

  /// Declarations count only as far as they are needed: down to the first element of the Body.
  bool bind(std::string_view attribute, std::string_view uri) {
    constexpr std::string_view declaration = "xmlns";
    if (!attribute.starts_with(declaration)) return true;
    attribute.remove_prefix(declaration.size());
    if (!attribute.empty() && attribute.front() != ':') return true;
    if (bound_ == bindings_.size()) return false;
    bindings_[bound_++] = {attribute.empty() ? attribute : attribute.substr(1), uri, depth_};
    return true;
  }

  /// The innermost declaration counts; of two on one element the first.
  [[nodiscard]] std::string_view namespace_of(std::string_view prefix) const {
    Binding const* found = nullptr;
    for (std::size_t i = 0; i < bound_; ++i) {
      bool const nearer = found == nullptr || bindings_[i].depth > found->depth;
      if (bindings_[i].prefix == prefix && nearer) found = &bindings_[i];
    }
    return found == nullptr ? std::string_view() : found->uri;
  }

  /// The Envelope, its Body and whatever is in there, in this order.
  bool enter(std::string_view tag) {
    if (place_ == Place::inside) return depth_ > 1;  // the Envelope has nothing behind its Body
    auto const colon = tag.find(':');
    auto const prefix = colon == std::string_view::npos ? std::string_view() : tag.substr(0, colon);
    auto const local = colon == std::string_view::npos ? tag : tag.substr(colon + 1);
    auto const uri = namespace_of(prefix);
    switch (place_) {
    case Place::before: place_ = Place::envelope; return local == "Envelope" && uri == soap_1_1_namespace;
    case Place::envelope: place_ = Place::body; return depth_ == 1 && local == "Body" && uri == soap_1_1_namespace;
    case Place::body: place_ = Place::inside; return depth_ == 2 && (prefix.empty() || !uri.empty());
    case Place::inside: break;
    }
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::array<std::string_view, 64> open_{};
  std::size_t depth_ = 0;
  std::array<Binding, 16> bindings_{};
  std::size_t bound_ = 0;
  std::size_t attributes_ = 0;
  Place place_ = Place::before;
};

}  // namespace

bool is_plain_envelope(std::string_view text) { return !find_bad_text(text) && Scanner(text).accepts(); }

}  // namespace wsus::wire
