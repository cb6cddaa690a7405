"""health, ready, iisreset, openapi, server"""
from admin_calls.call import Call, nonsense

CALLS = [
    Call("getHealth", needs=('"status":"ok"',)),
    Call("getReady", needs=("ready",)),
    Call("stopPool", path={"name": "WsusPool"}),
    Call("getReady", 503, needs=("the application pool 'WsusPool' is stopped",)),
    Call("startPool", path={"name": "WsusPool"}),
    Call("getReady"),
    Call("iisreset", needs=('"application_starts":2',)),
    Call("iisreset", 415, raw=b"now", content_type="text/plain"),
    Call("getOpenApi"),
    Call("getServer", needs=('"version":',)),
    *nonsense("getHealth", "getReady", "iisreset", "getOpenApi", "getServer"),
]
