"""A backup is of one moment, comes back whole or not at all, and moves between the two databases."""

import json
import zipfile
from pathlib import Path

import pytest

from tests.houses import SERVER, House, settled

HIGHEST = 31
"""The id of the act that is gone when thirty people were filled in."""

FILL = """
from cookout.core.testing import make_user
from cookout.core.models import Act, Letter, record
from cookout.people.models import Person
from django.core.files.base import ContentFile
ada = make_user("Ada Adeyemi", is_host=True)
for n in range({many}):
    person = Person(keeper=ada, full_name="Zoë „Łucja” %d" % n)
    act = record(by=ada, verb="person.keep", about=str(n))
    act.create(person)
    person.refresh_words()
person.photo.save("face.png", ContentFile(bytes(range(256)) * 9))
Act.objects.create(by=ada, verb="gone").delete()
Letter.objects.create(key="a", to="ben@example.org", subject="Ünï", text="x", headers={{"X": [1, None, True]}})
"""

SUM = """
import hashlib, json
from django.apps import apps
from cookout.core.keeping.rows import lines_of
from cookout.core.keeping.save import tables
print(json.dumps({m._meta.label_lower: hashlib.sha256(b"".join(lines_of(m))).hexdigest() for m in tables()}))
"""

WRITER = """
import time
from django.db import transaction
from cookout.core.models import Act, User
ada = User.objects.get()
waited, end = 0, time.monotonic() + 60
while time.monotonic() < end:
    began = time.monotonic()
    with transaction.atomic():
        Act.objects.create(by=ada, verb="left", about="x" * 50)
        Act.objects.create(by=ada, verb="right", about="x" * 50)
    waited = max(waited, time.monotonic() - began)
    print(Act.objects.filter(verb="left").count(), round(waited, 3), flush=True)
"""

NEXT_ACT = "from cookout.core.models import Act, User; print(Act.objects.create(by=User.objects.get(), verb='x').pk)"

NAMES = "from cookout.core.models import User; print(*User.objects.values_list('name', flat=True))"

PAIRS = (
    "from cookout.core.models import Act as A; print(*(A.objects.filter(verb=v).count() for v in ('left', 'right')))"
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A house with an account, some people, a photo and a letter; its backup lies beside it."""
    house = settled(tmp_path_factory.mktemp("houses") / "old")
    house.python(FILL.format(many=30))
    house.run("backup", saved(house))
    return house


@pytest.fixture
def empty(tmp_path: Path) -> House:
    """A new machine."""
    return House(tmp_path / "new")


def saved(house: House) -> Path:
    return house.folder.parent / "b.zip"


def sums(house: House) -> dict[str, str]:
    return dict(json.loads(house.python(SUM)))


def test_everything_comes_back_the_same_and_counting_goes_on(house: House, empty: House) -> None:
    empty.run("restore", saved(house))
    assert sums(empty) == sums(house)
    photos = [sorted(path.rglob("*.*")) for path in (house.folder / "media", empty.folder / "media")]
    assert photos[0][0].read_bytes() == photos[1][0].read_bytes()
    assert (house.folder / "secret.key").read_text() == (empty.folder / "secret.key").read_text()
    assert saved(house).stat().st_mode & 0o777 == 0o600
    assert int(empty.python(NEXT_ACT)) > HIGHEST, "an id that was given out must not be given out again"


def test_a_backup_under_load_is_of_one_moment_and_holds_up_nobody(house: House, empty: House, tmp_path: Path) -> None:
    empty.run("restore", saved(house))
    writer = empty.start("shell", "--no-imports", "-c", WRITER)
    try:
        assert writer.stdout is not None
        before = [writer.stdout.readline() for _ in range(5)][-1]
        empty.run("backup", tmp_path / "busy.zip")
        during = writer.stdout.readline()
    finally:
        writer.kill()
        # Killed in the middle of a line, it leaves half of one behind; and what was read ahead is not given again.
        written = writer.communicate()[0].split("\n")[1:-1]
    last = int(empty.python(PAIRS).split()[0])
    empty.run("restore", tmp_path / "busy.zip", "--replace")
    left, right = map(int, empty.python(PAIRS).split())
    assert left == right, "half of a transaction is in the backup"
    assert int(before.split()[0]) <= left < last
    assert int(during.split()[0]) > int(before.split()[0]), "nobody wrote while the backup ran"
    assert max(float(line.split()[1]) for line in (before, during, *written)) < 1.0


def test_a_house_in_which_somebody_lives_is_only_replaced_when_asked(house: House, tmp_path: Path) -> None:
    lived_in = settled(tmp_path / "new")
    lived_in.python(FILL.format(many=1).replace("Ada Adeyemi", "Ben Brandt"))
    assert "not empty" in lived_in.run("restore", saved(house), ok=False)
    assert lived_in.python(NAMES) == "Ben Brandt"
    lived_in.run("restore", saved(house), "--replace")
    assert lived_in.python(NAMES) == "Ada Adeyemi"
    assert len(list((lived_in.folder / "media").rglob("*.png"))) == 1


@pytest.mark.parametrize("damage", ["cut", "flipped", "lost row", "no zip"])
def test_a_damaged_backup_changes_nothing(house: House, tmp_path: Path, damage: str) -> None:
    spoilt = tmp_path / "b.zip"
    spoilt.write_bytes(saved(house).read_bytes())
    spoil(spoilt, damage)
    refused = house.run("restore", spoilt, "--replace", ok=False)
    assert f"{spoilt} is" in refused
    assert house.python(NAMES) == "Ada Adeyemi"
    assert list((house.folder / "media").rglob("*.png"))


def test_a_backup_of_a_newer_program_is_refused(house: House, tmp_path: Path) -> None:
    with zipfile.ZipFile(saved(house)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(members["manifest.json"])
    manifest["migrations"].append(["people", "0099_from_the_future"])
    members["manifest.json"] = json.dumps({**manifest, "version": "9.9.9"}).encode()
    write(tmp_path / "b.zip", members)
    assert "9.9.9" in house.run("restore", tmp_path / "b.zip", "--replace", ok=False)


def test_a_backup_does_not_write_over_a_file(house: House, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_text("dear")
    assert "already" in house.run("backup", tmp_path / "b.zip", ok=False)
    assert (tmp_path / "b.zip").read_text() == "dear"


@pytest.mark.skipif(not SERVER, reason="moving between two databases needs both: make test DB=postgres")
def test_a_house_moves_from_one_database_to_the_other_and_back(house: House, tmp_path: Path) -> None:
    """From PostgreSQL to SQLite and on to PostgreSQL: nothing is lost on the way."""
    came_from, source = sums(house), saved(house)
    for name, on_postgres in (("sqlite", False), ("postgres", True)):
        target = House(tmp_path / name, on_postgres=on_postgres)
        target.run("restore", source)
        assert sums(target) == came_from
        source = tmp_path / f"{name}.zip"
        target.run("backup", source)


def spoil(path: Path, damage: str) -> None:
    """Spoil a backup in one of the ways in which files are spoiled."""
    whole = path.read_bytes()
    if damage == "cut":
        path.write_bytes(whole[: len(whole) // 2])
    elif damage == "no zip":
        path.write_bytes(b"BEGIN:VCARD\n")
    elif damage == "flipped":
        with zipfile.ZipFile(path) as archive:
            at = archive.getinfo("rows/people.person.jsonl").header_offset + 200
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
    else:
        with zipfile.ZipFile(path) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        rows = members["rows/people.person.jsonl"].splitlines(keepends=True)
        write(path, {**members, "rows/people.person.jsonl": b"".join(rows[:-1])})


def write(path: Path, members: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
