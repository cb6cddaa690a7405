#!/usr/bin/env python3
"""Holds wsus-mock against its own OpenAPI document: every operation is called well and badly, and status, media type and
body are those that the document says. An operation, or a status that the document names, without a call in
admin_calls/ fails.

usage: admin_api_test.py WSUS_MOCK WUA_SIM
"""
import http.client
import importlib
import json
import pathlib
import subprocess
import sys
import tempfile
import time
import urllib.parse

import jsonschema

# In this order: the journal is looked at before it is emptied, the computer before it is deleted.
TABLES = ["journal", "server", "catalogue", "pools", "logs", "clock", "faults", "expectations", "computers", "reset"]
SECONDS = 60
# Answers of servers in other programs, whose clock is that of a world.
NOT_OF_WSUS_MOCK = {("reset", "409"), ("moveClock", "409")}


class Mistake(Exception):
    pass


class Document:
    """The served document: its operations by name, and values against its schemas."""

    def __init__(self, document):
        self.document = document
        self.operations = {}
        for path, item in document["paths"].items():
            for method, operation in item.items():
                if method == "parameters":
                    continue
                self.operations[operation["operationId"]] = (method.upper(), path, operation)

    def check_schemas(self):
        for name, schema in self.document["components"]["schemas"].items():
            try:
                jsonschema.Draft202012Validator.check_schema(schema)
            except jsonschema.SchemaError as error:
                raise Mistake(f"schema {name} is none: {error.message}") from error

    def validate(self, schema, value, what):
        whole = {**schema, "components": self.document["components"]}
        errors = list(jsonschema.Draft202012Validator(whole).iter_errors(value))
        if errors:
            raise Mistake(f"{what}: {errors[0].message} (at /{'/'.join(map(str, errors[0].absolute_path))})")

    def resolved(self, value):
        while "$ref" in value:
            found = self.document
            for part in value["$ref"][2:].split("/"):
                found = found[part]
            value = found
        return value


