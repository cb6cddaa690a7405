"""Heads of requests that come a byte at a time and never end."""
import asyncio
import contextlib
import time

import wire
from attack import Attack, Done, Size

EVERY = 12  # bytes within the time that a head has


async def drip(ground, done):
    began = time.monotonic()
    reader, writer = await asyncio.open_connection("127.0.0.1", ground.port)
    done.sent.connect("http")
    closed = asyncio.create_task(wire.until_closed(reader, began, ground.silence + 30))
    writer.write(b"POST / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
    with contextlib.suppress(ConnectionError):
        while not closed.done():
            writer.write(b"x")
            await writer.drain()
            await asyncio.wait([closed], timeout=ground.silence / EVERY)
    try:
        done.closed_within("a slow head", await closed, 0.9 * ground.silence, ground.silence)
    except TimeoutError:
        done.problems.append("a slow head kept its connection")
    writer.close()


async def one_after_another(ground, done, end):
    while time.monotonic() < end:
        await drip(ground, done)


async def attack(ground):
    done = Done()
    end = time.monotonic() + ground.seconds - ground.silence
    await asyncio.gather(*(one_after_another(ground, done, end) for _ in range(ground.connections)))
    done.note = f"{done.sent.connections['http']} heads, {ground.connections} at a time, each byte by byte"
    return done


ATTACK = Attack(
    limit="a head that is not whole within the connection timeout is closed without an answer",
    run=lambda ground: asyncio.run(attack(ground)),
    short=Size(seconds=0.9, connections=100, connection_timeout=0.4),
    long=Size(seconds=250, connections=2_000, left_mib=16))
