#!/usr/bin/env python3
"""Writes a document for every message of our WSDLs, with every element and attribute that its type has.

A round trip through the generated code must lose none of them (schema_round_trip_test.cpp). Arrays get two items, numbers
the ends of their range, texts what has to be escaped. Standard library only.
Usage: instances.py --out DIR [--root DIR]
"""
import argparse
import pathlib
import sys
import xml.etree.ElementTree as ElementTree

from check_schema import HERE, WSDLS, XSD

VALUES = {
    "string": 'a & <b> "c"',
    "boolean": "true",
    "dateTime": "2026-10-04T15:03:35.9967236Z",
    "base64Binary": "AQIDBA==",
    "int": "-2147483648",
    "long": "9223372036854775807",
    "short": "-32768",
    "unsignedByte": "255",
    "unsignedShort": "65535",
    "unsignedInt": "4294967295",
}
GUID = "0e7fa1c4-13c0-4c5e-a2d6-57b6a6a2d5c9"


class Schema:
    """One target namespace of one WSDL."""

    def __init__(self, path):
        self.types = {}
        self.messages = {}
        self.enums = {}
        for schema in ElementTree.parse(path).iter(f"{XSD}schema"):
            namespace = schema.get("targetNamespace")
            for node in schema:
                if node.tag == f"{XSD}element":
                    self.messages[node.get("name")] = (namespace, node)
                elif node.tag == f"{XSD}complexType":
                    self.types[node.get("name")] = node
                elif node.tag == f"{XSD}simpleType":
                    values = [value.get("value") for value in node.iter(f"{XSD}enumeration")]
                    if values:
                        self.enums[node.get("name")] = values

    def message(self, name):
        namespace, node = self.messages[name]
        root = ElementTree.Element(f"{{{namespace}}}{name}")
        self.fill(root, node, namespace)
        return root

    def fill(self, parent, node, namespace):
        for child in node.iter(f"{XSD}element"):
            if child is node:
                continue
            for _ in range(2 if child.get("maxOccurs") == "unbounded" else 1):
                self.value(ElementTree.SubElement(parent, f"{{{namespace}}}{child.get('name')}"), child, namespace)
        for attribute in node.iter(f"{XSD}attribute"):
            parent.set(attribute.get("name"), self.text(attribute.get("type").rpartition(":")[2]))

    def value(self, element, declared, namespace):
        kind = declared.get("type").rpartition(":")[2]
        if kind in self.types:
            self.fill(element, self.types[kind], namespace)
        else:
            element.text = self.text(kind)

    def text(self, kind):
        """A value of a simple type; of an enumeration its last one."""
        if kind in self.enums:
            return self.enums[kind][-1]
        return GUID if kind == "guid" else VALUES[kind]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=pathlib.Path, default=HERE.parent.parent)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    names = []
    for file in WSDLS.values():
        schema = Schema(options.root / "wsdl" / file)
        for name in schema.messages:
            document = ElementTree.tostring(schema.message(name), encoding="unicode")
            (options.out / f"{name}.xml").write_text(document + "\n", encoding="utf-8")
            names.append(name)
    (options.out / "messages.txt").write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
