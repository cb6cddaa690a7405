#!/usr/bin/env python3
"""Proves that conformance.py finds proofs that are none. Standard library only."""
import pathlib
import sys
import tempfile
import unittest

from conformance import check, proofs


class Proofs(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        self.write("tests/CMakeLists.txt", "add_test(NAME Client.Reads COMMAND x)\n")

    def write(self, path, text):
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def found(self):
        problems = []
        return dict(proofs(self.root, problems)), problems

    def test_a_test_and_a_script_prove_what_they_say(self):
        self.write("tests/a_test.cpp", "// Conforms: One Two\nTEST(Suite, Holds) {}\n")
        self.write("tests/client.py", "# Conforms: One | Client.Reads\n")
        self.assertEqual(({"One": ["Suite.Holds", "Client.Reads"], "Two": ["Suite.Holds"]}, []), self.found())

    def test_a_script_names_a_ctest_that_exists(self):
        self.write("tests/client.py", "# Conforms: One | Client.Writes\n")
        self.assertEqual(["tests/client.py: no test 'Client.Writes' in tests/"], self.found()[1])

    def test_a_line_without_a_test_behind_it(self):
        self.write("tests/a_test.cpp", "// Conforms: One\nint x;\n")
        self.assertEqual(["tests/a_test.cpp: a Conforms line has no test behind it"], self.found()[1])

    def test_a_disabled_test_proves_nothing(self):
        self.write("tests/a_test.cpp", "// Conforms: One\nTEST(Suite, DISABLED_Later) {}\n")
        self.assertEqual(1, len(self.found()[1]))

    def test_rules_have_a_proof_and_say_where_they_are_written(self):
        problems = []
        check([{"id": "One", "rule": "r", "spec": ""}], ["Two"], {"Three": ["Suite.Holds"]}, problems)
        self.assertEqual(["rules.tsv: no row for operation Two", "rules.tsv: One does not say where it is written",
                          "no test proves One: r", "Suite.Holds: no rule 'Three' in rules.tsv"], problems)


if __name__ == "__main__":
    sys.exit(not unittest.main(exit=False).result.wasSuccessful())
