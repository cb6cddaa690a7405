"""Strict expectations and their verdict."""
from admin_calls.call import Call, nonsense

CALLS = [
    Call("deleteExpectations", 204),
    Call("getExpectations", 404),
    Call("getVerdict", 404),
    Call("putExpectations", body={"calls": [{"operation": "GetConfig"},
                                            {"operation": "SyncUpdates", "times": {"at_least": 1}}],
                                  "in_order": True, "strict": True, "forbidden": [{"operation": "RegisterComputer"}],
                                  "counts": [{"match": {"error_code": "CookieExpired"}, "times": 0}]}),
    Call("putExpectations", 400, body={"calls": [{"operations": "GetConfig"}]}, needs=("operations",)),
    Call("getExpectations", needs=("GetConfig",)),
    Call("getVerdict", needs=('"pending"',)),
    *nonsense("getExpectations", "getVerdict", "deleteExpectations"),
]
