"""MockServer: MOCKSERVER_JAR names the jar with its dependencies (the npm package mockserver-node has it)."""
import base64
import json
import os
import shutil

from contestants.server import Server, free_port, put

NAME = "MockServer"
XPATH = "count(//*[local-name()='InstalledNonLeafUpdateIDs']/*[local-name()='int']) > 400"


def missing(programs):
    if not os.path.isfile(os.environ.get("MOCKSERVER_JAR", "")):
        return "MOCKSERVER_JAR names no jar"
    return None if shutil.which("java") else "java is not there"


def takes(job):
    return not job.secure


def start(task, folder):
    port = free_port()
    command = ["java", "-Xmx512m", "-Dmockserver.localBoundIP=127.0.0.1", "-Dmockserver.logLevel=WARN",
               f"-Dmockserver.maxLogEntries={1000 if task.job.journal else 1}", "-jar", os.environ["MOCKSERVER_JAR"],
               "-serverPort", str(port)]
    expectations = [expectation(task, 9, {"body": {"type": "XPATH", "xpath": XPATH}}, None if task.job.refused else 500)]
    expectations += [expectation(task, 5, {"headers": {"X-Client": [f"client-{number}"]}}, 503)
                     for number in range(task.job.rules)]
    expectations.append(expectation(task, 1, {}, 200 if task.job.refused else None))
    return Server(command, folder, port,
                  ready=lambda: put(f"http://127.0.0.1:{port}/mockserver/expectation", json.dumps(expectations), "PUT"))


def expectation(task, priority, matcher, other_status):
    response = {"statusCode": task.answer.status,
                "headers": {name: [value] for name, value in task.answer.headers},
                "body": {"type": "BINARY", "base64Bytes": base64.b64encode(task.answer.body).decode()}}
    if other_status is not None:
        response = {"statusCode": other_status, "body": "other"}
    return {"priority": priority, "httpRequest": {"method": "POST", "path": task.request.path, **matcher},
            "httpResponse": response}
