#!/usr/bin/env python3
"""Proves that check_layering.py finds every kind of violation, and nothing in a clean tree. Standard library only."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

from check_layering import check_tree
from layer_rules import RulesError, load_rules

HERE = pathlib.Path(__file__).resolve().parent

RULES = """# rules of a made-up project
[folders]
base   | -
app    | base
tests  | *
[rooms]
base/plain  | -                    | fmt
base/wire   | base/plain           | gsoap
app/core    | base/plain           | fmt
app/net     | app/core base/*      | asio gsoap
tests/*     | *                    | *
[families]
gsoap | soapH.h soap*Service.h | wsus_generated
asio  | boost/asio/*           | wsus_asio
fmt   | fmt/*                  | fmt::fmt
free  | boost/system/*         | Threads::Threads
[generated]
base/wire/arena.hpp | helpers over generated types
[long files]
app/core/table.cpp | one long table
"""

CLEAN = {
    "base/plain/guid.hpp": "// a value\n#include <string>\n#include <stdlib.h>\n#include <boost/system/result.hpp>\n",
    "base/wire/arena.hpp": "#include <soapH.h>\n",
    "app/core/deep/rule.cpp": '#include "base/plain/guid.hpp"\n#include <fmt/format.h>\n',
    "app/core/core.hpp": "",
    "app/core/table.cpp": "\n" * 401,
    "app/net/session.cpp": '#include "app/core/core.hpp"\n#include "base/wire/arena.hpp"\n#include <boost/asio/post.hpp>\n',
    "tests/unit/some_test.cpp": '#include "app/net/session.hpp"\n#include <gtest/gtest.h>\n#include <soapH.h>\n',
    "app/net/session.hpp": "",
    "base/CMakeLists.txt": "wsus_add_library(plain SOURCES plain/guid.cpp LIBS fmt::fmt Threads::Threads)\n"
                           "wsus_add_library(wire SOURCES wire/arena.cpp LIBS plain PRIVATE_LIBS wsus_generated)\n",
    "app/core/CMakeLists.txt": "wsus_add_library(core SOURCES deep/rule.cpp\n  LIBS plain PRIVATE_LIBS fmt::fmt)\n",
    "app/net/CMakeLists.txt": "add_executable(net main.cpp)\ntarget_link_libraries(net PRIVATE core wire wsus_asio)\n",
    "build/generated.cpp": '#include "nowhere.hpp"\n',
}


class Tree(unittest.TestCase):
    """A made-up project in a temporary folder."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)

    def write(self, files):
        for path, text in files.items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_text(text, encoding="utf-8")

    def findings(self, changed, rules=RULES):
        """What the checker says about the clean tree with these files changed."""
        self.write({**CLEAN, "layers.txt": rules, **changed})
        return check_tree(self.root, self.root / "layers.txt")[0]

    def assert_only(self, changed, path, line, part):
        """The change gives exactly one finding: in this file and line, with these words."""
        found = self.findings(changed)
        self.assertEqual([(path, line)], [finding[:2] for finding in found], found)
        self.assertIn(part, found[0][2])


class Includes(Tree):
    def test_clean_tree_has_no_findings(self):
        self.assertEqual([], self.findings({}))

    def test_room_not_in_row(self):
        self.assert_only({"base/plain/a.cpp": '// x\n#include "base/wire/arena2.hpp"\n', "base/wire/arena2.hpp": ""},
                         "base/plain/a.cpp", 2, "base/plain may not include base/wire")

    def test_folder_against_the_arrow(self):
        self.assert_only({"base/plain/a.cpp": '#include "app/core/core.hpp"\n'},
                         "base/plain/a.cpp", 1, "base/ may not include app/")

    def test_product_may_not_include_tests(self):
        self.assert_only({"app/core/a.cpp": '#include "tests/support/x.hpp"\n', "tests/support/x.hpp": ""},
                         "app/core/a.cpp", 1, "app/ may not include tests/")

    def test_family_not_in_row(self):
        self.assert_only({"app/core/a.cpp": "#include <fmt/format.h>\n  #  include <boost/asio/post.hpp>\n"},
                         "app/core/a.cpp", 2, "(family asio)")

    def test_family_of_nobody(self):
        self.assert_only({"app/core/a.cpp": "#include <curl/curl.h>\n"}, "app/core/a.cpp", 1, "belongs to no family")

    def test_generated_code_outside_its_rooms(self):
        self.assert_only({"app/core/a.cpp": "#include <soapClientSoapService.h>\n"},
                         "app/core/a.cpp", 1, "(family gsoap)")

    def test_generated_code_in_a_header(self):
        self.assert_only({"app/net/a.hpp": '#include "soapH.h"\n'}, "app/net/a.hpp", 1, "no header may include generated")

    def test_generated_code_in_a_header_through_a_header_of_ours(self):
        self.assert_only({"app/net/a.hpp": '#include "base/wire/arena.hpp"\n'},
                         "app/net/a.hpp", 1, "no header may include generated")

    def test_include_path_not_from_the_root(self):
        self.assert_only({"base/plain/a.cpp": '#include "guid.hpp"\n'},
                         "base/plain/a.cpp", 1, "does not exist from the project root")

    def test_own_header_in_angle_brackets(self):
        self.assert_only({"app/core/a.cpp": "#include <base/plain/guid.hpp>\n"}, "app/core/a.cpp", 1, "with quotes")


class Files(Tree):
    def test_file_in_no_room(self):
        self.assert_only({"app/helpers/a.cpp": ""}, "app/helpers/a.cpp", 1, "lies in no room")

    def test_file_beside_the_rooms(self):
        self.assert_only({"app/a.cpp": ""}, "app/a.cpp", 1, "lies in no room")

    def test_file_in_an_unknown_folder(self):
        self.assert_only({"extra/a.hpp": ""}, "extra/a.hpp", 1, "lies in no room")

    def test_other_suffix(self):
        self.assert_only({"app/core/a.cc": ""}, "app/core/a.cc", 1, "end in .cpp or .hpp")

    def test_long_file(self):
        self.assert_only({"app/core/long.hpp": "\n" * 401}, "app/core/long.hpp", 401, "401 lines")

    def test_file_of_the_greatest_length(self):
        self.assertEqual([], self.findings({"app/core/long.hpp": "\n" * 400}))

    def test_long_script(self):
        self.assert_only({"tests/tool.py": "\n" * 500}, "tests/tool.py", 401, "500 lines")

    def test_exception_that_nothing_needs(self):
        self.assert_only({"app/core/table.cpp": ""}, "layers.txt", 20, "drop the exception")

    def test_generated_exception_that_nothing_needs(self):
        found = self.findings({}, RULES.replace("wire/arena.hpp |", "wire/old.hpp |"))
        self.assertIn(("layers.txt", 18), [finding[:2] for finding in found])


class Links(Tree):
    def test_library_of_another_room(self):
        self.assert_only({"app/core/CMakeLists.txt": "wsus_add_library(core\n SOURCES a.cpp\n LIBS\n plain wire)\n"},
                         "app/core/CMakeLists.txt", 4, "core (app/core) may not link wire (base/wire)")

    def test_library_against_the_arrow(self):
        self.assert_only({"base/CMakeLists.txt": CLEAN["base/CMakeLists.txt"] + "target_link_libraries(wire core)\n"},
                         "base/CMakeLists.txt", 3, "may not link core")

    def test_library_of_a_family_not_in_row(self):
        self.assert_only({"app/core/CMakeLists.txt": "add_library(core a.cpp)\ntarget_link_libraries(core wsus_asio)\n"},
                         "app/core/CMakeLists.txt", 2, "(family asio)")

    def test_library_of_nobody(self):
        self.assert_only({"app/core/CMakeLists.txt": "wsus_add_library(core SOURCES a.cpp PRIVATE_LIBS curl)\n"},
                         "app/core/CMakeLists.txt", 1, "neither ours nor in [families]")

    def test_library_without_a_room(self):
        self.assert_only({"app/CMakeLists.txt": "wsus_add_library(lost SOURCES a.cpp)\n"},
                         "app/CMakeLists.txt", 1, "none of its sources lies in a room")

    def test_interface_library_has_the_room_of_its_folder(self):
        self.assert_only({"app/core/extra/CMakeLists.txt": "add_library(extra INTERFACE)\n"
                                                           "target_link_libraries(extra INTERFACE wire)\n"},
                         "app/core/extra/CMakeLists.txt", 2, "extra (app/core) may not link wire")

    def test_commented_link_is_none(self):
        self.assertEqual([], self.findings({"app/core/CMakeLists.txt": "wsus_add_library(core SOURCES a.cpp # curl)\n)\n"}))


class RulesFile(Tree):
    def refused(self, old, new):
        """The message about the rules with one text replaced."""
        self.assertIn(old, RULES)
        with self.assertRaises(RulesError) as raised:
            self.findings({}, RULES.replace(old, new))
        return str(raised.exception)

    def test_room_given_what_the_folder_is_refused(self):
        self.assertIn("layers.txt:7: base/plain is given app/core",
                      self.refused("base/plain  | -     ", "base/plain  | app/core"))

    def test_circle(self):
        self.assertIn("a circle of rooms", self.refused("base/plain  | -    ", "base/plain  | base/wire"))

    def test_unknown_room_family_and_section(self):
        self.assertIn("'app/gone' is no room", self.refused("app/core base/*", "app/gone"))
        self.assertIn("unknown family 'asia'", self.refused("| asio gsoap", "| asia"))
        self.assertIn("unknown section 'room'", self.refused("[rooms]", "[room]"))
        self.assertIn("'extra' is not in [folders]", self.refused("tests/*  ", "extra/*  "))

    def test_malformed_rows(self):
        self.assertIn("layers.txt:3: a row of [folders] has 2 cells", self.refused("base   | -", "base"))
        self.assertIn("has a row already", self.refused("app/core    |", "base/wire   |"))

    def test_shipped_rules_can_be_read(self):
        rules = load_rules(HERE / "layers.txt", HERE)
        self.assertEqual("windows/fs", rules.room_of("windows/fs/path.cpp").name)


class CommandLine(Tree):
    def run_checker(self, files):
        self.write({**CLEAN, "layers.txt": RULES, **files})
        command = [sys.executable, str(HERE / "check_layering.py"), "--root", str(self.root),
                   "--rules", str(self.root / "layers.txt")]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def test_names_file_and_line_and_fails(self):
        done = self.run_checker({"extra/a.hpp": ""})
        self.assertEqual(1, done.returncode)
        self.assertIn("extra/a.hpp:1: lies in no room", done.stdout)

    def test_is_content_with_a_clean_tree(self):
        self.assertEqual(0, self.run_checker({}).returncode)

    def test_says_when_the_rules_are_wrong(self):
        done = self.run_checker({"layers.txt": "base | -\n"})
        self.assertEqual(2, done.returncode)
        self.assertIn("layers.txt:1: a row before the first [section]", done.stderr)


if __name__ == "__main__":
    unittest.main()
