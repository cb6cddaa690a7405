"""Fault rules."""
from admin_calls.call import Call, nonsense

BUSY = {"name": "busy", "soap_fault": {"error_code": "ServerBusy"}, "when": {"operation": "SyncUpdates"},
        "times": {"first": 2}}
LATE = {"name": "late", "delay": {"by": "1 s"}}
HERE = {"name": "busy"}
NOBODY = {"name": "nobody"}

CALLS = [
    Call("addFaults", 201, body=BUSY, needs=('"remarks":[]',)),
    Call("addFaults", 409, body=BUSY, needs=("busy",)),
    Call("addFaults", 201, body={"faults": [LATE]}, needs=('"remarks":[]',)),
    Call("addFaults", 201, body={"faults": [{**BUSY, "name": "again"}]}, needs=('"rule":"again"', '"gravity":"overlapping"')),
    Call("addFaults", 400, body={"name": "x", "no_such_fault": {}}, needs=("no_such_fault",)),
    Call("listFaults", needs=("busy", "late")),
    Call("getFault", path=HERE),
    Call("getFault", 404, path=NOBODY),
    Call("disableFault", path=HERE, needs=('"enabled":false',)),
    Call("enableFault", path=HERE, needs=('"enabled":true',)),
    Call("disableFault", 404, path=NOBODY),
    Call("enableFault", 404, path=NOBODY),
    Call("whyNoFault", body={"operation": "GetCookie"}, needs=("busy",)),
    Call("whyNoFault", 400, body={"operation": "Sync"}),
    Call("putFault", path=HERE, body={**BUSY, "times": {"first": 1}}),
    Call("putFault", 201, path={"name": "new"}, body={"http_status": {"status": 503}},
         needs=('"rule":"busy"', '"gravity":"unreachable"')),
    Call("putFault", 400, path=HERE, body={"http_status": {"status": 1}}),
    Call("removeFault", 204, path={"name": "new"}),
    Call("removeFault", 404, path={"name": "new"}),
    Call("removeFaults", 204),
    *nonsense("listFaults", "removeFaults"),
]
