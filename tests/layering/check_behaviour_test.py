#!/usr/bin/env python3
"""Proves that check_behaviour.py finds promises without a test and tests that do not exist. Standard library only."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

from check_behaviour import check_tree, empty_sections

HERE = pathlib.Path(__file__).resolve().parent

SOURCES = {
    "tests/unit/web_config_test.cpp": """
TEST(WebConfig, LastKeyWins) { EXPECT_EQ(1, 1); }
TEST_F(Engine,
       IsReused) {}
TEST_P(Table, EveryRow) {}
// TEST(WebConfig, WasWithdrawn) {}
/* TEST(WebConfig,
   WasDropped) {} */
TEST(WebConfig, DISABLED_Later) {}
""",
    "tests/scenarios/CMakeLists.txt": "add_test(NAME Layering.RulesHold COMMAND x)\n# add_test(NAME Gone.Test COMMAND x)\n"
                                      "add_test(NAME Scenario.${name}\n  COMMAND x)\n",
    "scenarios/library/redirect-loop.yaml": "",
}


class Promises(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        for path, text in SOURCES.items():
            self.write(path, text)

    def write(self, path, text):
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def findings(self, text):
        self.write("tests/BEHAVIOUR.md", text)
        return check_tree(self.root)[0]

    def assert_kept(self, text):
        self.assertEqual([], self.findings(text))

    def assert_gone(self, name):
        self.assertEqual([(1, f"no test '{name}' in tests/")], self.findings(f"- promise `{name}`\n"))

    def test_each_kind_of_test_is_found(self):
        for name in ("WebConfig.LastKeyWins", "Engine.IsReused", "Table.EveryRow", "Layering.RulesHold",
                     "Scenario.redirect-loop"):
            self.assert_kept(f"- promise `{name}`\n")

    def test_several_tests_and_a_full_stop(self):
        self.assert_kept("- promise. `WebConfig.LastKeyWins`, `Engine.IsReused` and `Table.EveryRow`.\n")

    def test_ending_on_a_continuation_line(self):
        self.assert_kept("- a `word` in a long promise\n  goes on: `WebConfig.LastKeyWins`\n")

    def test_inner_items_need_no_test(self):
        self.assert_kept("# Area\n- group\n  - promise `WebConfig.LastKeyWins`\n  - other `Engine.IsReused`\n")

    def test_unknown_test(self):
        self.assert_gone("WebConfig.FirstKeyWins")

    def test_unknown_test_among_several(self):
        self.assertEqual([(3, "no test 'No.Such' in tests/")],
                         self.findings("# Area\n\n- promise `WebConfig.LastKeyWins`, `No.Such`\n"))

    def test_commented_out_and_disabled_tests_do_not_count(self):
        for name in ("WebConfig.WasWithdrawn", "WebConfig.WasDropped", "WebConfig.Later", "Gone.Test"):
            self.assert_gone(name)

    def test_generated_name_needs_its_file(self):
        self.assert_gone("Scenario.no-such-file")

    def test_leaf_without_a_test(self):
        text = "this promise does not end with a test in backticks"
        self.assertEqual([(2, text)], self.findings("- group\n  - promise\n- other `Engine.IsReused`\n"))
        self.assertEqual([(1, text)], self.findings("- `Engine.IsReused` proves this\n"))

    def test_list_without_a_promise(self):
        self.assertEqual([(1, "no promise found")], self.findings("# Area\n"))

    def test_empty_sections_are_named(self):
        self.write("tests/BEHAVIOUR.md", "# All\n## One\n### Part\n\n- p `Engine.IsReused`\n### Bare\n## Two\n")
        self.assertEqual([(6, "Bare"), (7, "Two")], list(empty_sections(self.root)))

    def test_command_line_names_file_and_line(self):
        self.write("tests/BEHAVIOUR.md", "# Area\n- promise\n")
        command = [sys.executable, str(HERE / "check_behaviour.py"), "--root", str(self.root)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        self.assertEqual(1, done.returncode)
        self.assertIn("tests/BEHAVIOUR.md:2: this promise", done.stdout)


if __name__ == "__main__":
    unittest.main()
