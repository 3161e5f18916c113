"""What a roster, a history and gains say, and what is said of them where they are wrong."""

import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from cookout.science.errors import ScienceError
from cookout.science.pairing.reading.history import read_history
from cookout.science.pairing.reading.own_gains import read_gains
from cookout.science.pairing.reading.people import People
from cookout.science.pairing.reading.roster import read_roster
from cookout.science.pairing.reading.weeks import first_monday, many_weeks, weeks_of
from cookout.science.pairing.tests.pair_files import put

FIRST = date(2026, 12, 7)
THREE = People.of(["Ana", "Ben Roth", "Cy"])


def open_weeks(path: Path, many: int = 2) -> list[str]:
    """For each member a word: in which weeks and slots she can."""
    found = weeks_of(read_roster(str(path)), FIRST, many)
    signs = [[["-", "x"][bool(can)] for can in member.reshape(-1)] for member in found.available]
    return ["".join(one) for one in signs]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_roster_is_read_whatever_stands_between_its_cells(tmp_path: Path, delimiter: str) -> None:
    rows = ["Name,Profession,Joined,Week 1", "Ana,Florist,2026-10-01,yes", "Ben,CPA,,no"]
    path = put(tmp_path / "r.csv", *(row.replace(",", delimiter) for row in rows))
    ana, ben = read_roster(str(path)).members
    assert (ana.name, ana.classification, ana.since) == ("Ana", "Florist", date(2026, 10, 1))
    assert (ben.since, ben.per_month, ben.line) == (None, None, 3)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_letters_are_read_as_they_were_written_and_doubt_is_said(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "r.csv").write_bytes("name\nJürg Müller\nAna\n".encode(encoding))
    roster = read_roster(str(tmp_path / "r.csv"))
    assert roster.members[0].name == "Jürg Müller"
    assert any("not in UTF-8 (line 2)" in note for note in roster.notes) == (encoding == "cp1252")


def test_a_workbook_is_a_roster_too(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["Roster of June"], ["name", "per month", date(2026, 12, 14)], ["Ana", 2, "x"], ["Ben", 3, None]):
        book.active.append(row)
    book.save(tmp_path / "r.xlsx")
    roster = read_roster(str(tmp_path / "r.xlsx"))
    assert [one.per_month for one in roster.members] == [2, 3]
    assert open_weeks(tmp_path / "r.xlsx") == ["xx", "x-"]


