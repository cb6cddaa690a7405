"""One load for all servers: wrk with post.lua. Standard library and wrk."""
import dataclasses
import http.client
import json
import os
import pathlib
import shutil
import ssl
import subprocess

LUA = pathlib.Path(__file__).with_name("post.lua")
UNCHECKED = ssl.create_default_context()
UNCHECKED.check_hostname = False
UNCHECKED.verify_mode = ssl.CERT_NONE


class WrongAnswer(Exception):
    pass


@dataclasses.dataclass(frozen=True)
class Answer:
    """Of headers those that are the answer's own: Content-Type and Content-Encoding."""
    status: int
    headers: tuple
    body: bytes


@dataclasses.dataclass(frozen=True)
class Request:
    path: str
    headers: tuple  # pairs; no Content-Length
    body: bytes

    def write_to(self, file):
        head = "".join(f"{name}: {value}\r\n" for name, value in self.headers)
        file.write_bytes(f"POST {self.path} HTTP/1.1\r\n{head}\r\n".encode() + self.body)

    def send(self, port, secure=False):
        """Once, to see what comes."""
        line = http.client.HTTPSConnection("127.0.0.1", port, timeout=60, context=UNCHECKED) if secure else \
            http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            line.request("POST", self.path, self.body, dict(self.headers))
            answer = line.getresponse()
            own = tuple((name, answer.headers[name]) for name in ("Content-Type", "Content-Encoding") if name in answer.headers)
            return Answer(answer.status, own, answer.read())
        finally:
            line.close()


def missing():
    """A sentence when there is nothing to make load with."""
    return None if shutil.which("wrk") else "wrk is not there (Debian: wrk)"


def run(request_file, port, seconds, connections, secure=False, refused=False):
    """One measurement: what post.lua prints, and `rate`. Raises WrongAnswer when an answer is not of the kind that is meant;
    `refused`: all are of statuses above 399, else none is."""
    url = f"{'https' if secure else 'http'}://127.0.0.1:{port}/"
    output = subprocess.run(["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", LUA, url],
                            env={**os.environ, "REQUEST": str(request_file)}, stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, check=True, timeout=seconds + 60).stdout.decode()
    result = json.loads(output.strip().splitlines()[-1])
    if result["requests"] == 0 or result["other_statuses"] != (result["requests"] if refused else 0):
        raise WrongAnswer(f"{result['other_statuses']} of {result['requests']} answers refuse")
    result["rate"] = result["requests"] / (result["microseconds"] / 1e6)
    return result
