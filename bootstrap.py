"""Sets the house up with Python's own library alone. The Makefile calls it; without make: python3 bootstrap.py run.

Everything is written below this folder: `.venv` (programs) and `var` (data). A stamp in `.venv` remembers what is
installed, so that later starts skip the installing.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

HOME = Path(__file__).resolve().parent
VENV = HOME / ".venv"
BIN = VENV / "bin"
STAMP = VENV / "cookout-stamp.json"
UV_LOCK = HOME / "requirements-uv.lock"
LOCKS = {
    "run": HOME / "requirements.lock",
    "dev": HOME / "requirements-dev.lock",
    "proof": HOME / "requirements-proof.lock",
}
"""What to run, what to work with, and what the long proofs need besides (Spark); each holds the one before."""

OLDEST = (3, 11)
COMMAND = """#!{python}
import sys
from cookout.site.command import main

sys.exit(main())
"""
STARTED = time.monotonic()


def say(sentence: str) -> None:
    """Tell what happens and how long it has been going on."""
    print(f"[{time.monotonic() - STARTED:5.1f} s] {sentence}", flush=True)


def stop(sentence: str) -> "SystemExit":
    """What is missing and what to do, without a traceback."""
    return SystemExit(f"Cookout cannot be set up: {sentence}")


def environment() -> dict[str, str]:
    """Nothing of another environment leaks in; no Python is downloaded."""
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}
    return {**kept, "UV_PYTHON_DOWNLOADS": "never", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "VIRTUAL_ENV": str(VENV)}


def call(*words: "str | Path", what: str) -> None:
    """Run a program; when it fails, say what it was for."""
    done = subprocess.run([str(word) for word in words], cwd=HOME, env=environment(), check=False)
    if done.returncode:
        raise stop(f"{what} failed (see above).")


def wanted(level: str) -> dict[str, str]:
    """What the stamp must say: which locks, which Python, which folder."""
    return {
        "level": level,
        "lock": hashlib.sha256(LOCKS[level].read_bytes()).hexdigest(),
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "home": str(HOME),
    }


def stamped() -> dict[str, str]:
    """What the stamp says, or nothing."""
    try:
        return dict(json.loads(STAMP.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def set_up(level: str) -> None:
    """Build `.venv` as far as it is not there yet; a larger environment also serves for less."""
    have = stamped()
    level = max(level, have.get("level", level), key=[*LOCKS].index)
    if have == wanted(level) and (BIN / "cookout").exists():
        return
    fits = have.get("home") == str(HOME) and have.get("python") == wanted(level)["python"]
    if not (fits and works()):
        make_venv()
    STAMP.unlink(missing_ok=True)
    install(level)
    STAMP.write_text(json.dumps(wanted(level)), encoding="utf-8")
    say("Everything is installed.")


def works() -> bool:
    """Whether the environment's Python still starts (it does not after the system's Python was replaced)."""
    try:
        return subprocess.run([BIN / "python", "-c", ""], check=False).returncode == 0
    except OSError:
        return False


def make_venv() -> None:
    """A fresh virtual environment with pip in it."""
    try:
        import ensurepip  # noqa: F401, PLC0415  (asked here, because Debian leaves it out)
        import venv  # noqa: F401, PLC0415
    except ImportError:
        raise stop("this Python has no venv. On Debian: apt-get install python3-venv") from None
    say("Making .venv (a few seconds) …")
    call(sys.executable, "-m", "venv", "--clear", VENV, what="Making .venv")


def install(level: str) -> None:
    """Put exactly the locked packages into the environment, and the `cookout` command."""
    python, uv = BIN / "python", BIN / "uv"
    pin = UV_LOCK.read_text(encoding="utf-8").split(" ", 1)[0].partition("==")[2]
    if not uv.exists() or pin not in subprocess.run([uv, "--version"], capture_output=True, text=True).stdout.split():
        say(f"Fetching the installer, uv {pin} …")
        call(python, "-m", "pip", "install", "-qq", "--require-hashes", "-r", UV_LOCK, what="Installing uv")
    many = sum(line[:1].isalnum() for line in LOCKS[level].read_text(encoding="utf-8").splitlines())
    say(f"Installing {many} packages by their hashes (up to a minute on a slow line; much less the next time) …")
    words = ("pip", "sync", "--quiet", "--require-hashes", "--python", python, LOCKS[level])
    call(uv, *words, what="Installing the packages")
    write_command()


def write_command() -> None:
    """`.venv/bin/cookout` runs this checkout's own source: a path file and a script, so nothing has to be built."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    packages = VENV / "lib" / version / "site-packages"
    (packages / "cookout-source.pth").write_text(f"{HOME / 'src'}\n", encoding="utf-8")
    command = BIN / "cookout"
    command.write_text(COMMAND.format(python=BIN / "python"), encoding="utf-8")
    command.chmod(0o755)


