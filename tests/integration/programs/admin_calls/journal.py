"""The journal, its exports and counters; live events; Prometheus. Comes before what empties it."""
from admin_calls.call import Call, nonsense

FIRST = {"sequence": "$sequence"}

CALLS = [
    Call("getJournal", needs=("GetConfig",)),
    Call("getJournal", query="operation=SyncUpdates&limit=1&redact=true"),
    Call("getJournal", 400, query="limit=0", needs=("limit",)),
    Call("getJournal", 400, query="status=many"),
    Call("getJournalEntry", path=FIRST),
    Call("getJournalEntry", 404, path={"sequence": "999999"}),
    Call("getJournalEntry", 400, path={"sequence": "first"}),
    Call("exportJournalLines", needs=("GetConfig",)),
    Call("exportJournalLines", query="operation=GetCookie"),
    Call("exportJournalHar", needs=('"version":"1.2"',)),
    Call("getEvents", query="after=0", stream=True, needs=("event: exchange",)),
    Call("getEvents", 400, query="after=now"),
    Call("getCounters", needs=("requests",)),
    Call("getMetrics", needs=("# TYPE",)),
    Call("getJournalSettings"),
    Call("putJournalSettings", body={"entries": 500, "body_bytes": 1000}, needs=("500",)),
    Call("putJournalSettings", 400, body={"entries": -1}),
    *nonsense("exportJournalLines", "exportJournalHar", "getCounters", "getMetrics", "getJournalSettings",
              "clearJournal"),
    Call("clearJournal"),
]
