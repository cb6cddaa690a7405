"""The rules of layers.txt: parsed, checked against themselves, and asked by the checkers. Standard library only."""
import fnmatch
import graphlib
import os

# Section -> number of cells of a row.
SECTIONS = {"folders": 2, "rooms": 3, "families": 3, "generated": 2, "long files": 2}
FREE = "free"


class RulesError(Exception):
    """The rules file is wrong; the text names file and line."""


class Row:
    """One row of [rooms]: the rights of its rooms."""

    def __init__(self, line, own, families):
        self.line = line
        self.own = own
        self.families = families


class Room:
    """A folder with code, and what its row allows."""

    def __init__(self, name, row):
        self.name = name
        self.row = row
        self.folder = name.split("/")[0]
        self.any_family = "*" in row.families

    def may_include(self, other):
        return other.name == self.name or matches(other.name, self.row.own)

    def may_use_family(self, family):
        return self.any_family or family == FREE or family in self.row.families


class Rules:
    """Everything layers.txt says."""

    def __init__(self, path):
        self.path = path
        self.folders = {}     # folder -> what it may use
        self.rows = {}        # pattern -> Row
        self.families = []    # (name, header patterns, CMake libraries), in order
        self.generated = {}   # header -> line in the rules
        self.long_files = {}  # file -> line in the rules

    def room_of(self, path):
        """The room a file (or a folder given with a trailing '/') lies in; None when there is none."""
        parts = path.split("/")[:-1]
        for depth in range(len(parts), 0, -1):
            name = "/".join(parts[:depth])
            for pattern, row in self.rows.items():
                if pattern.count("/") == name.count("/") and fnmatch.fnmatchcase(name, pattern):
                    return Room(name, row)
        return None

    def folder_may_use(self, folder, other):
        return folder == other or matches(other, self.folders.get(folder, ()))

    def family_of_header(self, name):
        base = name.rsplit("/", 1)[-1]
        for family, headers, _ in self.families:
            if matches(name, headers) or (family == "gsoap" and matches(base, headers)):
                return family
        return None

    def families_of_library(self, name):
        return [family for family, _, libraries in self.families if matches(name, libraries)]


def matches(name, patterns):
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)


def load_rules(path, root):
    """Reads the file. Raises RulesError. `root` shortens the path in findings."""
    rules = Rules(os.path.relpath(path, root))
    section = None
    with open(path, encoding="utf-8") as file:
        for number, text in enumerate(file, 1):
            text = text.strip()
            if not text or text.startswith("#"):
                continue
            if text.startswith("["):
                section = text.strip("[]")
                if section not in SECTIONS:
                    raise error(rules, number, f"unknown section '{section}'; known are: {', '.join(SECTIONS)}")
            else:
                add_row(rules, section, number, [cell.strip() for cell in text.split("|")])
    check_rows(rules)
    return rules


def error(rules, line, text):
    return RulesError(f"{rules.path}:{line}: {text}")


def words(cell):
    return [] if cell == "-" else cell.split()


def add_row(rules, section, line, cells):
    if section is None:
        raise error(rules, line, "a row before the first [section]")
    if len(cells) != SECTIONS[section] or not all(cells):
        raise error(rules, line, f"a row of [{section}] has {SECTIONS[section]} cells, none of them empty")
    name = cells[0]
    if section == "families":
        rules.families.append((name, words(cells[1]), words(cells[2])))
        return
    table, value = {
        "folders": (rules.folders, words(cells[1])),
        "rooms": (rules.rows, Row(line, words(cells[1]), words(cells[-1]))),
        "generated": (rules.generated, line),
        "long files": (rules.long_files, line),
    }[section]
    if name in table:
        raise error(rules, line, f"'{name}' has a row already")
    table[name] = value


def check_rows(rules):
    """The room table must not grant what the folder table refuses, name what is unknown, or allow a circle."""
    known = {family for family, _, _ in rules.families} | {"*"}
    for pattern, row in rules.rows.items():
        folder = pattern.split("/")[0]
        if folder not in rules.folders:
            raise error(rules, row.line, f"'{folder}' is not in [folders]")
        for family in row.families:
            if family not in known:
                raise error(rules, row.line, f"unknown family '{family}'")
        for own in row.own:
            if own != "*" and not any(covers(own, other) for other in rules.rows):
                raise error(rules, row.line, f"'{own}' is no room")
            if own != "*" and not rules.folder_may_use(folder, own.split("/")[0]):
                raise error(rules, row.line, f"{pattern} is given {own}, but [folders] keeps {folder}/ from it")
    check_circles(rules)


def covers(pattern, other):
    return pattern == other or fnmatch.fnmatchcase(other, pattern)


def check_circles(rules):
    """Rooms of one row may know each other; rows must not go round. A room that may see its whole folder is its top."""
    graph = {}
    for pattern, row in rules.rows.items():
        graph[pattern] = {other for own in row.own for other in rules.rows if other != pattern and covers(own, other)}
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as circle:
        rooms = circle.args[1]
        raise error(rules, rules.rows[rooms[0]].line, f"a circle of rooms: {' <- '.join(rooms)}") from None
