"""Between tests."""
from admin_calls.call import Call

CALLS = [
    Call("reset"),
    Call("reset", body={"faults": "none", "computers": True, "clock": True}),
    Call("reset", body={"faults": "added"}),
    Call("reset", 400, body={"faults": "all"}),
    Call("reset", 400, body={"everything": True}),
]
