"""The command line before anybody lives here: one sentence each, never a traceback."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from cookout.site.command import overview
from tests.houses import House, settled
from tests.reference import our_commands


@pytest.mark.parametrize("words", [("today", "--json"), ("work", "--once"), ("backup", "b.zip")])
def test_in_an_empty_folder_a_command_says_what_to_do(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert House(tmp_path).run(*words, ok=False) == (
        "There is no house here yet: run “cookout serve” and open the address it prints.\n"
    )
    assert not (tmp_path / "b.zip").exists()


def test_tables_of_an_older_version_are_named_as_such(tmp_path: Path) -> None:
    house = settled(tmp_path)
    forget = "DELETE FROM django_migrations WHERE app = 'plan'"
    house.python(f"from django.db import connection; connection.cursor().execute({forget!r})")
    assert "older version" in house.run("today", ok=False)


def test_a_refusal_is_an_exception_for_code_and_a_sentence_for_people(
    db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandError, match="no account"):
        call_command("today")
    assert capsys.readouterr().err == ""


def test_the_overview_lists_every_command_of_ours_with_its_purpose() -> None:
    lines = [line.split(None, 1) for line in overview().splitlines() if line.startswith("  ")]
    assert [words[0].replace("-", "_") for words in lines] == sorted([*our_commands(), "backtest", "pair"])
    assert all(len(words) == 2 for words in lines)
