"""The server's logs."""
from admin_calls.call import Call, nonsense

LOG = {"name": "SoftwareDistribution.log"}

CALLS = [
    Call("listLogs", needs=("SoftwareDistribution.log", "u_ex")),
    Call("getLog", path=LOG),
    Call("getLog", path=LOG, query="tail=2"),
    Call("getLog", 400, path=LOG, query="tail=all", needs=("a number from 0",)),
    Call("getLog", 404, path={"name": "web.config"}),
    Call("getLog", 404, path={"name": "../web.config"}),
    *nonsense("listLogs"),
]
