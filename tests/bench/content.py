#!/usr/bin/env python3
"""Content files: wsus-mock beside nginx with sendfile, the same file of 64 MiB, the same load on 7 connections.

Whole GETs, then ranges of 1 MiB, both servers in turn. nginx runs with one worker on a free port of loopback, from a
configuration in a temporary folder. Without nginx there is a note and nothing to measure; with --least that ends with
3. Standard library only; Linux only. Ends the processes that it started, and no others.
"""
import argparse
import contextlib
import json
import pathlib
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

from mock_server import BIN, MockServer, end, require_program

NO_NGINX = 3  # exit code: a limit was asked for and nothing could be compared
SIZE = 64 << 20
RANGE = 1 << 20
CONNECTIONS = 7
CATALOGUE = f"""
revisions:
  - id: 101
    update: 10000000-0000-4000-8000-000000000101
    type: software
    title: An update with a large file
    installed: false
    installable: true
    files: [{{name: large.exe, size: {SIZE}}}]
"""
NGINX = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    location /Content/ {{ alias {content}/; }}
  }}
}}
"""


def main():
    arguments = parse_arguments()
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if nginx is None:
        print("content.py: nginx is not there (Debian: nginx-light), so there is nothing to compare with")
        sys.exit(NO_NGINX if arguments.least else 0)
    mock = require_program(arguments.bin / "wsus-mock")
    client = require_program(arguments.bin / "wua-sim")
    load = require_program(arguments.bin / "wsus-content-load")
    with tempfile.TemporaryDirectory(prefix="wsus-content-", dir=arguments.folder) as content, \
            MockServer(mock, CATALOGUE, ["--threads", str(arguments.threads), "--content-dir", content]) as server:
        content = pathlib.Path(content)
        path = materialise(client, server, content)
        with nginx_server(nginx, server.folder / "nginx", content) as port:
            worst = 1e9
            for name, size_of_request, requests in (("whole", 0, arguments.requests),
                                                    ("1 MiB ranges", RANGE, arguments.requests * SIZE // RANGE)):
                command = [load, "--path", path, "--size", str(SIZE), "--range", str(size_of_request),
                           "--connections", str(CONNECTIONS), "--requests", str(requests)]
                worst = min(worst, compare(name, command, server.port, port, arguments.runs))
    if arguments.least:
        print(f"content beside nginx: least ratio {worst:.2f}, limit {arguments.least}")
        if worst < arguments.least:
            sys.exit("the ratio is under the limit")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--bin", type=pathlib.Path, default=BIN, help="folder of the programs")
    parser.add_argument("--runs", type=int, default=7, help="measurements of each server (default: 7)")
    parser.add_argument("--requests", type=int, default=28, help="files of 64 MiB in one measurement (default: 28)")
    parser.add_argument("--threads", type=int, default=1, help="of wsus-mock (default: 1, as nginx's one worker)")
    parser.add_argument("--folder", help="where the content folder is made (default: the system's temporary one)")
    parser.add_argument("--least", type=float, help="fail when a ratio is smaller")
    return parser.parse_args()


def materialise(client, server, content):
    """The file is made when it is first asked for. Its path on the server."""
    output = subprocess.run([client, "update", "--json", "--server", server.url], stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, check=False).stdout
    files = [file for file in content.rglob("*.exe") if file.stat().st_size == SIZE]
    if len(files) != 1:
        sys.exit(f"the server has not made the file: {output.decode()}")
    return f"/Content/{files[0].relative_to(content)}"


@contextlib.contextmanager
def nginx_server(nginx, folder, content):
    """nginx for the content folder of the mock, with a folder of its own; yields its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder.mkdir()
    file = folder / "nginx.conf"
    file.write_text(NGINX.format(folder=folder, port=port, content=content), encoding="utf-8")
    user = ["-g", "user root;"] if pathlib.Path("/proc/self").stat().st_uid == 0 else []
    process = subprocess.Popen([nginx, "-p", folder, "-e", folder / "error.log", "-c", file, *user],
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        wait_for(port, process)
        yield port
    finally:
        end(process)


def wait_for(port, process):
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if process.poll() is not None:
            sys.exit(f"nginx ended: {process.stderr.read().decode()}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.01)
    sys.exit("nginx did not listen within 10 s")


def compare(name, command, mock_port, nginx_port, runs):
    """Measures both in turn and prints medians; the ratio is the median of the ratios of neighbours."""
    rates = {"wsus-mock": [], "nginx": []}
    for _ in range(runs):
        for server, port in (("wsus-mock", mock_port), ("nginx", nginx_port)):
            output = subprocess.run([*command, "--port", str(port)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                    check=True, timeout=300).stdout
            result = json.loads(output)
            rates[server].append(result["bytes"] / result["seconds"] / (1 << 20))
    ratio = statistics.median(ours / theirs for ours, theirs in zip(rates["wsus-mock"], rates["nginx"]))
    print(f"{name:14}wsus-mock {statistics.median(rates['wsus-mock']):7.0f} MiB/s"
          f"    nginx {statistics.median(rates['nginx']):7.0f} MiB/s    ratio {ratio:.2f}")
    return ratio


if __name__ == "__main__":
    main()
