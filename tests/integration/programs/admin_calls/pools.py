"""Application pools."""
from admin_calls.call import Call, nonsense

WSUS = {"name": "wsuspool"}
OTHER = {"name": "OtherPool"}

CALLS = [
    Call("listPools", needs=("WsusPool",)),
    Call("startPool", 409, path=WSUS),
    Call("recyclePool", path=WSUS),
    Call("stopPool", path=WSUS, needs=('"stopped_by":"administrator"',)),
    Call("stopPool", 409, path=WSUS),
    Call("recyclePool", 409, path=WSUS),
    Call("startPool", path=WSUS),
    Call("startPool", 404, path=OTHER),
    Call("stopPool", 404, path=OTHER),
    Call("recyclePool", 404, path=OTHER),
    *nonsense("listPools"),
]
