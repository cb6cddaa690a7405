#!/usr/bin/env python3
"""Makes docs/CONFORMANCE.md from the tests: each operation, element and rule with its source and its proof.

A test says what it proves in comments directly above it:  // Conforms: ID [ID ...]   with IDs of rules.tsv, on as many
lines as it takes. A test in another language names its ctest after a bar:  # Conforms: ID [ID ...] | CTest.Name   Every
rule and every operation of the schema needs at least one test. Elements are proven by check_schema.py, row by row.
Usage: conformance.py [--root DIR] [--write]     without --write: ends with 1 when something is missing or out of date
"""
import argparse
import collections
import pathlib
import re
import sys

from check_schema import LIVE, WSDLS, published, rows_of

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "layering"))

from check_behaviour import Names  # noqa: E402  (its folder is no package)

# A disabled test proves nothing.
CPP = re.compile(r"((?://[^\n]*\n)+)\s*(?:TEST|TEST_F|TEST_P|TYPED_TEST)"
                 r"\s*\(\s*(?!DISABLED_)(\w+)\s*,\s*(?!DISABLED_)(\w+)\s*\)")
CONFORMS = re.compile(r"//\s*Conforms:\s*([^\n]+)\n")
TAG = re.compile(r"(?://|#)\s*Conforms:")
SCRIPT = re.compile(r"#\s*Conforms:\s*([\w. ]+?)\s*\|\s*(\S+)")

HEAD = """# Conformance

Made by `tests/conformance/conformance.py --write` from the tests; do not edit. What the protocol asks for, where that is
written, and which test proves it. "Written in" is what can be looked up: sections and notes of MS-WUSP 38.0, articles,
captures (CAP, in tests/golden/captures where a name follows). "Notes" is the section of the project's working notes,
wusp-protocol and wua-behaviour. FIDELITY.md explains all short names and how far each source can be trusted.
"""


def proofs(root, problems):
    """ID -> names of tests, from all files under tests/."""
    found = collections.defaultdict(list)
    names = Names(root)
    for path in sorted((root / "tests").rglob("*")):
        if path.suffix not in (".cpp", ".py") or path.parent == HERE:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        if path.suffix == ".cpp":
            matches = [(ids, f"{suite}.{name}") for comment, suite, name in CPP.findall(text)
                       for ids in CONFORMS.findall(comment)]
        else:
            matches = SCRIPT.findall(text)
        if len(matches) != len(TAG.findall(text)):
            problems.append(f"{path.relative_to(root)}: a Conforms line has no test behind it")
        problems += [f"{path.relative_to(root)}: no test '{name}' in tests/" for _, name in matches if not names.has(name)]
        for ids, name in matches:
            for identifier in ids.split():
                found[identifier].append(name)
    return found


def check(rules, operations, found, problems):
    known = {rule["id"] for rule in rules}
    problems += [f"rules.tsv: no row for operation {name}" for name in operations if name not in known]
    problems += [f"rules.tsv: {rule['id']} does not say where it is written" for rule in rules if not rule.get("spec")]
    problems += [f"no test proves {rule['id']}: {rule['rule']}" for rule in rules if not found.get(rule["id"])]
    problems += [f"{', '.join(tests)}: no rule '{name}' in rules.tsv" for name, tests in found.items() if name not in known]


def operations_of(rows):
    return list(dict.fromkeys(row["name"] for row in rows if row["kind"] == "operation-request"
                              and row["service"] in WSDLS))


def rule_section(rules, found):
    lines = ["\n## Operations and rules\n"]
    area = None
    for rule in rules:
        if rule["area"] != area:
            area = rule["area"]
            lines += [f"\n### {area}\n", "| rule | written in | notes | proven by |", "| --- | --- | --- | --- |"]
        tests = ", ".join(f"`{name}`" for name in found.get(rule["id"], []))
        lines.append(f"| {rule['rule']} | {rule['spec']} | {rule['source']} | {tests} |")
    return lines


def element_section(rows, differences):
    lines = ["\n## Elements\n",
             "Every row of the published schema (tests/conformance/wusp-schema.tsv) against our WSDLs: name, order, type,",
             "minOccurs, maxOccurs, nillable. Proven by `Conformance.SchemaRowsAreInTheWsdls`, which fails for any other",
             "difference than those listed at the end; that the programs lose none of them on the way from bytes to values",
             "and back, by `SchemaRoundTrip.LosesNoElement` for every message. Elements in italics are published for the",
             "live service only. Written in: appendix A of MS-WUSP (its WSDLs) for every row, the live schema for italics."]
    for service in WSDLS:
        types, enums = published(rows, service)
        live, _ = published(rows, LIVE.get(service, ""))
        lines += [f"\n### {service}\n", "| message or type | elements |", "| --- | --- |"]
        for name, elements in types.items():
            names = [element.name for element in elements]
            beyond = [f"*{element.name}*" for element in live.get(name, []) if element.name not in names]
            lines.append(f"| {name} | {', '.join(names + beyond) or '(empty)'} |")
        lines += [f"| {name} | {' · '.join(values)} |" for name, values in enums.items()]
    lines += ["\n### Differences\n", "| service | type | element | why |", "| --- | --- | --- | --- |"]
    lines += [f"| {row['service']} | {row['type']} | {row['element']} | {row['reason']} |" for row in differences]
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=pathlib.Path, default=HERE.parent.parent)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    problems = []
    rows = rows_of(HERE / "wusp-schema.tsv")
    rules = rows_of(HERE / "rules.tsv")
    found = proofs(options.root, problems)
    check(rules, operations_of(rows), found, problems)
    lines = [HEAD.rstrip()] + rule_section(rules, found) + element_section(rows, rows_of(HERE / "differences.tsv"))
    document = "\n".join(lines) + "\n"
    target = options.root / "docs" / "CONFORMANCE.md"
    if options.write:
        target.write_text(document, encoding="utf-8")
    elif not target.exists() or target.read_text(encoding="utf-8") != document:
        problems.append("docs/CONFORMANCE.md is out of date: run tests/conformance/conformance.py --write")
    print("\n".join(problems + [f"conformance: {len(rules)} rules, {len(problems)} findings"]))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
