"""A PostgreSQL server of our own for one test run: made in a second, forgotten afterwards, never the machine's."""

import atexit
import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=100"
# A test's rows are never committed: the vacuum would count none, and the planner then loops over thousands of them.
# What hangs all the same is ended, so that a test fails by its name and not the whole run by its time.
STEADY = "-c autovacuum=off -c statement_timeout=120s -c lock_timeout=60s"


def programs() -> Path | None:
    """Where initdb and pg_ctl are; Debian keeps them out of the path."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    kept = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    return kept[-1] if kept else None


SHARED = "POSTGRES_OF_THIS_RUN"
"""Where several workers of one run find the server that the first process started."""


def address() -> str:
    """The server of this run; each worker has databases of its own on it."""
    if SHARED not in os.environ:
        os.environ[SHARED] = start()
    return os.environ[SHARED]


def start() -> str:
    """Start a server and say its address; it ends with this process."""
    where = programs()
    if where is None:
        raise SystemExit("DB=postgres needs PostgreSQL's server. On Debian: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="cookout-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data, port = folder / "data", _free_port()
    _call(where / "initdb", "--no-sync", "-A", "trust", "-U", "cookout", "-E", "UTF8", "--locale=C.UTF-8", "-D", data)
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 {QUICK} {STEADY}"
    _call(where / "pg_ctl", "start", "-w", "-s", "-D", data, "-l", folder / "log", "-o", options)
    atexit.register(_forget, where, folder)
    return f"postgres://cookout@127.0.0.1:{port}/postgres"


def _forget(where: Path, folder: Path) -> None:
    _call(where / "pg_ctl", "stop", "-s", "-m", "immediate", "-D", folder / "data")
    shutil.rmtree(folder, ignore_errors=True)


def _call(*words: "str | Path") -> None:
    """Run a program of PostgreSQL, as its own user where we are root, because it refuses root."""
    masked = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    done = subprocess.run([*masked, *map(str, words)], cwd="/", capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"PostgreSQL for the tests did not start: {done.stderr.strip() or done.stdout.strip()}")


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])
