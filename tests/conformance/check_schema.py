#!/usr/bin/env python3
"""Compares our WSDLs with the published schema (wusp-schema.tsv), row by row. Standard library only.

Every element of the published schema has to be in the WSDL of its service: same name, type, minOccurs, maxOccurs and
nillable, in the same order. What our WSDL has beyond it has to be in the schema of the live service (rows of
ClientWebService-WU). Every exception is a row of differences.tsv with its reason; a row that is not needed is an error.
Prints what is wrong; ends with 1 if anything is.
Usage: check_schema.py [--root DIR]
"""
import argparse
import collections
import pathlib
import sys
import xml.etree.ElementTree as ElementTree

XSD = "{http://www.w3.org/2001/XMLSchema}"
HERE = pathlib.Path(__file__).resolve().parent
WSDLS = {
    "SimpleAuthWebService": "SimpleAuthWebService.wsdl",
    "ClientWebService": "ClientWebService.wsdl",
    "ReportingWebService": "ReportingWebService.wsdl",
}
LIVE = {"ClientWebService": "ClientWebService-WU"}

Element = collections.namedtuple("Element", "name type min max nillable")


def rows_of(path):
    """The rows of a TSV file as dictionaries; lines that start with '#' and empty ones are no rows."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")]
    head = lines[0].split("\t")
    return [dict(zip(head, line.split("\t"))) for line in lines[1:]]


def published(rows, service):
    """Name of a type or message -> its elements in order, and enum -> its values."""
    types = collections.OrderedDict()
    enums = collections.OrderedDict()
    for row in rows:
        if row["service"] != service:
            continue
        if row["kind"] == "enum":
            enums.setdefault(row["name"], []).append(row["element"])
            continue
        elements = types.setdefault(row["name"], [])
        if row["element"] != "-":
            elements.append(Element(row["element"], row["xsd_type"], row["minOccurs"], row["maxOccurs"], row["nillable"]))
    return types, enums


class Wsdl:
    """The schema inside a WSDL file."""

    def __init__(self, path):
        self.types = {}
        self.enums = {}
        prefixes = {uri: prefix for _, (prefix, uri) in ElementTree.iterparse(path, events=["start-ns"])}
        self.names = {
            "http://www.w3.org/2001/XMLSchema": "xsd",
            "http://microsoft.com/wsdl/types/": "wsdltypes",
        }
        self.by_prefix = {prefix: self.names.get(uri, "tns") for uri, prefix in prefixes.items()}
        for schema in ElementTree.parse(path).iter(f"{XSD}schema"):
            for node in schema:
                self.take(node)

    def take(self, node):
        name = node.get("name")
        if node.tag == f"{XSD}element":
            self.types[name] = self.elements(node)
        elif node.tag == f"{XSD}complexType":
            self.types[name] = self.elements(node)
        elif node.tag == f"{XSD}simpleType":
            self.enums[name] = [value.get("value") for value in node.iter(f"{XSD}enumeration")]

    def elements(self, node):
        found = [self.element(child) for child in node.iter(f"{XSD}element") if child is not node]
        for attribute in node.iter(f"{XSD}attribute"):
            use = "1" if attribute.get("use") == "required" else "0"
            found.append(Element(f"@{attribute.get('name')}", self.type_name(attribute.get("type")), use, "1", "false"))
        return found

    def element(self, node):
        return Element(node.get("name"), self.type_name(node.get("type")), node.get("minOccurs", "1"),
                       node.get("maxOccurs", "1"), node.get("nillable", "false"))

    def type_name(self, text):
        prefix, _, local = text.rpartition(":")
        return f"{self.by_prefix.get(prefix, 'tns')}:{local}"


class Differences:
    """Known exceptions, each with a reason; those never asked for are reported."""

    def __init__(self, path):
        self.rows = {(row["service"], row["type"], row["element"]): row for row in rows_of(path)}
        self.used = set()

    def allows(self, service, type_name, element):
        key = (service, type_name, element)
        if key not in self.rows:
            return False
        self.used.add(key)
        return True

    def unused(self):
        return [key for key in self.rows if key not in self.used]


def compare_type(service, name, wanted, ours, live, differences):
    """Messages about one type."""
    by_name = {element.name: element for element in ours}
    live_names = {element.name for element in live}
    problems = []
    for element in wanted:
        if by_name.get(element.name) == element or differences.allows(service, name, element.name):
            continue
        problems.append(f"{service} {name}.{element.name}: published {tuple(element[1:])}, ours "
                        f"{tuple(by_name[element.name][1:]) if element.name in by_name else 'missing'}")
    order = [element.name for element in ours if element.name in {e.name for e in wanted}]
    if order != [element.name for element in wanted if element.name in by_name] and not differences.allows(
            service, name, "(order)"):
        problems.append(f"{service} {name}: order is {order}")
    for element in ours:
        if element.name in {e.name for e in wanted} or element.name in live_names:
            continue
        if not differences.allows(service, name, element.name):
            problems.append(f"{service} {name}.{element.name}: neither published nor live")
    return problems


def compare(rows, service, wsdl, differences):
    types, enums = published(rows, service)
    live_types, live_enums = published(rows, LIVE.get(service, ""))
    problems = []
    for name, wanted in types.items():
        if name not in wsdl.types:
            if not differences.allows(service, name, "(type)"):
                problems.append(f"{service} {name}: not in the WSDL")
            continue
        problems += compare_type(service, name, wanted, wsdl.types[name], live_types.get(name, []), differences)
    for name, wanted in enums.items():
        ours = wsdl.enums.get(name, [])
        missing = [value for value in wanted if value not in ours]
        extra = [value for value in ours if value not in wanted and value not in live_enums.get(name, [])]
        if (missing or extra) and not differences.allows(service, name, "(values)"):
            problems.append(f"{service} {name}: missing values {missing}, unknown values {extra}")
    return problems


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=pathlib.Path, default=HERE.parent.parent)
    root = parser.parse_args().root
    rows = rows_of(HERE / "wusp-schema.tsv")
    differences = Differences(HERE / "differences.tsv")
    problems = []
    for service, file in WSDLS.items():
        problems += compare(rows, service, Wsdl(root / "wsdl" / file), differences)
    problems += [f"differences.tsv: {' '.join(key)} is no difference any more" for key in differences.unused()]
    print("\n".join(problems + [f"schema: {len(rows)} rows, {len(problems)} findings"]))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
