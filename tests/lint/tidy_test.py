#!/usr/bin/env python3
"""tidy.py checks what changed, remembers what was clean, and never what was not. With a clang-tidy of its own."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).resolve().with_name("tidy.py")

# A file is unclean when the word "bad" stands in it. Each call leaves its name behind.
FAKE = """#!/bin/sh
[ "$1" = --version ] && { echo fake; exit 0; }
for file in "$@"; do :; done
basename "$file" >> "$TIDY_CALLS"
grep -q bad "$file" || exit 0
echo "$file:1: bad word"
exit 1
"""
NINJA = """rule cc
  command = printf '%s: %s %s\\n' $out $in $header > $out.d && touch $out
  depfile = $out.d
  deps = gcc
build a.o: cc ../a.cpp
  header = ../a.hpp
build b.o: cc ../b.cpp
  header =
"""


class Tidy(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        self.build = self.root / "build"
        for folder in ("tests/lint", "build", "bin"):
            (self.root / folder).mkdir(parents=True)
        shutil.copy(SCRIPT, self.root / "tests/lint/tidy.py")
        (self.root / "bin/clang-tidy").write_text(FAKE)
        (self.root / "bin/clang-tidy").chmod(0o755)
        (self.root / ".clang-tidy").write_text("Checks: '*'\n")
        for name in ("a.cpp", "a.hpp", "b.cpp"):
            (self.root / name).write_text("fine\n")
        (self.build / "build.ninja").write_text(NINJA)
        (self.build / "compile_commands.json").write_text(json.dumps([
            {"directory": str(self.build), "file": str(self.root / f"{x}.cpp"), "command": f"cc -o {x}.o -c {x}.cpp"}
            for x in "ab"]))
        subprocess.run(["ninja", "-C", self.build], check=True, capture_output=True)

    def run_tidy(self):
        """Exit code, and the files that were checked."""
        calls = self.root / "calls"
        calls.write_text("")
        env = dict(os.environ, PATH=f"{self.root}/bin:{os.environ['PATH']}", TIDY_CALLS=str(calls))
        run = subprocess.run([sys.executable, self.root / "tests/lint/tidy.py", self.build], env=env, text=True,
                             capture_output=True)
        return run.returncode, sorted(calls.read_text().split())

    def test_what_was_clean_is_not_checked_again(self):
        self.assertEqual(self.run_tidy(), (0, ["a.cpp", "b.cpp"]))
        self.assertEqual(self.run_tidy(), (0, []))

    def test_a_changed_file_or_header_or_list_of_checks_is_checked_again(self):
        self.run_tidy()
        (self.root / "b.cpp").write_text("fine again\n")
        self.assertEqual(self.run_tidy(), (0, ["b.cpp"]))
        (self.root / "a.hpp").write_text("another header\n")
        self.assertEqual(self.run_tidy(), (0, ["a.cpp"]))
        (self.root / ".clang-tidy").write_text("Checks: 'other'\n")
        self.assertEqual(self.run_tidy(), (0, ["a.cpp", "b.cpp"]))

    def test_a_finding_fails_and_is_not_remembered(self):
        (self.root / "b.cpp").write_text("bad\n")
        self.assertEqual(self.run_tidy(), (1, ["a.cpp", "b.cpp"]))
        self.assertEqual(self.run_tidy(), (1, ["b.cpp"]))
        (self.root / "b.cpp").write_text("good\n")
        self.assertEqual(self.run_tidy(), (0, ["b.cpp"]))


if __name__ == "__main__":
    unittest.main()
