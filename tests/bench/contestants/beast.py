"""A server of ours that reads each request with Beast and sends a constant body: the limit of what we are made of."""
from contestants.server import Server, free_port

NAME = "Beast, constant body"
PROGRAM = "wsus-constant-server"


def missing(programs):
    return None if (programs / PROGRAM).is_file() else f"{PROGRAM} is not built"


def takes(job):
    return job.rules == 0 and not job.journal


def start(task, folder):
    folder.mkdir(parents=True)
    port = free_port()
    (folder / "answer").write_bytes(task.answer.body)
    command = [task.bin / PROGRAM, "--port", str(port), "--threads", str(task.threads), "--status",
               str(task.answer.status), "--body", folder / "answer"]
    for name, value in task.answer.headers:
        command += ["--header", f"{name}: {value}"]
    if task.job.secure:
        command += ["--certificate", task.certificate, "--key", task.key]
    return Server(command, folder, port)
