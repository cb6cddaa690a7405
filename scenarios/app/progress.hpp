// How far a run is: one line of a terminal that is written over and over.
#pragma once

#include <cstddef>
#include <functional>
#include <iosfwd>
#include <string>

namespace wsus::lab {

/// Seconds since the run began.
using Elapsed = std::function<double()>;

/// Below what is printed stands how much is done. Where no line can be rewritten (a file, a CI's log) nothing is added:
/// results come as plain lines, one after the other. Thread safety: none. The stream outlives it.
class Progress {
public:
  /// `total`: runs of scenarios; 0: nobody knows. `live`: the output is a terminal.
  Progress(std::ostream& out, bool live, std::size_t total, Elapsed elapsed);
  /// Leaves an empty line where the progress was.
  ~Progress();
  Progress(Progress const&) = delete;
  Progress& operator=(Progress const&) = delete;

  /// Lines for good, with a newline at their end.
  void print(std::string const& text);
  /// One more is over.
  void done(bool held);

private:
  void clear();
  void show();

  std::ostream& out_;
  bool const live_;
  std::size_t const total_;
  Elapsed elapsed_;
  std::size_t done_ = 0;
  std::size_t failed_ = 0;
};

}  // namespace wsus::lab
