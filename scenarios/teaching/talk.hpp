// The learner at the other end: questions out, lines in.
#pragma once

#include <iosfwd>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

namespace wsus::lab {

/// What a talk needs. The streams live longer than it.
struct TalkPartners {
  std::istream* in = nullptr;  ///< null: nobody is there, as at the end of input
  std::ostream* out = nullptr;
  /// What is read is written, too: where no terminal shows what is typed, questions and answers would run together.
  bool echo = true;
  std::stop_token stop{};
};

/// How a lesson or a quiz ended.
enum class Ending {
  finished,
  left,          ///< the learner wanted to
  end_of_input,  ///< nobody is there any more
  interrupted    ///< stop was asked for
};

class Talk {
public:
  explicit Talk(TalkPartners partners) : partners_(std::move(partners)) {}

  void say(std::string_view text) const;
  /// Writes the question and waits for a line; empty: there is none, and ended() says why.
  [[nodiscard]] std::optional<std::string> ask(std::string_view question);
  [[nodiscard]] bool stopped() const { return partners_.stop.stop_requested(); }
  [[nodiscard]] std::stop_token const& stop() const { return partners_.stop; }
  /// Why there are no more lines.
  [[nodiscard]] Ending ended() const { return stopped() ? Ending::interrupted : Ending::end_of_input; }

private:
  TalkPartners partners_;
};

}  // namespace wsus::lab
