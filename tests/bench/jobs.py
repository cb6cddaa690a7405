"""What servers are compared at: requests of a simulated machine, and what wsus-mock answers to each.

A job is recorded: a machine of wua-sim scans wsus-mock twice, and one of its SyncUpdates requests, as it was sent, is the
job's; the answer is what all others have to send. Standard library only.
"""
import dataclasses
import json
import re
import subprocess
import urllib.request

from load import Request, WrongAnswer

PATH = "/ClientWebService/client.asmx"
ACTION = '"http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService/SyncUpdates"'
REFUSED_IDS = 401
KEPT_BODIES = 400_000
SMALL = "generate: {revisions: 50, installed_non_leaf: 5}\n"
MIDDLE = "generate: {revisions: 2480}\n"
LARGE = "generate: {revisions: 3000}\n"


@dataclasses.dataclass(frozen=True)
class Job:
    """`pick`: which of the machine's requests. `rules`: rules that are loaded and never happen. `journal`: bodies are kept,
    where the server can."""
    name: str
    what: str
    catalogue: str
    pick: str = "nothing new"  # or "page": the one with the largest answer
    options: tuple = ()
    xpress: bool = False
    refused: bool = False
    secure: bool = False
    rules: int = 0
    journal: bool = False


JOBS = [
    Job("small", "a few ids, nothing new", SMALL),
    Job("fault", f"{REFUSED_IDS} installed non-leaf ids: the fault", SMALL, refused=True, options=("--faults-keep-open",)),
    Job("page", "a page of 30 updates to a new machine, plain", LARGE, "page"),
    Job("page-xpress", "the same page in xpress", LARGE, "page", xpress=True),
    Job("ids", "about 1,000 ids, nothing new", MIDDLE),
    Job("large", "a page of 170 KB, plain", LARGE, "page", options=("--page-updates", "140")),
    Job("large-xpress", "the same page in xpress", LARGE, "page", options=("--page-updates", "140"), xpress=True),
    Job("tls", "a few ids, nothing new, over TLS", SMALL, secure=True),
    Job("rules", "a few ids, nothing new, with 1,000 rules that look at each request", SMALL, rules=1_000),
    Job("journal", "a few ids, nothing new, bodies in the journal", SMALL, journal=True),
]


def record(job, server, client):
    """The Request of the job, from two scans of a machine on this MockServer."""
    set_journal(server, KEPT_BODIES)
    for _ in range(2):
        subprocess.run([client, "scan", "--server", server.url, "--state", server.folder / "machine"], check=True,
                       cwd=server.folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, timeout=120)
    entries = [entry for entry in json.loads(server.ask("/api/v1/journal?operation=SyncUpdates&limit=1000"))["entries"]
               if entry["other_cached_ids"] > 0]
    if job.pick == "page":
        chosen = max(entries, key=lambda entry: entry["response_bytes"])
    else:
        chosen = min(entries, key=lambda entry: entry["response_bytes"])
    body = json.loads(server.ask(f"/api/v1/journal/{chosen['sequence']}"))["request_body"]
    if job.refused:
        ids = "".join(f"<int>{100_000 + number}</int>" for number in range(REFUSED_IDS))
        body = re.sub(r"(<InstalledNonLeafUpdateIDs>).*(</InstalledNonLeafUpdateIDs>)", rf"\g<1>{ids}\g<2>", body)
    set_journal(server, KEPT_BODIES if job.journal else 0)
    headers = [("Content-Type", "text/xml; charset=utf-8"), ("SOAPAction", ACTION)]
    if job.xpress:
        headers.append(("Accept-Encoding", "xpress"))
    request = Request(PATH, tuple(headers), body.encode())
    answer = request.send(server.https_port if job.secure else server.port, job.secure)
    if answer.status != (500 if job.refused else 200) or job.xpress != (("Content-Encoding", "xpress") in answer.headers):
        raise WrongAnswer(f"job {job.name}: {answer.status} {answer.headers} {answer.body[:200]!r}")
    return request, answer


def set_journal(server, bytes_of_bodies):
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {server.token}"}
    request = urllib.request.Request(f"{server.admin_url}/api/v1/journal/settings", method="PUT", headers=headers,
                                     data=json.dumps({"body_bytes": bytes_of_bodies}).encode())
    urllib.request.urlopen(request, timeout=60).close()


def rules_file(count):
    """Of wsus-mock: each is about a computer that never comes."""
    rows = (f"  - {{name: rule {n}, soap_fault: {{error_code: ServerBusy}}, "
            f"when: {{client_id: 00000000-0000-4000-8000-{n:012}}}}}\n" for n in range(count))
    return "faults:\n" + "".join(rows)
