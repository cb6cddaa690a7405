"""The catalogue and declining."""
from admin_calls.call import Call, nonsense

DECLINE = "declineSuperseded"

CALLS = [
    Call("getCatalogue"),
    Call(DECLINE, body={"dry_run": True, "last_level_only": True, "exclusion_period": "30 d"}, needs=('"dry_run":true',)),
    Call(DECLINE, body={}),
    Call(DECLINE),
    Call(DECLINE, 400, body={"dry_run": "yes"}, needs=("allowed: true or false",)),
    Call(DECLINE, 400, body={"exclusion_period": 30}),
    Call(DECLINE, 400, body={"days": 30}, needs=("'days' is not known",)),
    Call(DECLINE, 400, raw=b"{", needs=("no JSON",)),
    *nonsense("getCatalogue"),
]
