"""Checks what the rooms' CMakeLists.txt link: the same arrows as for includes. Standard library only.

Reads add_library, add_executable, wsus_add_library and target_link_libraries as text; tests may link anything.
"""
import os
import pathlib
import re

KEYWORDS = {"SOURCES", "LIBS", "PRIVATE_LIBS", "PUBLIC", "PRIVATE", "INTERFACE", "STATIC", "OBJECT", "SHARED"}
LIBRARY_KEYWORDS = {"LIBS", "PRIVATE_LIBS"}
COMMAND = re.compile(r"^\s*(wsus_add_library|add_library|add_executable|target_link_libraries)\s*\(", re.M | re.I)
WORD = re.compile(r'"[^"]*"|[^\s()"]+')
FREE_FORM = "tests"


class Target:
    """A library or program of ours: where it is made, and the rooms whose files it is made of."""

    def __init__(self, file, line):
        self.file = file
        self.line = line
        self.sources = []
        self.links = []  # (file, line, name)
        self.rooms = []


def check(root, rules, find):
    """Calls find(file, line, text) for every link that the rules do not allow."""
    targets = {}
    for path in sorted(cmake_files(root, rules.folders)):
        read_file(root, path, targets)
    for name, target in targets.items():
        target.rooms = rooms_of(rules, target)
        if not target.rooms and not rules.families_of_library(name):
            find(target.file, target.line, f"{name}: none of its sources lies in a room")
    for name, target in targets.items():
        for file, line, library in target.links:
            for text in complaints(rules, targets, name, library):
                find(file, line, text)


def cmake_files(root, folders):
    for top in folders:
        if top == FREE_FORM:
            continue
        for folder, _, files in os.walk(root / top):
            if "CMakeLists.txt" in files:
                yield pathlib.Path(folder, "CMakeLists.txt").relative_to(root).as_posix()


def read_file(root, path, targets):
    text = re.sub(r"#[^\n]*", "", (root / path).read_text(encoding="utf-8"))
    for command in COMMAND.finditer(text):
        end = text.find(")", command.end())
        words = [(text.count("\n", 0, command.end() + word.start()) + 1, word.group().strip('"'))
                 for word in WORD.finditer(text[command.end():end])]
        if words:
            add_command(path, command.group(1).lower(), words, targets)


def add_command(path, command, words, targets):
    line, name = words[0]
    target = targets.setdefault(name, Target(path, line))
    linking = command == "target_link_libraries"
    section = "LIBS" if linking else "SOURCES"
    for word_line, word in words[1:]:
        if word in KEYWORDS:
            section = section if linking else word
        elif section in LIBRARY_KEYWORDS:
            target.links.append((path, word_line, word))
        else:
            target.sources.append(word)
    if not linking:
        target.file, target.line = path, line


def rooms_of(rules, target):
    """The rooms of the sources; of the folder when there are no sources to go by (an interface library)."""
    folder = target.file.rsplit("/", 1)[0]
    found = {}
    for source in target.sources or ["CMakeLists.txt"]:
        room = rules.room_of(os.path.normpath(f"{folder}/{source}"))
        if room is not None:
            found[room.name] = room
    return list(found.values())


def complaints(rules, targets, name, library):
    """Why `name` may not link `library`; nothing when it may."""
    rooms = targets[name].rooms
    families = rules.families_of_library(library)
    if library in targets and not families:
        yield from own_complaints(rules, rooms, name, library, targets[library].rooms)
    elif not families:
        yield f"{name} links '{library}', which is neither ours nor in [families]"
    else:
        for room in rooms:
            if not any(room.may_use_family(family) for family in families):
                yield f"{name} ({room.name}) may not link {library} (family {', '.join(families)})"


def own_complaints(rules, rooms, name, library, others):
    for room in rooms:
        for other in others:
            allowed = rules.folder_may_use(room.folder, other.folder) and room.may_include(other)
            if not allowed and other.name not in {own.name for own in rooms}:
                yield f"{name} ({room.name}) may not link {library} ({other.name})"
