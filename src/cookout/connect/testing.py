"""The other side, for tests: a program that listens, answers as it is told, and keeps what it got."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Receiver:
    """What came, and what is answered."""

    url: str = ""
    status: int = 200
    location: str = ""
    slow: float = 0
    drips: bool = False
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def events(self) -> list[str]:
        """Which events came, in order."""
        return [headers["Cookout-Event"] for headers, _body in self.got]


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


class Handler(BaseHTTPRequestHandler):
    """Answers as the receiver of its server says."""

    server: "Server"

    def do_POST(self) -> None:
        """Take a call."""
        there = self.server.receiver
        body = self.rfile.read(int(self.headers["Content-Length"]))
        there.got.append((dict(self.headers), body))
        time.sleep(there.slow)
        with suppress(OSError):  # the caller has hung up
            (self._drip if there.drips else self._answer)(there)

    def do_GET(self) -> None:
        """Nobody should come this way."""
        self.server.receiver.got.append((dict(self.headers), b"a redirect was followed"))
        self._answer(self.server.receiver)

    def _answer(self, there: Receiver) -> None:
        self.send_response(there.status)
        if there.location:
            self.send_header("Location", there.location)
        self.end_headers()
        self.wfile.write(b"thank you")

    def _drip(self, there: Receiver) -> None:
        """One letter at a time, each soon enough that no single wait is long."""
        for letter in b"HTTP/1.1 200 " + b"o" * 60:
            self.wfile.write(bytes([letter]))
            time.sleep(0.05)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Knows its receiver."""

    receiver: Receiver


@contextmanager
def listening(port: int = 0) -> Iterator[Receiver]:
    """A real server on this machine, as long as the block lasts."""
    server = Server(("127.0.0.1", port), Handler)
    server.receiver = Receiver(f"http://127.0.0.1:{server.server_address[1]}/hook?of=ada")
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield server.receiver
    finally:
        server.shutdown()
        server.server_close()