def run() -> None:
    """Set up, then serve the sample chapter."""
    set_up("run")
    env = environment()
    env.setdefault("COOKOUT_DATA_DIR", str(HOME / "var"))
    port = env.get("PORT") or "8000"
    say("Starting …")
    os.execve(BIN / "cookout", ["cookout", "serve", "--sample", "--port", port], env)


def debian(package: str, *, what_for: str) -> None:
    """Install a Debian package where that is possible; else say what stays undone."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        say(f"{package} is not here, and only root on Debian can install it: {what_for} will be skipped.")
        return
    say(f"Installing {package} for {what_for} (about half a minute) …")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=env, check=False)
    words = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", package]
    if subprocess.run(words, env=env, stdout=subprocess.DEVNULL, check=False).returncode:
        say(f"{package} could not be installed: {what_for} will be skipped.")


def browser() -> None:
    """The tests that click through pages need a Chromium."""
    names = ("chromium", "chromium-browser", "google-chrome")
    if not os.environ.get("CHROMIUM") and not any(map(shutil.which, names)):
        debian("chromium", what_for="the browser tests")


def postgres() -> None:
    """`make test DB=postgres` starts a PostgreSQL server of its own from these programs."""
    if shutil.which("initdb") is None and not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        debian("postgresql", what_for="the tests on PostgreSQL")


def java() -> None:
    """`make proof` counts on a cluster of Spark's too, which runs on Java."""
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        debian("default-jre-headless", what_for="the proofs on Spark")


def lock() -> None:
    """Resolve the requirements anew: four files with hashes and without any host's name."""
    set_up("dev")
    common = ("--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-header")
    quiet = ("--quiet", *(["--upgrade"] if os.environ.get("UPGRADE") else []))
    for words in (
        ("pyproject.toml", "-o", LOCKS["run"].name),
        ("pyproject.toml", "--group", "dev", "-c", LOCKS["run"].name, "-o", LOCKS["dev"].name),
        ("pyproject.toml", "--group", "dev", "--extra", "spark", "-c", LOCKS["dev"].name, "-o", LOCKS["proof"].name),
        ("--group", "installer", "-o", UV_LOCK.name),
    ):
        say(f"Locking {words[-1]} …")
        call(BIN / "uv", "pip", "compile", *words, *common, *quiet, what=f"Locking {words[-1]}")


DOORS = {
    "setup": lambda: set_up("run"),
    "dev": lambda: set_up("dev"),
    "proof": lambda: set_up("proof"),
    "run": run,
    "browser": browser,
    "postgres": postgres,
    "java": java,
    "lock": lock,
}


def main(words: list[str]) -> None:
    """Do one thing after the other."""
    if sys.version_info < OLDEST:
        raise stop(f"it needs Python {OLDEST[0]}.{OLDEST[1]} or newer; name one: make run PYTHON=python3.12")
    unknown = set(words) - set(DOORS)
    if unknown or not words:
        raise SystemExit(f"Usage: python3 bootstrap.py {' | '.join(DOORS)}")
    for word in words:
        DOORS[word]()


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        raise SystemExit("Stopped.") from None
