#!/usr/bin/env python3
"""Checks who includes and links whom against layers.txt, and how long files are. Standard library only.

Prints `file:line: what is wrong` for every finding and ends with 1 if there is one, 2 if the rules cannot be read.
Usage: check_layering.py [--root DIR] [--rules FILE]
"""
import argparse
import fnmatch
import os
import pathlib
import re
import sys

import cmake_links
from layer_rules import RulesError, load_rules

MAX_LINES = 400
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
CPP_SUFFIXES = (".cpp", ".hpp")
OTHER_CPP_SUFFIXES = (".c", ".cc", ".cxx", ".h", ".hh", ".hxx", ".ipp", ".inl")


class Checker:
    """Findings about one source tree."""

    def __init__(self, root, rules):
        self.root = root
        self.rules = rules
        self.findings = []
        self.files = []
        self.lines = {}

    def find(self, path, line, text):
        self.findings.append((path, line, text))

    def run(self):
        self.files = sorted(source_files(self.root))
        for path in self.files:
            self.check_file(path)
        self.check_exceptions()
        cmake_links.check(self.root, self.rules, self.find)
        return sorted(self.findings)

    def check_file(self, path):
        if path.endswith(OTHER_CPP_SUFFIXES):
            self.find(path, 1, "C++ files end in .cpp or .hpp")
            return
        text = (self.root / path).read_text(encoding="utf-8", errors="replace")
        lines = text.splitlines()
        self.lines[path] = len(lines)
        if len(lines) > MAX_LINES and path not in self.rules.long_files:
            self.find(path, MAX_LINES + 1, f"{len(lines)} lines; more than {MAX_LINES} need a reason in [long files]")
        if not path.endswith(CPP_SUFFIXES):
            return
        room = self.rules.room_of(path)
        if room is None:
            self.find(path, 1, "lies in no room; add the room to [rooms] or move the file")
            return
        for number, line in enumerate(lines, 1):
            include = INCLUDE.match(line)
            if include:
                self.check_include(path, number, room, include.group(1) == '"', include.group(2))

    def check_include(self, path, line, room, quoted, name):
        if (self.root / name).is_file() and (quoted or name.split("/")[0] in self.rules.folders):
            if not quoted:
                self.find(path, line, f'own headers are included with quotes: "{name}"')
            self.check_own(path, line, room, name)
            return
        family = self.rules.family_of_header(name)
        if quoted and family is None:
            self.find(path, line, f'"{name}" does not exist from the project root')
        elif family is None:
            if not is_standard(name) and not room.any_family:
                self.find(path, line, f"<{name}> belongs to no family; add it to [families]")
        else:
            self.check_family(path, line, room, family, f"<{name}>")

    def check_own(self, path, line, room, name):
        target = self.rules.room_of(name)
        if target is None:
            return  # the included file itself is reported
        if not self.rules.folder_may_use(room.folder, target.folder):
            self.find(path, line, f"{room.folder}/ may not include {target.folder}/ ({name})")
        elif not room.may_include(target):
            self.find(path, line, f"{room.name} may not include {target.name} ({name})")
        if name in self.rules.generated:
            self.check_family(path, line, room, "gsoap", name)

    def check_family(self, path, line, room, family, shown):
        if not room.may_use_family(family):
            self.find(path, line, f"{room.name} may not include {shown} (family {family})")
        if family == "gsoap" and path.endswith(".hpp") and path not in self.rules.generated and not room.any_family:
            self.find(path, line, f"no header may include generated code ({shown}); include it in a .cpp")

    def check_exceptions(self):
        """An exception that nothing needs any more has to go."""
        rules_file = self.rules.path
        for path, line in self.rules.long_files.items():
            if self.lines.get(path, 0) <= MAX_LINES:
                self.find(rules_file, line, f"{path} has no more than {MAX_LINES} lines or is gone; drop the exception")
        for path, line in self.rules.generated.items():
            if path not in self.lines:
                self.find(rules_file, line, f"{path} is gone; drop the exception")


def is_standard(name):
    """<vector>, and C headers such as <stdlib.h> that lie in no folder."""
    return "/" not in name and ("." not in name or fnmatch.fnmatch(name, "std*.h"))


def source_files(root):
    """C++ and Python files below root as 'server/x.cpp'; hidden folders and build trees left out."""
    suffixes = CPP_SUFFIXES + OTHER_CPP_SUFFIXES + (".py",)
    for folder, folders, files in os.walk(root):
        at_top = pathlib.Path(folder) == root
        folders[:] = [name for name in folders
                      if not name.startswith(".") and name != "__pycache__" and not (at_top and name.startswith("build"))]
        for name in files:
            if name.endswith(suffixes):
                yield pathlib.Path(folder, name).relative_to(root).as_posix()


def check_tree(root, rules_path):
    """Findings as sorted (file, line, text), and the number of files looked at."""
    rules = load_rules(rules_path, root)
    checker = Checker(root, rules)
    return checker.run(), len(checker.files)


def main():
    here = pathlib.Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=pathlib.Path, default=here.parent.parent)
    parser.add_argument("--rules", type=pathlib.Path, default=here / "layers.txt")
    arguments = parser.parse_args()
    try:
        findings, files = check_tree(arguments.root.resolve(), arguments.rules.resolve())
    except RulesError as error:
        print(error, file=sys.stderr)
        return 2
    for path, line, text in findings:
        print(f"{path}:{line}: {text}")
    print(f"layering: {files} files, {len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
