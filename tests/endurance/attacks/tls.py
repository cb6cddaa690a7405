"""What can go wrong before and around a TLS handshake: early closes, resets, garbage, silence, renegotiation."""
import contextlib
import socket
import ssl
import subprocess
import time

import wire
from attack import SLACK, Attack, Done, Size

A_SECOND = 300
SILENT = 50  # that never begin their handshake
OPENSSL_SECONDS = 30
GARBAGE = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" + bytes(range(256)) * 8


def context():
    made = ssl.create_default_context()
    made.check_hostname = False
    made.verify_mode = ssl.CERT_NONE
    return made


CONTEXT = context()


def client_hello():
    outgoing = ssl.MemoryBIO()
    session = CONTEXT.wrap_bio(ssl.MemoryBIO(), outgoing)
    with contextlib.suppress(ssl.SSLWantReadError):
        session.do_handshake()
    return outgoing.read()


HELLO = client_hello()


def plain(ground, done):
    sock = socket.create_connection(("127.0.0.1", ground.https_port), timeout=30)
    done.sent.connect("https")
    return sock


def secure(ground, done):
    return CONTEXT.wrap_socket(plain(ground, done))


def close_at_once(ground, done):
    plain(ground, done).close()


def reset_in_the_hello(ground, done):
    sock = plain(ground, done)
    sock.sendall(HELLO[:40])
    wire.reset(sock)


def reset_behind_the_hello(ground, done):
    sock = plain(ground, done)
    sock.sendall(HELLO)
    sock.recv(1)
    wire.reset(sock)


def garbage(ground, done):
    with plain(ground, done) as sock:
        answer = b""
        with contextlib.suppress(ConnectionError):
            sock.sendall(GARBAGE)
            while piece := sock.recv(65536):
                answer += piece
        done.expect(not answer.startswith(b"HTTP"), f"plain HTTP on the TLS port was answered {answer[:40]!r}")


def close_behind_the_handshake(ground, done):
    """Without the word of an orderly end."""
    sock = secure(ground, done)
    wire.reset(sock)


def close_in_a_request(ground, done):
    sock = secure(ground, done)
    sock.sendall(wire.get_config()[:100])
    sock.close()


def ask(ground, done):
    """Nothing is wrong with it."""
    with secure(ground, done) as sock:
        sock.sendall(wire.get_config(b"Connection: close\r\n"))
        answer = sock.recv(65536)
        done.expect(wire.status_of(answer) == 200, f"answered {answer[:40]!r}")
        done.sent.add(200)


KINDS = [close_at_once, reset_in_the_hello, reset_behind_the_hello, garbage, close_behind_the_handshake,
         close_in_a_request, ask]


def renegotiate(ground, done):
    """TLS 1.2, where a client may ask for another handshake; openssl's program does at a line `R`."""
    done.sent.connect("https")
    ended = subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{ground.https_port}", "-tls1_2"], input=b"R\n",
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=OPENSSL_SECONDS, check=False)
    said = ended.stdout.decode(errors="replace")
    done.expect("RENEGOTIATING" in said, f"openssl has not tried to renegotiate: {said[-200:]!r}")
    done.expect("no renegotiation" in said, f"a renegotiation was not refused: {said[-200:]!r}")


def attack(ground):
    done = Done()
    begin = time.monotonic()
    silent = [plain(ground, done) for _ in range(SILENT)]
    made = tries = 0
    while time.monotonic() < begin + ground.seconds:
        for kind in KINDS:
            kind(ground, done)
        made += len(KINDS)
        if tries <= ground.seconds / 10:
            renegotiate(ground, done)
            tries += 1
        early = begin + made / A_SECOND - time.monotonic()
        if early > 0:
            time.sleep(early)
    for sock in silent:
        sock.settimeout(max(0.01, begin + min(ground.silence, 15) + SLACK - time.monotonic()))
        try:
            done.expect(sock.recv(100) == b"", "a handshake that did not begin was answered")
        except ConnectionError:
            pass  # closed as well
        except TimeoutError:
            done.problems.append("a connection without a handshake was kept")
        sock.close()
    done.note = f"{made} connections of {len(KINDS)} kinds, {tries} renegotiations, {SILENT} silent ones"
    return done


ATTACK = Attack(
    limit="no second handshake; a first one that does not come within 15 s, or the connection timeout, is cut",
    run=attack, secure=True,
    short=Size(seconds=0.8, connections=1, connection_timeout=0.5, left_mib=16),
    long=Size(seconds=60, connections=1, left_mib=16))
