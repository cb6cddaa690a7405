"""Simple agents that remember what they were answered: a handshake, syncs, and events with numbers. Standard library only.

They know for every batch of events whether the server has it: an answer, or the beginning of one, says that it was stored;
a refusal says that it was not. Where a connection ended before a byte of the answer, it depends on why: `Lost.began`.
"""
import re
import socket

import wire

CLIENT = "http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService"
SERVICES = {  # path, namespace, what actions begin with
    "simple_auth": ("/SimpleAuthWebService/SimpleAuth.asmx",
                    "http://www.microsoft.com/SoftwareDistribution/Server/SimpleAuthWebService",
                    "http://www.microsoft.com/SoftwareDistribution/Server/SimpleAuthWebService/"),
    "client": ("/ClientWebService/client.asmx", CLIENT, CLIENT + "/"),
    "reporting": ("/ReportingWebService/ReportingWebService.asmx", "http://www.microsoft.com/SoftwareDistribution",
                  "http://www.microsoft.com/SoftwareDistribution/"),
}
SECONDS = 60  # an answer that takes longer is lost
KEPT_EVENTS = 300  # of a computer


class Refused(Exception):
    """The server has answered that it did nothing; `code`: the ErrorCode, or the status of an answer without one."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


class Lost(Exception):
    """No whole answer. `began`: some of it was there."""

    def __init__(self, began, why):
        super().__init__(why)
        self.began = began
        self.why = why


class Line:
    """A connection that is made when it is needed."""

    def __init__(self, port):
        self._port = port
        self._sock = None

    def close(self):
        if self._sock is not None:
            self._sock.close()
            self._sock = None

    def call(self, service, operation, inner):
        """The body of the answer. Raises Refused and Lost."""
        path, namespace, action = SERVICES[service]
        body = ('<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
                f'<{operation} xmlns="{namespace}">{inner}</{operation}></s:Body></s:Envelope>').encode()
        head = (f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/xml; charset=utf-8\r\n"
                f'SOAPAction: "{action}{operation}"\r\nContent-Length: {len(body)}\r\n\r\n').encode()
        answer = self._exchange(head + body)
        end_of_head = answer.index(b"\r\n\r\n")
        if b"\r\nconnection: close" in answer[:end_of_head].lower():
            self.close()
        status, text = wire.status_of(answer), answer[end_of_head + 4:].decode()
        if status != 200:
            raise Refused(element(text, "ErrorCode") or str(status))
        if not text.rstrip().endswith("Envelope>"):
            self.close()
            raise Lost(True, "cut")
        return text

    def _exchange(self, request):
        answer = bytearray()
        try:
            if self._sock is None:
                self._sock = socket.create_connection(("127.0.0.1", self._port), timeout=SECONDS)
                self._sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._sock.sendall(request)
            while wire.end_of_answer(answer) is None:
                piece = self._sock.recv(65536)
                if not piece:
                    raise ConnectionError("closed")
                answer += piece
        except OSError as problem:
            self.close()
            raise Lost(bool(answer), str(problem)) from problem
        return bytes(answer)


def element(text, name):
    found = re.search(rf"<(?:\w+:)?{name}>([^<]*)<", text)
    return found.group(1) if found else ""


class Agent:
    """`stored`: numbers of the events that the server must have, in their order, those that it got twice twice."""

    def __init__(self, number):
        self.id = f"e1da06a3-5601-43c9-bac3-{number:012}"
        self.dns_name = f"pc{number}.{'odd' if number % 2 else 'even'}.lab.example"
        self.registered = False
        self.stored = []
        self._next = 1
        self._last_change = self._authorization = self._expiration = self._encrypted = ""

    def is_ready(self):
        return self.registered and bool(self._encrypted)

    def prepare(self, line):
        """The next call of the handshake."""
        if not self._last_change:
            text = line.call("client", "GetConfig", "<protocolVersion>2.90</protocolVersion>")
            self._last_change = element(text, "LastChange")
        elif not self._authorization:
            text = line.call("simple_auth", "GetAuthorizationCookie",
                             f"<clientId>{self.id}</clientId><dnsName>{self.dns_name}</dnsName>")
            self._authorization = element(text, "CookieData")
        elif not self._encrypted:
            text = line.call("client", "GetCookie",
                             "<authCookies><AuthorizationCookie><PlugInId>SimpleTargeting</PlugInId>"
                             f"<CookieData>{self._authorization}</CookieData></AuthorizationCookie></authCookies>"
                             f"<lastChange>{self._last_change}</lastChange>"
                             "<currentTime>2026-10-04T15:03:36Z</currentTime><protocolVersion>2.90</protocolVersion>")
            self._take_cookie(text)
        elif not self.registered:
            line.call("client", "RegisterComputer",
                      f"{self._cookie()}<computerInfo><DnsName>{self.dns_name}</DnsName>"
                      "<OSMajorVersion>10</OSMajorVersion></computerInfo>")
            self.registered = True

    def sync(self, line):
        """A refused cookie is thrown away: the next handshake brings another."""
        try:
            self._take_cookie(line.call(
                "client", "SyncUpdates",
                f"{self._cookie()}<parameters><ExpressQuery>false</ExpressQuery><SkipSoftwareSync>false"
                "</SkipSoftwareSync></parameters>"))
        except Refused as refused:
            if "ookie" in refused.code:
                self._encrypted = ""
            raise

    def report(self, line, count):
        """That many events with the next numbers. Whatever becomes of it, `stored` has what the server must have; after
        Lost(began=False) the caller knows whether it has those from `first_of_next()` on."""
        numbers = range(self._next, self._next + count)
        events = "".join(
            "<ReportingEvent><BasicData>"
            f"<SequenceNumber>{number}</SequenceNumber><TimeAtTarget>2026-10-04T15:04:00Z</TimeAtTarget>"
            f"<EventInstanceID>6964aab4-c5b5-43bd-a17d-{number:012x}</EventInstanceID><NamespaceID>1</NamespaceID>"
            f"<EventID>183</EventID><SourceID>{number}</SourceID><Win32HResult>0</Win32HResult>"
            "</BasicData></ReportingEvent>" for number in numbers)
        try:
            line.call("reporting", "ReportEventBatch",
                      f"{self._cookie()}<clientTime>2026-10-04T15:04:00Z</clientTime><eventBatch>{events}</eventBatch>")
        except Lost as lost:
            if lost.began:
                self.stored += numbers
            raise
        self.stored += numbers
        self._next += count

    def first_of_next(self):
        return self._next

    def settle(self, kept):
        """Of these numbers that the server has, those that nobody knew of: it goes on behind them."""
        more = [number for number in kept if number >= self._next]
        self.stored += more
        self._next += len(more)

    def _take_cookie(self, text):
        self._expiration = element(text, "Expiration")
        self._encrypted = element(text, "EncryptedData")

    def _cookie(self):
        return (f"<cookie><Expiration>{self._expiration}</Expiration>"
                f"<EncryptedData>{self._encrypted}</EncryptedData></cookie>")


def difference(agent, kept, in_doubt=False):
    """A sentence, or nothing. `kept`: numbers of the events that the server has. `in_doubt`: it may have one batch more,
    whose answer never came."""
    expected = agent.stored[-KEPT_EVENTS:]
    if kept == expected:
        return ""
    if in_doubt:
        more = [number for number in kept if number >= agent.first_of_next()]
        whole = (agent.stored + more)[-KEPT_EVENTS:]
        if kept == whole and more == list(range(agent.first_of_next(), agent.first_of_next() + len(more))):
            return ""
    missing = sorted(set(expected) - set(kept))
    more = sorted(set(kept) - set(expected))
    return (f"computer {agent.id} has {len(kept)} events, expected are {len(expected)}: "
            f"missing {missing[:5]}, more than sent {more[:5]}")
