"""`cookout serve`: one command opens the house and one signal closes it; nothing is left behind."""

import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest

from tests.houses import House, settled, status, wait_for


def children(pid: int) -> list[int]:
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False).stdout
    return [int(child) for child in found.split()]


def worker_of(pid: int) -> int | None:
    for child in children(pid):
        with suppress(FileNotFoundError):
            if b"--while-parent" in Path(f"/proc/{child}/cmdline").read_bytes():
                return child
    return None


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(") ")[1][0] != "Z"
    except FileNotFoundError:
        return False


def test_an_empty_house_says_where_it_is_and_what_to_do_first(tmp_path: Path) -> None:
    house = House(tmp_path)
    with house.open() as (address, served):
        assert status(address + "/") in (200, 302)
        served.terminate()
        said = served.communicate(timeout=30)[0]
    assert "Bringing the database up to date" in said
    assert f"Cookout is at {address}" in said
    assert "create the host's account" in said
    assert said.rstrip().endswith("Closed.")


def test_a_dead_worker_is_replaced_and_everything_ends_together(tmp_path: Path) -> None:
    house = settled(tmp_path)
    with house.open("--workers", "1") as (_address, served):
        wait_for(lambda: worker_of(served.pid), 30)
        first = worker_of(served.pid)
        assert first
        os.kill(first, signal.SIGKILL)
        wait_for(lambda: worker_of(served.pid) not in (None, first), 30)
        everybody = children(served.pid)
        served.send_signal(signal.SIGINT)
        served.wait(30)
        wait_for(lambda: not any(map(alive, everybody)), 15)


def test_a_server_that_was_killed_leaves_nobody_behind(tmp_path: Path) -> None:
    house = settled(tmp_path)
    with house.open("--workers", "1") as (_address, served):
        wait_for(lambda: worker_of(served.pid), 30)
        everybody = children(served.pid)
        served.kill()
        served.wait(30)
        wait_for(lambda: not any(map(alive, everybody)), 20)


def test_a_taken_port_is_refused_before_anything_is_touched(tmp_path: Path) -> None:
    house = House(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refused = house.run("serve", "--port", taken.getsockname()[1], ok=False)
    assert "already running" in refused
    assert not (tmp_path / "cookout.sqlite3").exists()


def test_a_certificate_without_its_key_is_refused(tmp_path: Path) -> None:
    assert "--key" in House(tmp_path).run("serve", "--certificate", "c.pem", ok=False)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl here to make a certificate with")
def test_with_a_certificate_the_house_speaks_https_and_sets_secure_cookies(tmp_path: Path) -> None:
    certificate, key = tmp_path / "c.pem", tmp_path / "k.pem"
    made = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1"
    subprocess.run([*made.split(), "-keyout", key, "-out", certificate], check=True, capture_output=True)
    house = settled(tmp_path / "house")
    with house.open("--certificate", certificate, "--key", key, scheme="https") as (address, _served):
        trusting = ssl.create_default_context(cafile=str(certificate))
        answer = urllib.request.urlopen(address + "/accounts/signup/", context=trusting, timeout=10)
        assert answer.status == 200
        assert "secure" in answer.headers["set-cookie"].lower()


def test_make_run_enters_a_sample_that_is_written_once(tmp_path: Path) -> None:
    house = settled(tmp_path)
    with house.open("--sample") as (address, served):
        assert status(address + "/") in (200, 302)
        served.terminate()
        first = served.communicate(timeout=60)[0]
    assert "sample" in first
    people = "from cookout.people.models import Person; import json; print(json.dumps(Person.objects.count()))"
    many = json.loads(house.python(people))
    assert many > 35
    with house.open("--sample"):
        assert json.loads(house.python(people)) == many
