"""A house whose clock can be set: served by one process that travels to the moment which is written in a file."""

import datetime as dt
import os
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import time_machine
from django.core.wsgi import get_wsgi_application
from django.db import connections

from tests.houses import House, free_port, listens, wait_for

CLOCK = "clock"
"""The file in the house's folder that says what time it is."""


class Server(socketserver.ThreadingMixIn, WSGIServer):
    """Browsers open connections ahead of time; one of them must not stop the others."""

    daemon_threads = True

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Each connection is a thread of its own: what it opened to the database ends with it."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            connections.close_all()


class Silent(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@dataclass(frozen=True)
class Clocked:
    """Where the house is, and its clock."""

    url: str
    house: House

    def set(self, moment: dt.datetime) -> None:
        """From the next request on it is this time, and time goes on from there."""
        (self.house.folder / CLOCK).write_text(moment.isoformat())


@contextmanager
def open_at(house: House, moment: dt.datetime) -> Iterator[Clocked]:
    """The house, open at this moment."""
    port = free_port()
    clocked = Clocked(f"http://127.0.0.1:{port}", house)
    clocked.set(moment)
    child = house.start("shell", "--no-imports", "-c", f"from tests.clock import serve; serve({port})")
    try:
        wait_for(lambda: child.poll() is not None or listens(port), 30)
        assert child.poll() is None, child.communicate()
        yield clocked
    finally:
        child.terminate()
        print(child.communicate(timeout=30)[1])  # a failed walk shows what went wrong inside


def serve(port: int) -> None:
    """Inside the house: answer, each time at the moment the clock shows."""
    clock = Path(os.environ["COOKOUT_DATA_DIR"], CLOCK)
    pages, moving = get_wsgi_application(), threading.Lock()
    shown = clock.read_text()
    traveller = time_machine.travel(dt.datetime.fromisoformat(shown)).start()

    def answer(*asked: Any) -> Any:
        nonlocal shown
        with moving:
            if (now := clock.read_text()) and now != shown:
                traveller.move_to(dt.datetime.fromisoformat(now))
                shown = now
        return pages(*asked)

    with make_server("127.0.0.1", port, answer, server_class=Server, handler_class=Silent) as server:
        server.serve_forever()
