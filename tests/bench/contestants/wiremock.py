"""WireMock: WIREMOCK_JAR names the standalone jar (the npm package wiremock has it)."""
import base64
import json
import os
import shutil

from contestants.server import Server, free_port, put

NAME = "WireMock"
XPATH = "//*[local-name()='InstalledNonLeafUpdateIDs'][count(*[local-name()='int']) > 400]"


def missing(programs):
    if not os.path.isfile(os.environ.get("WIREMOCK_JAR", "")):
        return "WIREMOCK_JAR names no jar"
    return None if shutil.which("java") else "java is not there"


def takes(job):
    return not job.secure


def start(task, folder):
    port = free_port()
    entries = "1000" if task.job.journal else "0"
    command = ["java", "-Xmx512m", "-jar", os.environ["WIREMOCK_JAR"], "--port", str(port), "--bind-address", "127.0.0.1",
               "--root-dir", folder / "root", "--disable-banner", "--disable-request-logging",
               *(["--max-request-journal-entries", entries] if task.job.journal else ["--no-request-journal"])]
    mappings = [mapping(task, 1, {"bodyPatterns": [{"matchesXPath": XPATH}]}, 500 if not task.job.refused else None),
                mapping(task, 9, {}, None if not task.job.refused else 200)]
    mappings += [mapping(task, 5, {"headers": {"X-Client": {"equalTo": f"client-{number}"}}}, 503)
                 for number in range(task.job.rules)]
    return Server(command, folder, port,
                  ready=lambda: put(f"http://127.0.0.1:{port}/__admin/mappings/import", json.dumps({"mappings": mappings})))


def mapping(task, priority, matcher, other_status):
    """Answers as recorded, or with another status and five bytes."""
    response = {"status": task.answer.status, "headers": dict(task.answer.headers),
                "base64Body": base64.b64encode(task.answer.body).decode()}
    if other_status is not None:
        response = {"status": other_status, "body": "other"}
    return {"priority": priority, "request": {"method": "POST", "urlPath": task.request.path, **matcher},
            "response": response}
