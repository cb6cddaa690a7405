// A run of plain `<int>` elements, as agents and servers write them: read and written without a parser.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wsus::wire {

/// Elements of one name, each spelt `<NAME>digits</NAME>`, with nothing but blanks between them. Whoever asks has
/// found out that NAME, spelt so, is the element that is wanted; no attribute of the run can change what it means.
class IntRun {
public:
  /// Bytes that have to follow a place that is looked at: elements nearer to the end of a text are not taken.
  static constexpr std::size_t look_ahead = 48;

  /// The run of elements whose first one begins at the front of `text`, blanks aside. Empty when no start tag without
  /// attributes stands there, or its name is longer than those that occur ("int", "a:int").
  [[nodiscard]] static std::optional<IntRun> at(std::string_view text);

  [[nodiscard]] std::string const& name() const { return name_; }

  /// Appends the numbers of `text` to `values`, up to the first element that is not of the run: of another spelling, no
  /// number in digits alone, one that an `int` does not hold, or too near to the end. Returns the bytes taken: up to
  /// the end of the last element, 0 when there is none.
  [[nodiscard]] std::size_t take(std::string_view text, std::vector<int>& values) const;

  /// As take(), for those who need no numbers.
  [[nodiscard]] std::size_t skip(std::string_view text) const;

private:
  /// Up to eight characters, compared at once.
  struct Pattern {
    Pattern() = default;
    explicit Pattern(std::string_view text);
    [[nodiscard]] bool starts(char const* text) const;
    std::uint64_t characters = 0;
    std::uint64_t mask = 0;
    std::size_t size = 0;
  };

  explicit IntRun(std::string_view name);
  template <typename Sink>
  [[nodiscard]] std::size_t walk(std::string_view text, Sink const& sink) const;

  std::string name_;
  Pattern open_{};
  Pattern close_{};
};

/// Appends `<int>value</int>` for each value.
void append_int_elements(std::span<int const> values, std::string& out);

}  // namespace wsus::wire
