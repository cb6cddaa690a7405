#!/usr/bin/env python3
"""Checks that every leaf of tests/BEHAVIOUR.md ends with tests that exist. Standard library only.

A leaf is a list item without items below it. Tests are found in the sources under tests/: TEST, TEST_F, TEST_P and
TYPED_TEST of .cpp files, add_test(NAME ...) of CMakeLists.txt. Prints `file:line: what is wrong`; ends with 1 if anything is.
Usage: check_behaviour.py [--root DIR]
"""
import argparse
import pathlib
import re
import sys

ITEM = re.compile(r"^( *)[-*] +(.*)$")
ENDING = re.compile(r"`[^`]+`(?:(?:,| and) +`[^`]+`)*\.?$")
GTEST = re.compile(r"^\s*(?:TEST|TEST_F|TEST_P|TYPED_TEST|TYPED_TEST_P)\s*\(\s*(\w+)\s*,\s*(\w+)\s*\)", re.M)
CTEST = re.compile(r"\badd_test\s*\(\s*NAME\s+(\S+)")
# Comments, and texts, which may hold what looks like a comment ("Accept: */*"): texts stay.
CPP_COMMENT_OR_TEXT = re.compile(r'//[^\n]*|/\*.*?\*/|(R"\(.*?\)"|"(?:\\.|[^"\\\n])*")', re.S)
VARIABLE = re.compile(r"\$\{\w+\}")


class Item:
    """A list item: where it is, how deep, its text with the lines that continue it."""

    def __init__(self, line, depth, text):
        self.line = line
        self.depth = depth
        self.text = text


class Names:
    """The tests that exist."""

    def __init__(self, root):
        self.exact = set()
        self.patterns = []
        for path in (root / "tests").rglob("*.cpp"):
            text = CPP_COMMENT_OR_TEXT.sub(lambda match: match.group(1) or "", path.read_text(encoding="utf-8", errors="replace"))
            self.exact.update(f"{suite}.{name}" for suite, name in GTEST.findall(text))
        for path in (root / "tests").rglob("CMakeLists.txt"):
            text = re.sub(r"#[^\n]*", "", path.read_text(encoding="utf-8"))
            for name in CTEST.findall(text):
                self.add_ctest(name.strip('"'))
        self.stems = {path.stem for top in ("tests", "scenarios") for path in (root / top).rglob("*.*")}

    def add_ctest(self, name):
        """A name with one variable is a family of tests, one a file: the variable stands for the file's stem."""
        parts = VARIABLE.split(name)
        if len(parts) == 1:
            self.exact.add(name)
        elif len(parts) == 2:
            self.patterns.append(re.compile(f"{re.escape(parts[0])}(.+){re.escape(parts[1])}"))

    def has(self, name):
        if name in self.exact:
            return True
        found = (pattern.fullmatch(name) for pattern in self.patterns)
        return any(match and match.group(1) in self.stems for match in found)


def items_of(text):
    """The list items, and the headings that have none below them."""
    items = []
    headings = []
    open_item = None
    fenced = False
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("```"):
            fenced = not fenced
        item = None if fenced else ITEM.match(line)
        if item:
            open_item = Item(number, len(item.group(1)), item.group(2))
            items.append(open_item)
        elif line.startswith("#") and not fenced:
            headings.append((number, line))
            open_item = None
        elif not line.strip():
            open_item = None
        elif open_item:
            open_item.text += " " + line.strip()
    return items, headings


def leaves(items):
    """Items without a deeper one right after them."""
    for item, following in zip(items, [*items[1:], None]):
        if following is None or following.depth <= item.depth:
            yield item


def check_tree(root):
    """Findings as (line, text), and the number of leaves."""
    path = root / "tests" / "BEHAVIOUR.md"
    items, _ = items_of(path.read_text(encoding="utf-8"))
    names = Names(root)
    findings = []
    all_leaves = list(leaves(items))
    for leaf in all_leaves:
        ending = ENDING.search(leaf.text.rstrip())
        if ending is None:
            findings.append((leaf.line, "this promise does not end with a test in backticks"))
            continue
        for name in re.findall(r"`([^`]+)`", ending.group()):
            if not names.has(name):
                findings.append((leaf.line, f"no test '{name}' in tests/"))
    if not all_leaves:
        findings.append((1, "no promise found"))
    return findings, len(all_leaves)


def empty_sections(root):
    """Headings that neither a list item nor a deeper heading follows: work to do, no failure."""
    items, headings = items_of((root / "tests" / "BEHAVIOUR.md").read_text(encoding="utf-8"))
    for (line, text), (end, following) in zip(headings, [*headings[1:], (sys.maxsize, "")]):
        deeper = following.startswith(text.split(" ")[0] + "#")
        if not deeper and not any(line < item.line < end for item in items):
            yield line, text.lstrip("# ")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parents[2])
    root = parser.parse_args().root.resolve()
    findings, count = check_tree(root)
    for line, text in findings:
        print(f"tests/BEHAVIOUR.md:{line}: {text}")
    for line, text in empty_sections(root):
        print(f"tests/BEHAVIOUR.md:{line}: note: nothing is promised under '{text}' yet")
    print(f"behaviour: {count} promises, {len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
