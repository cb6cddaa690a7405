"""pywsus: PYWSUS names pywsus.py. It is given a file of two bytes to offer, and loopback. It has no rules: always 200."""
import os
import shutil

from contestants.server import Server, free_port

NAME = "pywsus"


def missing(programs):
    if not os.path.isfile(os.environ.get("PYWSUS", "")):
        return "PYWSUS names no pywsus.py"
    return None if shutil.which("script") else "the program script is not there"


def takes(job):
    return job.name in ("small", "ids")


def start(task, folder):
    folder.mkdir(parents=True)
    port = free_port()
    (folder / "dummy.exe").write_bytes(b"MZdummy")
    line = f"python3 {os.environ['PYWSUS']} -H 127.0.0.1 -p {port} -e {folder}/dummy.exe -c /none"
    return Server(["script", "-qfc", line, "/dev/null"], folder, port, exact=False)  # it wants a terminal
