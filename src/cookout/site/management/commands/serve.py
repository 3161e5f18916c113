"""`cookout serve`: opens the house: brings the database up to date, then runs web server and worker together."""

import os
import socket
import ssl
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from cookout.core.management.base import HouseCommand
from cookout.core.models import House, User
from cookout.site.accounts import house_is_empty

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
THREADS = 4
"""Per server process. One is a tenth faster (measured), but then two slow uploads would close the house."""

HEAD_START = 2.0
"""Seconds the web server has to itself, so that the first page does not wait for the worker to load."""

PATIENCE = 10
"""Seconds a worker gets to finish its batch when the house closes."""


class Command(HouseCommand):
    """Opens the house until it is told to close."""

    help = "Serve Cookout: bring the database up to date, start the web server and the worker."
    requires_system_checks = ("privacy",)

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen, and with which certificate."""
        parser.add_argument(
            "--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1: only this machine)"
        )
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")
        parser.add_argument("--workers", type=int, default=2, help="server processes (default 2)")
        parser.add_argument(
            "--certificate", type=Path, metavar="FILE", help="serve https with this certificate chain (PEM)"
        )
        parser.add_argument("--key", type=Path, metavar="FILE", help="the certificate's private key (PEM)")
        parser.add_argument("--sample", action="store_true", help="fill an empty database with a sample chapter first")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, say where to go, serve."""
        self.refuse_what_cannot_work(options)
        if options["certificate"] and not settings.BASE_URL:
            begin_again(COOKOUT_BASE_URL=public_address(options))
        self.migrate()
        if options["sample"]:
            self.fill_with_sample()
        self.announce(options)
        connection.close()
        worker = Worker()
        worker.start()
        try:
            open_doors(options)
        finally:
            worker.stop()
            self.stdout.write("Closed.")

    def refuse_what_cannot_work(self, options: dict[str, Any]) -> None:
        """Before anything is touched: the port must be free, the certificate readable."""
        if bool(options["certificate"]) != bool(options["key"]):
            raise CommandError("A certificate needs its key, and a key its certificate: give --certificate and --key.")
        if options["certificate"]:
            try:
                ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(
                    options["certificate"], options["key"]
                )
            except (OSError, ssl.SSLError) as problem:
                raise CommandError(f"The certificate cannot be used: {problem}. Both files must be PEM.") from problem
        host, port = options["host"], options["port"]
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((host, port))
            except (OSError, OverflowError) as problem:
                raise CommandError(
                    f"Cookout cannot listen on {host}:{port} ({problem}). Perhaps it is already running there; "
                    f"else choose another port: “cookout serve --port {port + 1}” or “PORT={port + 1} make run”."
                ) from problem

    def migrate(self) -> None:
        """Bring the tables up to date, if they are not."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Bringing the database up to date …")
            self.stdout.flush()
            call_command("migrate", interactive=False, verbosity=0, skip_checks=True)

    def fill_with_sample(self) -> None:
        """The sample chapter, on a database without any account."""
        if User.objects.exists() or "sample" not in get_commands():
            return
        self.stdout.write("Writing the sample chapter …")
        self.stdout.flush()
        call_command("sample")

    def announce(self, options: dict[str, Any]) -> None:
        """Where the house is, and the first step in it."""
        address = public_address(options)
        self.stdout.write(f"\n  Cookout is at {address}\n")
        if house_is_empty():
            self.stdout.write(f"  Nobody lives here yet: open {address}/ to create the host's account.")
        elif House.the().is_sample:
            self.stdout.write(
                "  This is a sample: enter with one click as the insurance agent, the realtor, "
                "the vice-president or the regional director."
            )
        self.stdout.write(f"  Data are in {settings.DATA_DIR}. Stop with Ctrl-C.\n")
        if options["host"] not in LOOPBACK and urlsplit(address).hostname in LOOPBACK:
            self.stdout.write(
                "  Others on the network will be turned away until you say under which address they come: "
                "set COOKOUT_BASE_URL=https://your.name and start again.\n"
            )
        self.stdout.flush()


class Worker:
    """`cookout work` as a child, started again when it dies, stopped with the house."""

    def __init__(self) -> None:
        self.closing = threading.Event()
        self.child: subprocess.Popen[bytes] | None = None
        self.thread = threading.Thread(target=self._keep_alive, daemon=True)

    def start(self) -> None:
        """Begin a moment after the server."""
        self.thread.start()

    def stop(self) -> None:
        """Let it finish its batch."""
        self.closing.set()
        if self.child is not None and self.child.poll() is None:
            self.child.terminate()
            try:
                self.child.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.child.kill()
        self.thread.join(PATIENCE)

    def _keep_alive(self) -> None:
        words = [sys.executable, "-m", "cookout.site.command", "work", "--while-parent", str(os.getpid())]
        while not self.closing.wait(HEAD_START):
            # Its own session, so that Ctrl-C reaches it once, through us, and it may finish its batch.
            self.child = subprocess.Popen(words, start_new_session=True)
            self.child.wait()


def begin_again(**variables: str) -> NoReturn:
    """The settings are read by now: secure cookies need them to know from the start that we speak https."""
    os.environ.update(variables)
    os.execv(sys.executable, [sys.executable, "-m", "cookout.site.command", *sys.argv[1:]])


def public_address(options: dict[str, Any]) -> str:
    """What people type."""
    if settings.BASE_URL:
        return str(settings.BASE_URL)
    scheme = "https" if options["certificate"] else "http"
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "::1": "[::1]"}.get(options["host"], options["host"])
    return f"{scheme}://{host}:{options['port']}"


def open_doors(options: dict[str, Any]) -> None:
    """Granian with whole processes, a few threads each, and the certificate if there is one; until told to stop."""
    os.environ["COOKOUT_SERVER"] = str(os.getpid())  # its processes end with this one
    server = Granian(
        "cookout.site.wsgi:application",
        address=options["host"],
        port=options["port"],
        interface=Interfaces.WSGI,
        workers=options["workers"],
        blocking_threads=THREADS,
        ssl_cert=options["certificate"],
        ssl_key=options["key"],
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
    )
    server.serve()
