"""One call of the admin API, as the tables in this folder name them."""
import dataclasses


@dataclasses.dataclass(frozen=True)
class Call:
    """`operation`: operationId of the document. `path`: what stands for its {names}; "$client" and "$sequence" are those of
    the scan before. `body`: sent as JSON, and held against the document's schema when the call is a good one. `raw`: sent
    as it is instead. `needs`: texts that the answer's body has. `stream`: the answer has no end; its first event counts."""
    operation: str
    status: int = 200
    path: dict = dataclasses.field(default_factory=dict)
    query: str = ""
    body: object = None
    raw: bytes | None = None
    content_type: str = "application/json"
    needs: tuple = ()
    stream: bool = False

    @property
    def good(self):
        return self.status < 400


def nonsense(*operations):
    """A bad call of each: a query parameter that nobody knows."""
    return [Call(operation, 400, query="nonsense=1", needs=("'nonsense'",)) for operation in operations]
