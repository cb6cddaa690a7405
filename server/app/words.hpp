// An option whose value is one of a few words.
#pragma once

#include <CLI/CLI.hpp>

#include <string>

namespace wsus::server {

/// One of the words; help and messages name them (CLI11 would print the enumerators' numbers, too). `Words`: a map from
/// word to value.
template <typename Words>
CLI::Validator words_of(Words const& words) {
  std::string names;
  for (auto const& [word, value] : words) names += (names.empty() ? "" : "|") + word;
  auto transformer = CLI::CheckedTransformer(words);
  transformer.description(names);
  return transformer;
}

}  // namespace wsus::server
