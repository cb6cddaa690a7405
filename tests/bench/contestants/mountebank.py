"""mountebank: MOUNTEBANK names its program `mb` (the npm package mountebank, or @mbtest/mountebank)."""
import base64
import json
import os
import shutil

from contestants.server import Server, free_port, listens, put

NAME = "mountebank"
NAMESPACE = "http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService"


def missing(programs):
    if not os.path.isfile(os.environ.get("MOUNTEBANK", "")):
        return "MOUNTEBANK names no program"
    return None if shutil.which("node") else "node is not there"


def takes(job):
    return not job.secure


def start(task, folder):
    admin, port = free_port(), free_port()
    command = ["node", os.environ["MOUNTEBANK"], "start", "--host", "127.0.0.1", "--localOnly", "--ip-whitelist",
               "127.0.0.1", "--port", str(admin), "--nologfile", "--loglevel", "error"]
    many = {"exists": {"body": True},
            "xpath": {"selector": "//c:InstalledNonLeafUpdateIDs/c:int[401]", "ns": {"c": NAMESPACE}}}
    stubs = [stub(task, [many], None if task.job.refused else 500)]
    stubs += [stub(task, [{"equals": {"headers": {"X-Client": f"client-{number}"}}}], 503)
              for number in range(task.job.rules)]
    stubs.append(stub(task, [], 200 if task.job.refused else None))
    imposter = {"protocol": "http", "host": "127.0.0.1", "port": port, "recordRequests": task.job.journal, "stubs": stubs}

    def ready():
        put(f"http://127.0.0.1:{admin}/imposters", json.dumps(imposter))
        if not listens(port):
            raise RuntimeError("mountebank's imposter does not listen")

    server = Server(command, folder, admin, ready=ready)
    return Behind(server, port)


class Behind:
    """The imposter of a mountebank: started with it, on a port of its own."""

    def __init__(self, server, port):
        self._server, self.port, self.exact = server, port, True

    def __enter__(self):
        self._server.__enter__()
        return self

    def __exit__(self, *problem):
        self._server.__exit__(*problem)

    def processes(self):
        return self._server.processes()

    @property
    def seconds_to_start(self):
        return self._server.seconds_to_start


def stub(task, predicates, other_status):
    response = {"statusCode": task.answer.status, "headers": {**dict(task.answer.headers), "Connection": "keep-alive"},
                "body": base64.b64encode(task.answer.body).decode(), "_mode": "binary"}
    if other_status is not None:
        response = {"statusCode": other_status, "headers": {"Connection": "keep-alive"}, "body": "other"}
    return {"predicates": predicates, "responses": [{"is": response}]}
