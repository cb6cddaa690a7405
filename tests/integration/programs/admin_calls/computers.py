"""The computers that the server knows. The one of the scan is deleted at the end."""
from admin_calls.call import Call, nonsense

HERE = {"id": "$client"}
NOBODY = {"id": "nobody"}

CALLS = [
    Call("listComputers", needs=("$client",)),
    Call("getComputer", path=HERE, needs=('"registered":true',)),
    Call("getComputerStatus", path=HERE),
    Call("getComputerEvents", path=HERE),
    Call("getComputerEvents", path=HERE, query="event_id=156"),
    Call("getComputerEvents", 400, path=HERE, query="event_id=many"),
    Call("getComputer", 404, path=NOBODY, needs=("no computer 'nobody'",)),
    Call("getComputerStatus", 404, path=NOBODY),
    Call("getComputerEvents", 404, path=NOBODY),
    Call("deleteComputer", 404, path=NOBODY),
    Call("deleteComputer", 204, path=HERE),
    Call("getComputer", 404, path=HERE),
    *nonsense("listComputers"),
]