class Server:
    """A wsus-mock of its own, ended with the block."""

    def __init__(self, program, folder):
        self.folder = folder
        ports_file = folder / "ports.json"
        with (folder / "output.txt").open("wb") as output:
            self.process = subprocess.Popen(
                [program, "--http", "127.0.0.1:0", "--admin", "127.0.0.1:0", "--ports-file", ports_file, "--log-dir",
                 folder / "logs"], stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        deadline = time.monotonic() + SECONDS
        while not ports_file.exists():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.end()
                raise Mistake((folder / "output.txt").read_text(encoding="utf-8", errors="replace"))
            time.sleep(0.005)
        self.ports = json.loads(ports_file.read_text(encoding="utf-8"))
        self.token = self.ports["token"]

    def end(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def call(self, method, target, body=None, content_type=None, token=None, stream=False):
        """Status, headers, bytes of the body; of a stream those up to the end of its first event."""
        connection = http.client.HTTPConnection("127.0.0.1", self.ports["admin"], timeout=SECONDS)
        headers = {"Authorization": f"Bearer {self.token if token is None else token}"}
        if content_type is not None:
            headers["Content-Type"] = content_type
        try:
            connection.request(method, target, body, headers)
            answer = connection.getresponse()
            if stream and answer.status == 200:
                read = b""
                while b"\ndata:" not in read or not read.endswith(b"\n\n"):
                    read += answer.read1(1)
                return answer.status, answer.headers, read
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()


def substituted(text, context):
    for name, value in context.items():
        text = text.replace(name, value)
    return text


def check_answer(document, operation, what, answer):
    """The answer is one that the document has for the operation."""
    status, headers, body = answer
    responses = operation["responses"]
    if str(status) not in responses and status < 400:
        raise Mistake(f"{what}: the document has no answer {status}")
    response = document.resolved(responses.get(str(status), responses["default"]))
    if "content" not in response:
        if body:
            raise Mistake(f"{what}: a body of {len(body)} bytes, the document has none")
        return
    media_type = headers.get_content_type()
    if media_type not in response["content"]:
        raise Mistake(f"{what}: {media_type}, the document has {', '.join(response['content'])}")
    is_json = media_type.endswith("json")
    value = json.loads(body) if is_json else body.decode()
    document.validate(response["content"][media_type].get("schema", {}), value, what)
    if status >= 400 and value["status"] != status:
        raise Mistake(f"{what}: the problem says {value['status']}")


def check_request(document, operation, what, call):
    """What a good call sends is what the document wants."""
    for parameter in urllib.parse.parse_qs(call.query):
        if parameter not in [each["name"] for each in operation.get("parameters", [])]:
            raise Mistake(f"{what}: the document has no parameter '{parameter}'")
    if call.body is not None:
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        document.validate(schema, call.body, f"{what}: the request")


def perform(server, document, call, context):
    method, path, operation = document.operations[call.operation]
    for name, value in call.path.items():
        path = path.replace("{" + name + "}", urllib.parse.quote(substituted(value, context), safe=""))
    # A bad call may have no name at all to give; any will do.
    path = path.replace("{", "%7B").replace("}", "%7D")
    target = path + ("?" + call.query if call.query else "")
    what = f"{call.operation} ({method} {target})"
    if call.good:
        check_request(document, operation, what, call)
    body = call.raw if call.raw is not None else None if call.body is None else json.dumps(call.body).encode()
    answer = server.call(method, target, body, None if body is None else call.content_type, stream=call.stream)
    text = answer[2].decode(errors="replace")
    if answer[0] != call.status:
        raise Mistake(f"{what}: {answer[0]}, expected is {call.status}: {text[:500]}")
    check_answer(document, operation, what, answer)
    for needed in call.needs:
        if substituted(needed, context) not in text:
            raise Mistake(f"{what}: '{needed}' is not in {text[:500]}")


def check_coverage(document, calls):
    """Every operation has a good and a bad call, every status that it names was answered."""
    missing = []
    for name, (_, _, operation) in document.operations.items():
        answered = {call.status for call in calls if call.operation == name}
        if not any(status < 400 for status in answered):
            missing.append(f"{name}: no good call")
        if not any(status >= 400 for status in answered):
            missing.append(f"{name}: no bad call")
        missing += [f"{name}: no call is answered {status}" for status in operation["responses"]
                    if status != "default" and int(status) not in answered and (name, status) not in NOT_OF_WSUS_MOCK]
    if missing:
        raise Mistake("admin_calls/ lacks calls:\n  " + "\n  ".join(missing))


def check_token(server, document, name):
    method, path, operation = document.operations[name]
    what = f"{name} with a wrong token"
    answer = server.call(method, path.replace("{", "%7B").replace("}", "%7D"), token="wrong")
    if answer[0] != 401:
        raise Mistake(f"{what}: {answer[0]}")
    check_answer(document, operation, what, answer)


def main():
    mock, client = (pathlib.Path(argument) for argument in sys.argv[1:])
    calls = [call for table in TABLES for call in importlib.import_module(f"admin_calls.{table}").CALLS]
    with tempfile.TemporaryDirectory(prefix="wsus-admin-") as folder:
        server = Server(mock, pathlib.Path(folder))
        try:
            document = Document(json.loads(server.call("GET", "/api/v1/openapi.json")[2]))
            document.check_schemas()
            check_coverage(document, calls)
            subprocess.run([client, "scan", "--server", f"http://127.0.0.1:{server.ports['http']}"], check=True,
                           cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, timeout=SECONDS)
            computers = json.loads(server.call("GET", "/api/v1/computers")[2])["computers"]
            entries = json.loads(server.call("GET", "/api/v1/journal?limit=1")[2])["entries"]
            context = {"$client": computers[0]["client_id"], "$sequence": str(entries[0]["sequence"])}
            mistakes = []
            steps = [lambda one=one: perform(server, document, one, context) for one in calls]
            steps += [lambda one=one: check_token(server, document, one) for one in document.operations]
            for step in steps:
                try:
                    step()
                except Mistake as mistake:
                    mistakes.append(str(mistake))
            if mistakes:
                raise Mistake("\n".join(mistakes))
        finally:
            server.end()
    print(f"{len(document.operations)} operations, {len(calls)} calls: as the document says")


if __name__ == "__main__":
    try:
        main()
    except Mistake as mistake:
        sys.exit(f"admin_api_test.py: {mistake}")
