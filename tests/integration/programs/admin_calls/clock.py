"""The clock, which is set back at the end."""
from admin_calls.call import Call, nonsense

CALLS = [
    Call("getClock", needs=('"offset_ms":0,', '"movable":true')),
    Call("moveClock", body={"advance": "2 h"}, needs=('"offset_ms":7200000,',)),
    Call("moveClock", body={"set": "2030-01-01T00:00:00Z"}, needs=("2030-01-01T00:00:0",)),
    Call("moveClock", 400, body={}),
    Call("moveClock", 400, body={"advance": "two hours"}),
    Call("moveClock", 400, body={"advance": "2 h", "set": "2030-01-01T00:00:00Z"}),
    Call("reset", body={"clock": True}),
    *nonsense("getClock"),
]