def test_a_sheet_of_libreoffice_is_a_roster_too(tmp_path: Path) -> None:
    cells = [["name", "week 1"], ["Ana", "yes"], ["Ben", "no"]]
    told = "".join(
        "<table:table-row>" + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        ) + "</table:table-row>"
        for row in cells
    )  # fmt: skip
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{name}="{urn}:{name}:1.0"' for name in ("office", "table", "text"))
    with zipfile.ZipFile(tmp_path / "r.ods", "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
        packed.writestr(
            "content.xml",
            f'<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name="A">{told}'
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    assert open_weeks(tmp_path / "r.ods", 1) == ["x", "-"]


def test_an_empty_mark_is_yes_beside_noes_and_no_beside_yeses_alone_and_both_is_said(tmp_path: Path) -> None:
    noes = put(tmp_path / "noes.csv", "name,week 1,week 2", "Ana,no,", "Ben,,yes")
    ticks = put(tmp_path / "ticks.csv", "name,week 1,week 2", "Ana,x,", "Ben,,x")
    assert open_weeks(noes) == ["-x", "xx"]
    assert open_weeks(ticks) == ["x-", "-x"]
    assert "An empty mark counts as yes." in read_roster(str(noes)).notes
    assert any("counts as no" in note for note in read_roster(str(ticks)).notes)
    assert read_roster(str(ticks), "yes").marks == ((True, True), (True, True))


def test_weeks_are_told_by_number_by_day_and_by_time_slot(tmp_path: Path) -> None:
    by_day = put(tmp_path / "d.csv", "name,2026-12-07,Wed 2026-12-16", "Ana,yes,no")
    slots = put(tmp_path / "s.csv", "name,week 1 morning,week 1 evening,week 2 evening", "Ana,no,yes,yes")
    always = put(tmp_path / "a.csv", "name,week 2,Tue evening,Thu 7:30", "Ana,no,yes,no")
    assert open_weeks(by_day) == ["x-"]
    assert open_weeks(slots) == ["-x-x"]
    assert open_weeks(always) == ["x---"]


def test_weeks_may_be_listed_in_one_cell(tmp_path: Path) -> None:
    rows = ["Ana,1; 3", "Ben,", "Cy,none", "Dora,2-3", "Eve,2026-12-14", 'Fay,"Week 1, week 2"', "Gus,1 2"]
    path = put(tmp_path / "r.csv", "name,availability", *rows)
    assert open_weeks(path, 3) == ["x-x", "xxx", "---", "-xx", "-x-", "xx-", "xx-"]
    assert many_weeks(read_roster(str(path)), FIRST) == 3
    assert weeks_of(read_roster(str(path)), FIRST, 3).notes[0].startswith("Who lists weeks can meet in these alone")


def test_columns_that_tell_no_week_are_left_out_and_said(tmp_path: Path) -> None:
    roster = read_roster(str(put(tmp_path / "r.csv", "name,phone,week 1", "Ana,555,yes")))
    assert [head.text for head in roster.heads] == ["week 1"]
    assert roster.notes == ("Not read, as no week is told by their heads: “phone”.",)


def test_a_plan_begins_where_the_roster_does_or_next_monday(tmp_path: Path) -> None:
    named = read_roster(str(put(tmp_path / "n.csv", "name,2026-12-23,2026-12-30", "Ana,yes,yes")))
    silent = read_roster(str(put(tmp_path / "s.csv", "name", "Ana")))
    wednesday = date(2026, 11, 25)
    assert first_monday(named, None, wednesday) == date(2026, 12, 21)
    assert first_monday(silent, None, wednesday) == date(2026, 11, 30)
    assert first_monday(silent, date(2026, 12, 9), wednesday) == FIRST
    assert (many_weeks(named, date(2026, 12, 21)), many_weeks(silent, FIRST)) == (2, 0)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["name,week 1", "Ana,yes", " ana ,no"], "lines 2 and 3: “Ana” is there more than once"),
        (["name,week 1", "Ana,perhaps"], "line 2: “perhaps” under “week 1” is neither yes nor no. Write yes or no."),
        (["name,per_month", "Ana,2.5"], "line 2: “2.5” under “per_month” is no whole number from 0 to 31"),
        (
            ["name,availability", "Ana,1; mornings"],
            "line 2: “mornings” under “availability” names no week. Write numbers",
        ),
        (["name,since", "Ana,last year"], "line 2: “last year” is no day that can be told. Write it as 2026-04-30."),
        (["name,week 1", ",yes"], "line 2: nobody is named under “name”"),
        (["name,classification", "Ana,Lawyer, estate"], "line 2: it has 3 cells where the head names 2 columns"),
        (["name,classification", 'Ana,"Florist', "Ben,CPA"], "line 2: a cell goes on over the end of its line"),
        (["name:trade", "Ana:Florist"], "line 1: no column is called “name”; it reads “name:trade”"),
        (["who", "Ana"], "could be “name,classification,week 1,week 2”"),
        (["name"], "names its columns and nobody below them"),
        (["name,week 1,Week  1", "Ana,yes,no"], "“week 1” and “Week 1” are the same week and slot"),
        (["name,03/04/2026", "Ana,yes"], "the column “03/04/2026” may be two days"),
        (["", ""], "holds nothing but blanks"),
    ],
)
def test_a_roster_that_is_wrong_says_where_and_what_to_do(tmp_path: Path, lines: list[str], said: str) -> None:
    with pytest.raises(ScienceError) as wrong:
        read_roster(str(put(tmp_path / "roster.csv", *lines)))
    assert said in str(wrong.value)
    assert "roster.csv" in str(wrong.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "is empty"), (b"name\nA\0na\n", "line 2: this is no text"), (b"name\nAna\n\x81\n", "line 3: these letters")],
)
def test_what_is_no_text_says_so(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "r.csv").write_bytes(content)
    with pytest.raises(ScienceError, match=said):
        read_roster(str(tmp_path / "r.csv"))


