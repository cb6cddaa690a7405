#!/usr/bin/env python3
"""Sends the documented requests of the PowerShell module to a real wsus-mock, in their order, and holds them and the
answers against the server's OpenAPI document. The module itself is not executed: there is no PowerShell here.

usage: powershell_requests.py WsusFaultLab.psm1
"""

import json
import re
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from os import environ, path

import jsonschema

from wsus_fault_lab import MockWsus

FUNCTION = re.compile(r"^function ([A-Za-z-]+)(.*?)^}", re.M | re.S)
REQUEST = re.compile(r"^\s*Request: (\S+) (\S+)(?: (.*))?$", re.M)
CALL = re.compile(r"Invoke-WsusAdmin (GET|PUT|POST|DELETE) (['\"])(.*?)\2(?:$|[ )}])", re.M)


class Mistake(Exception):
    pass


def template_of(called):
    """The path of a call with its PowerShell expressions as {}: a route without its names."""
    called = re.sub(r"\$\(ConvertTo-WsusQuery \$\w+\)", "", called)
    return re.sub(r"\$\(\[Uri\]::EscapeDataString\(\$\w+\)\)|\$\w+", "{}", called)


def route_of(document, method, url_path):
    """The path item of the document that a path belongs to; one without {name} counts more."""
    found = [template for template, item in document["paths"].items() if method.lower() in item
             and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", re.escape(template).replace(r"\{", "{").replace(r"\}", "}")), url_path)]
    if not found:
        raise Mistake(f"the document has no {method} {url_path}")
    return min(found, key=lambda template: template.count("{"))


def validate(document, schema, value, what):
    """`schema` within `document`: references are the document's."""
    try:
        jsonschema.Draft202012Validator({**schema, "components": document["components"]}).validate(value)
    except jsonschema.ValidationError as error:
        raise Mistake(f"{what}: {error.message} (at /{'/'.join(map(str, error.absolute_path))})") from error


def check_calls(document, functions):
    """Every call that a function makes is a route of the document."""
    routes = {(method.upper(), re.sub(r"\{\w+\}", "{}", template))
              for template, item in document["paths"].items() for method in item}
    for name, text in functions.items():
        for method, _, called in CALL.findall(text):
            if (method, template_of(called)) not in routes:
                raise Mistake(f"{name} calls {method} {called}, which the document does not have")


def send(wsus, document, name, method, target, body):
    operation = document["paths"][route_of(document, method, target.split("?")[0])][method.lower()]
    if body is not None:
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        validate(document, schema, json.loads(body), f"{name}: the request")
    request = urllib.request.Request(wsus.address + target, method=method, data=body.encode() if body else None,
                                     headers={"Authorization": f"Bearer {wsus.token}", "Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            status, received, media = answer.status, answer.read(), answer.headers.get_content_type()
    except urllib.error.HTTPError as error:
        raise Mistake(f"{name}: {method} {target}: {error.code}: {error.read().decode()}") from error
    described = operation["responses"].get(str(status))
    if described is None:
        raise Mistake(f"{name}: {method} {target}: the document has no answer {status}")
    if media == "application/json" and received:
        validate(document, described["content"][media]["schema"], json.loads(received), f"{name}: the answer")


def main(module):
    with open(module, encoding="utf-8") as file:
        functions = {name: text for name, text in FUNCTION.findall(file.read())}
    requests = [(name, *request) for name, text in functions.items() for request in REQUEST.findall(text)]
    silent = [name for name, text in functions.items() if CALL.search(text) and not REQUEST.search(text)]
    if silent or len(requests) < 30:
        raise Mistake(f"{len(requests)} documented requests; functions without one: {silent}")
    with tempfile.TemporaryDirectory() as folder:
        small = path.join(folder, "small.yaml")
        with open(small, "w", encoding="utf-8") as file:
            file.write("generate: {revisions: 120, seed: 1}\n")
        with MockWsus(["--catalog", small]) as wsus:
            document = wsus.openapi()
            check_calls(document, functions)
            # The example's computer is whoever scans first: the requests name it instead.
            subprocess.run([environ["WUA_SIM"], "scan", "--server", wsus.url], check=True, capture_output=True, timeout=60)
            client_id = wsus.computers()[0]["client_id"]
            for name, method, target, body in ordered(requests):
                target = target.replace("e1da06a3-5601-43c9-bac3-52d5db701494", client_id)
                send(wsus, document, name, method, target, body or None)
    print(f"{len(requests)} documented requests of {len(functions)} functions: as the OpenAPI document says")


def ordered(requests):
    """Those that delete come last, the one rule is made first: the examples are about the same computer and rule. What
    was stopped is started by its own call, not by the iisreset."""
    last = ("Remove-", "Clear-", "Reset-")
    rank = {"Add-WsusFault": 0, "Set-WsusExpectation": 0, "Start-WsusPool": 2, "Restart-WsusPool": 3, "Invoke-WsusIisReset": 3}
    return sorted(requests, key=lambda request: 4 if request[0].startswith(last) else rank.get(request[0], 1))


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except Mistake as mistake:
        print(mistake)
        sys.exit(1)
