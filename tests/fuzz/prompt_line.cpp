// Promise: whatever is typed at the prompts of server and client, they answer: nothing is thrown, no real file is
// touched. The first byte chooses rights and profile, each further line is typed at both prompts.
#include "tests/fuzz/harness.hpp"
#include "tests/fuzz/prompts.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  auto [choice, text] = wsus::fuzz::choice_of(data, size);
  wsus::fuzz::Prompts prompts(choice % 2 == 0,
                              choice % 4 < 2 ? wsus::machine::Profile::w10 : wsus::machine::Profile::w8);
  for (int lines = 0; lines < 16 && !text.empty(); ++lines) {
    auto const end = text.find('\n');
    prompts.type(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return 0;
}
