"""Connections that send nothing: they cost a descriptor and a little memory until their time is over."""
import asyncio
import time

import wire
from attack import Attack, Done, Size

PAUSE = 0.01


async def hold(ground, done):
    began = time.monotonic()
    reader, writer = await asyncio.open_connection("127.0.0.1", ground.port)
    done.sent.connect("http")
    try:
        ending = await wire.until_closed(reader, began, ground.silence + 30)
        done.closed_within("a silent connection", ending, 0.9 * ground.silence, ground.silence)
    except TimeoutError:
        done.problems.append("a silent connection was kept")
    finally:
        writer.close()


async def attack(ground):
    done = Done()
    holders = []
    for number in range(ground.connections):
        holders.append(asyncio.create_task(hold(ground, done)))
        if number % 50 == 49:
            await asyncio.sleep(PAUSE)
    await asyncio.gather(*holders)
    done.note = f"{ground.connections} connections that send nothing"
    return done


ATTACK = Attack(
    limit="a connection that sends nothing is closed after the connection timeout, without an answer",
    run=lambda ground: asyncio.run(attack(ground)),
    short=Size(seconds=0.9, connections=400, connection_timeout=0.5),
    long=Size(seconds=125, connections=5_000, left_mib=24))
