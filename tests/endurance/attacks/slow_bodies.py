"""Bodies that stop in the middle, and bodies that come byte by byte; a third of them is slow and honest, and is answered."""
import asyncio
import contextlib
import time

import wire
from attack import Attack, Done, Size

PIECES_IN_SILENCE = 4  # a slow body is never silent for more than this part of the time that it may be


async def stop(ground, done):
    began = time.monotonic()
    reader, writer = await asyncio.open_connection("127.0.0.1", ground.port)
    done.sent.connect("http")
    writer.write(wire.get_config()[:-1])
    ending = await wire.until_closed(reader, began, ground.silence + 30)
    done.closed_within("a body that stops", ending, 0.9 * ground.silence, ground.silence)
    writer.close()


async def drip(ground, done):
    """Never silent, and never whole."""
    began = time.monotonic()
    reader, writer = await asyncio.open_connection("127.0.0.1", ground.port)
    done.sent.connect("http")
    closed = asyncio.create_task(wire.until_closed(reader, began, ground.whole + 30))
    writer.write(wire.head(1_000_000))
    with contextlib.suppress(ConnectionError):
        while not closed.done():
            writer.write(b" ")
            await writer.drain()
            await asyncio.wait([closed], timeout=ground.silence / PIECES_IN_SILENCE)
    done.closed_within("a body without an end", await closed, 0.9 * ground.whole, ground.whole)
    writer.close()


async def be_slow(ground, done):
    """Longer than one may be silent, but within the time of a request: an answer like any other."""
    reader, writer = await asyncio.open_connection("127.0.0.1", ground.port)
    done.sent.connect("http")
    writer.write(wire.head(len(wire.GET_CONFIG), b"Connection: close\r\n"))
    pieces = 2 * PIECES_IN_SILENCE
    pause = min(1.5 * ground.silence, 0.6 * ground.whole) / pieces
    for number in range(pieces):
        await asyncio.sleep(pause)
        writer.write(wire.GET_CONFIG[len(wire.GET_CONFIG) * number // pieces:len(wire.GET_CONFIG) * (number + 1) // pieces])
        await writer.drain()
    ending = await wire.until_closed(reader, time.monotonic(), 30)
    done.expect(ending.status == 200, f"a slow and honest body: {ending.answer[:60]!r}")
    done.sent.add(200)
    writer.close()


async def attack(ground):
    done = Done()
    each = ground.connections // 3
    slow = [kind(ground, done) for kind in (stop, drip, be_slow) for _ in range(each)]
    for problem in await asyncio.gather(*slow, return_exceptions=True):
        if problem is not None:
            done.problems.append(f"{type(problem).__name__} {problem}")
    done.note = f"{each} bodies that stop, {each} without an end, {each} slow and honest ones"
    return done


ATTACK = Attack(
    limit="a body that stops is closed after the connection timeout, one without an end after the request timeout",
    run=lambda ground: asyncio.run(attack(ground)),
    short=Size(seconds=1.3, connections=120, connection_timeout=0.5, request_timeout=1.3),
    long=Size(seconds=125, connections=3_000, connection_timeout=20, request_timeout=120, left_mib=16))
