"""Whole houses for tests of operations: a data directory and a database of their own, commands as real processes."""

import fcntl
import hashlib
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

import psycopg
from django.db import connection

HOME = Path(__file__).resolve().parents[1]
VENV = HOME / ".venv"
SERVER = os.environ.get("COOKOUT_DATABASE_URL", "") if os.environ.get("DB") == "postgres" else ""
"""The throw-away PostgreSQL of this run, or nothing on SQLite."""


class House:
    """One installation, run only through its commands."""

    def __init__(self, folder: Path, *, on_postgres: bool = bool(SERVER), like: str = "", **settings: str) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.settings = {"COOKOUT_DATA_DIR": str(folder), **settings}
        if on_postgres:
            self.settings["COOKOUT_DATABASE_URL"] = new_database(like)

    @property
    def env(self) -> dict[str, str]:
        """An environment in which only this house's settings are."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("COOKOUT_", "DJANGO_"))}
        return {**kept, "PYTHONPATH": str(HOME / "src"), "PYTHONWARNINGS": "ignore", **self.settings}

    def start(self, *words: object) -> "subprocess.Popen[str]":
        """Begin a command."""
        called = [sys.executable, "-m", "cookout.site.command", *map(str, words)]
        pipe = subprocess.PIPE
        return subprocess.Popen(called, env=self.env, cwd=self.folder, stdout=pipe, stderr=pipe, text=True)

    def run(self, *words: object, ok: bool = True) -> str:
        """Run a command to its end; what it said, or what it refused."""
        out, err = (child := self.start(*words)).communicate(timeout=300)
        assert (child.returncode == 0) is ok, f"{words}: {child.returncode}\n{out}\n{err}"
        assert "Traceback" not in err, err
        return out if ok else err

    def python(self, code: str) -> str:
        """Run a few lines inside the house."""
        return self.run("shell", "--no-imports", "-c", code).strip()

    @contextmanager
    def open(self, *words: object, scheme: str = "http") -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
        """`cookout serve` while the block lasts: its address and its process."""
        port = free_port()
        child = self.start("serve", "--port", port, *words)
        address = f"{scheme}://127.0.0.1:{port}"
        try:
            wait_for(lambda: child.poll() is not None or listens(port), 30)
            assert child.poll() is None, child.communicate()
            yield address, child
        finally:
            child.terminate()
            child.communicate(timeout=30)


def settled(folder: Path, **settings: str) -> House:
    """A house whose tables are there and empty."""
    _provide()
    house = House(folder, like=PATTERN, **settings)
    if not SERVER:
        shutil.copy(_kept() / "cookout.sqlite3", folder)
    return house


PATTERN = "pattern"
"""Empty tables: migrating takes seconds, copying none. On PostgreSQL one for the run, on SQLite kept for later ones."""


@contextmanager
def migrated_before() -> Iterator[None]:
    """The tests' own database begins as a copy too: what migrates it finds nothing left to do."""
    _provide()
    if SERVER:
        connection.settings_dict["TEST"]["TEMPLATE"] = PATTERN
        yield
        return
    memory = sqlite3.connect(connection.creation._get_test_db_name(), uri=True)
    with closing(memory), closing(sqlite3.connect(_kept() / "cookout.sqlite3")) as kept:
        kept.backup(memory)
        yield


@cache
def _provide() -> None:
    """Make the pattern, unless another worker has."""
    VENV.mkdir(exist_ok=True)
    with (VENV / "pattern.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if SERVER:
            _provide_on_the_server()
        elif not _kept().exists():
            for older in VENV.glob(f"{PATTERN}-*"):
                shutil.rmtree(older)
            making = House(VENV / f"{PATTERN}-making")
            making.run("migrate", "-v0", "--skip-checks")
            making.folder.rename(_kept())


def _provide_on_the_server() -> None:
    with psycopg.connect(SERVER, autocommit=True) as server:
        if server.execute("SELECT FROM pg_database WHERE datname = %s", [PATTERN]).fetchone() is None:
            making = House(VENV / f"{PATTERN}-making")
            making.run("migrate", "-v0", "--skip-checks")
            name = making.settings["COOKOUT_DATABASE_URL"].rpartition("/")[2]
            server.execute(f'ALTER DATABASE "{name}" RENAME TO {PATTERN}')
            shutil.rmtree(making.folder)


@cache
def _kept() -> Path:
    """Where the pattern lies on SQLite: under the sum of all that makes it."""
    made_by = ("*/migrations/*.py", "core/search/*.py", "*/models/searched.py", "*/receivers.py", "*/receivers/*.py")
    files = [
        *(file for part in made_by for file in sorted(HOME.glob(f"src/cookout/{part}"))),
        HOME / "requirements.lock",
    ]
    told = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]
    return VENV / f"{PATTERN}-{told}"


def new_database(like: str = "") -> str:
    """An empty database on the throw-away server, or one like another."""
    name = f"house_{uuid.uuid4().hex}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like or "template1"}"')
    return SERVER.rsplit("/", 1)[0] + "/" + name


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def listens(port: int) -> bool:
    """Whether somebody answers there."""
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


def wait_for(happened: Callable[[], object], seconds: float) -> None:
    """Wait until it has happened, or fail."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, f"It did not happen within {seconds} s."
        time.sleep(0.05)


def status(address: str) -> int:
    """The status of a page, redirects not followed."""
    opener = urllib.request.build_opener(NoRedirect)
    try:
        return int(opener.open(address, timeout=10).status)
    except urllib.error.HTTPError as answer:
        return answer.code


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Shows the redirect itself."""

    def redirect_request(self, *given: object) -> None:
        """Stay."""
