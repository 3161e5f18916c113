"""Nothing of a table is lost: every cell that says something is found again at the person who came of its line.

Where the public address books are beside this checkout they are held to the same; of these nothing stands here.
"""

import csv
import io
import re
from pathlib import Path

import pytest

from cookout.core.models import User
from cookout.people.models import Person, Stage
from cookout.people.models.card_rows import card_of
from cookout.people.testing import bring, look, take_back
from cookout.people.tests.test_formats_programs import (
    LINKEDIN,
    LINKEDIN_DE,
    OUTLOOK,
    OUTLOOK_DE,
    OUTLOOK_NEW,
    THUNDERBIRD,
)

CONTACTS = Path(__file__).resolve().parents[5] / "shared" / "data" / "contacts"
PUBLIC = sorted(CONTACTS.rglob("*.csv")) if CONTACTS.is_dir() else []
OURS = {
    "LinkedIn": LINKEDIN, "LinkedIn, German": LINKEDIN_DE, "Outlook": OUTLOOK, "Outlook, German": OUTLOOK_DE,
    "new Outlook": OUTLOOK_NEW, "Thunderbird": THUNDERBIRD,
    "typed by hand": "Name,Email,Phone,Shoe size,Phone\nDana Dorn,dana@example.org,775 555 0104,39,+15550105,beyond\n",
    "longer than any name": f"Name,Given Name,Email\n{'Dana ' * 60}Dorn,{'Dana ' * 30},dana@example.org\n",
    "twice the same title": (
        "First Name,Last Name,Primary Email,Birth Day,Birth Day,Birth Month,Last Name,Department,Department\n"
        "Dana,Dorn,dana@example.org,3,4,2,Doe,Sales,Roofs\n"
    ),
}  # fmt: skip

SAYS_NOTHING = {"smtp", "ex", "normal", "false", "unspecified", "keine angabe", "0/0/00"}
"""What programs write into every line although nobody chose it."""

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
WHOLE_YEAR = 4
PIECES = re.compile(r":::|;|\n|[()]")
"""Where a cell holds several values, or a name and a mail."""
IN_WORDS = re.compile(r"Formatted$|Display Name$|Angezeigter Name$")
"""Columns that say once more, in another order, what others say."""
LABEL = re.compile(r"(Type|Label)$")


def table(text: str) -> tuple[list[str], list[list[str]]]:
    """The header and the lines below, as Python's own reader has them, the note of LinkedIn apart."""
    text = text.removeprefix("\N{BYTE ORDER MARK}")
    begins = re.search(r"(?m)^(First Name|Vorname),.*$", text) if re.match("Notes:|Hinweise:", text) else None
    text = text[begins.start() :] if begins else text
    signs = {sign: text.splitlines()[0].count(sign) for sign in ",;\t"}
    rows = [row for row in csv.reader(io.StringIO(text), delimiter=max(signs, key=signs.__getitem__)) if any(row)]
    return rows[0], rows[1:]


def everything(person: Person) -> str:
    """All that is kept of somebody, in the words in which it is shown, exported or found."""
    card = card_of(person)
    name = card.name
    said = [name.full, name.given, name.family, name.additional, name.prefix, name.suffix]
    for value in card.values:
        said += [value.value, value.label, str(value.extra)]
    return plain(" ".join(said))


def plain(text: str) -> str:
    """Without capitals and without how lines are broken."""
    return " ".join(text.replace("\\n", " ").replace("\\r", " ").casefold().split())


def is_there(title: str, cell: str, kept: str) -> bool:
    """Whether a cell stands in it: each of its values whole, or the same day written as 2024-03-12."""
    pieces = re.split(r"[\s,()]+", cell) if IN_WORDS.search(title) else PIECES.split(cell)
    said = [plain(piece).removeprefix("* ") for piece in pieces if plain(piece)]
    return all(piece in kept or day(piece) in kept for piece in said)


def day(text: str) -> str:
    """A day as it is kept, by another way than the product reads it. What is in no text, where it is none."""
    words = re.findall(r"[^\W_]+", text)
    months = [word for word in words if not word.isdecimal()]
    numbers = sorted((word for word in words if word.isdecimal()), key=lambda word: len(word) == WHOLE_YEAR)
    if [len(months), len(numbers)] == [1, 2]:
        month = next((at for at, known in enumerate(MONTHS, 1) if months[0].replace("ä", "a").startswith(known)), 0)
        year = numbers[1] if len(numbers[1]) == WHOLE_YEAR else f"20{numbers[1]}"
        return f"{year}-{month:02}-{int(numbers[0]):02}"
    if [len(months), len(numbers)] == [0, 3]:
        month, on = sorted(map(int, numbers[:2]))
        return f"{numbers[2]}-{month:02}-{on:02}"
    return "\0"


def says(row: dict[str, str], title: str) -> bool:
    """Whether a cell says something of somebody. A label says what the value beside it is, so it needs one."""
    value = LABEL.sub("Value", title)
    empty = value != title and value in row and not row[value]
    return bool(row[title].strip()) and row[title].casefold() not in SAYS_NOTHING and not empty


def lost(keeper: User, text: str) -> list[tuple[int, str]]:
    """Bring it in a line at a time, each into an empty book; what is not found again, by line and column."""
    header, rows = table(text)
    missing = []
    for number, row in enumerate(rows, 1):
        out = io.StringIO()
        csv.writer(out).writerows([header, row])
        run = bring(keeper, out.getvalue().encode())
        assert run.stage == Stage.APPLIED, run.plain()
        (person,) = Person.objects.kept_by(keeper).with_details()
        kept = everything(person)
        titles = [f"{title}\0{at}" if header.count(title) > 1 else title for at, title in enumerate(header)]
        cells = dict(zip([*titles, *map(str, range(len(titles), len(row)))], row, strict=True))
        missing += [
            (number, title) for title in cells if says(cells, title) and not is_there(title, cells[title], kept)
        ]
        take_back(run)
        assert not Person.objects.kept_by(keeper).exists()
    return missing


@pytest.mark.parametrize("program", OURS)
def test_every_cell_is_found_again(ada: User, program: str) -> None:
    assert lost(ada, OURS[program]) == []


@pytest.mark.parametrize("path", PUBLIC, ids=lambda path: path.stem)
def test_every_cell_of_a_public_table_is_found_again_or_it_is_asked_about(ada: User, path: Path) -> None:
    if path.name == "PROVENANCE.csv":
        run = look(ada, path.read_bytes())
        assert run.stage == Stage.ASKING
        assert "say what each column means" in run.in_files()[0].asked["said"]
        return
    assert lost(ada, path.read_text(encoding="utf-8")) == []
