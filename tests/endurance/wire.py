"""Requests as bytes, and what becomes of a connection. Standard library only."""
import asyncio
import dataclasses
import socket
import struct
import time

NAMESPACE = "http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService"
PATH = "/ClientWebService/client.asmx"
RESET = struct.pack("ii", 1, 0)  # SO_LINGER: close() sends RST
GET_CONFIG = (
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
    f'<GetConfig xmlns="{NAMESPACE}"><protocolVersion>2.90</protocolVersion></GetConfig></s:Body></s:Envelope>').encode()


def head(length=None, extra=b"", target=PATH):
    """Of a POST of GetConfig; without a length there is no word about it."""
    announced = b"" if length is None else b"Content-Length: %d\r\n" % length
    return (b"POST " + target.encode() + b" HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/xml; charset=utf-8\r\n"
            b'SOAPAction: "' + NAMESPACE.encode() + b'/GetConfig"\r\n' + extra + announced + b"\r\n")


def get_config(extra=b""):
    """A whole request, which a server answers with 200."""
    return head(len(GET_CONFIG), extra) + GET_CONFIG


def chunk(text):
    return b"%x\r\n" % len(text) + text + b"\r\n"


def reset(sock):
    """RST, whatever the other end was about to say."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    sock.close()


def status_of(answer):
    """Of the first answer in these bytes; 0 when there is none."""
    first = answer.split(b"\r\n", 1)[0].split()
    return int(first[1]) if len(first) > 1 and first[0].startswith(b"HTTP/") else 0


def end_of_answer(buffer):
    """Where the first answer ends in these bytes; None while it is not whole. Answers have a Content-Length here."""
    begin = buffer.find(b"\r\n\r\n")
    if begin < 0:
        return None
    for line in bytes(buffer[:begin]).split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            end = begin + 4 + int(value)
            return end if len(buffer) >= end else None
    raise ValueError(f"an answer without a length: {bytes(buffer[:begin])!r}")


@dataclasses.dataclass
class Ending:
    """What came until the server had closed, and how long after `began` that was."""
    answer: bytes
    seconds: float

    @property
    def status(self):
        return status_of(self.answer)


async def until_closed(reader, began, limit):
    """Reads to the end, of whatever kind. TimeoutError when the server keeps the connection for longer than `limit`."""
    answer = b""

    async def read():
        nonlocal answer
        try:
            while piece := await reader.read(65536):
                answer += piece
        except ConnectionError:
            pass  # RST: closed as well

    await asyncio.wait_for(read(), limit)
    return Ending(answer, time.monotonic() - began)