def test_the_history_keeps_the_last_1_2_1_of_each_pair_and_says_who_is_nobody(tmp_path: Path) -> None:
    path = put(
        tmp_path / "h.csv",
        "Member A;Member B;Date",
        "Ana;ben  roth;30.04.2026",
        "Ben Roth;Ana;02.01.2026",
        "Ana;Zoe;01.02.2026",
    )
    history = read_history(str(path), THREE)
    assert history.last == {(0, 1): date(2026, 4, 30)}
    assert history.notes == ("“h.csv”: 1 line about people who are not on the roster (“Zoe”) count for nobody.",)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Ana,Cy,soon", "line 2: “soon” is no day that can be told"),
        ("Ana,Cy,03/04/2026", "line 2: “03/04/2026” may be two days"),
        ("Ana,Cy,", "line 2: it has no date"),
        ("Ana,,2026-01-01", "line 2: it names only one of two people"),
        ("Ana,ana,2026-01-01", "line 2: “Ana” stands there twice"),
    ],
)
def test_a_history_that_is_wrong_says_where(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(ScienceError, match=said):
        read_history(str(put(tmp_path / "h.csv", "a,b,date", line)), THREE)


def test_gains_are_whole_numbers_or_no_or_left_as_reckoned(tmp_path: Path) -> None:
    path = put(tmp_path / "g.csv", "a,b,gain", "Cy,Ana,1099511627776", "Ana,Ben Roth,no", "Ben Roth,Cy,")
    own = read_gains(str(path), THREE, only_listed=False)
    assert own.given == {(0, 2): 2**40, (0, 1): 0}
    assert own.listed == {(0, 1), (0, 2), (1, 2)}


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["Ana,Cy,-1"], "line 2: the gain “-1” is below zero. Write “no” where two may not meet."),
        (["Ana,Cy,1.5"], "line 2: the gain “1.5” is no whole number. Multiply all gains"),
        (["Ana,Cy,much"], "line 2: the gain “much” is no number"),
        (["Ana,Cy,1099511627777"], "line 2: the gain “1099511627777” is beyond 2^40 = 1,099,511,627,776. Divide"),
        (["Ana,Cy," + "9" * 200], "is beyond 2^40"),
        (["Ana,Cy,3", "Cy,Ana,4"], "line 3: this pair has another gain in line 2"),
        (["Ana,Cy,3", "Cy,Ana,no"], "line 3: this pair has another gain in line 2"),
        (["Ana,Ben Rot,3"], "line 2: nobody on the roster is called “Ben Rot”. Is it “Ben Roth”?"),
    ],
)
def test_gains_that_are_wrong_say_where(tmp_path: Path, lines: list[str], said: str) -> None:
    with pytest.raises(ScienceError) as wrong:
        read_gains(str(put(tmp_path / "g.csv", "a,b,gain", *lines)), THREE, only_listed=False)
    assert said in str(wrong.value)


def test_a_list_of_pairs_without_gains_needs_to_be_meant_so(tmp_path: Path) -> None:
    path = put(tmp_path / "g.csv", "a,b", "Ana,Cy")
    with pytest.raises(ScienceError, match="or say --only-listed"):
        read_gains(str(path), THREE, only_listed=False)
    assert read_gains(str(path), THREE, only_listed=True).listed == {(0, 2)}
