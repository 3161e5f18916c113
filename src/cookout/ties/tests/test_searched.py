"""The search finds every word that I wrote, nothing of anybody else's, and is in step however rows are written."""

import datetime as dt
import io
import unicodedata

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from cookout.core import privacy, search
from cookout.core.models import User
from cookout.core.search import building
from cookout.core.templatetags.cookout import marked
from cookout.people.models import Detail, Origin, Person, Word
from cookout.people.models.searched import respell
from cookout.ties.models import Fact, FollowUp, Note, Promise, Tie, Touch

DAY = dt.date(2026, 5, 3)


def tie_of(user: User, name: str, **details: str) -> Tie:
    person = Person.keep(by=user, full_name=name, details=[(kind, "", value) for kind, value in details.items()])
    return Tie.objects.between(user, person)


def found(user: User, text: str) -> list[str]:
    return [hit.title for hit in search.find(user, text)]


def kinds(user: User, text: str) -> set[str]:
    return {hit.kind for hit in search.find(user, text)}


def test_every_line_i_wrote_is_found_and_by_nobody_else(ada: User, ben: User) -> None:
    tie = tie_of(ada, "Marta Reyes", note="collects quillwort", address="4 Quillwort Lane, Leeds")
    tie.write("Her boat is named quillwort", by=ada)
    tie.touch(by=ada, kind="call", on=DAY, text="quillwort again")
    tie.promise("send quillwort", by=ada, due_on=dt.date(2030, 1, 1))
    tie.learn("interests", "quillwort is her hobby", by=ada, source="her sister")
    tie.mark("trust", 2, by=ada, reason="gave back my quillwort")
    tie.describe(by=ada, how_met="at the quillwort fair")
    FollowUp.plan(tie, by=ada, due_on=dt.date(2030, 1, 1), text="quillwort seeds")
    assert kinds(ada, "quillw") == {
        "On their card", "Your notes", "Your contacts", "Your promises", "What you know of people",
        "Why you judged so", "How you met", "Follow-ups",
    }  # fmt: skip
    assert set(found(ada, "quillwort")) == {"Marta Reyes"}
    assert found(ben, "quillwort") == [] == found(ben, "Marta")
    assert kinds(ada, "sister") == {"What you know of people"}
    assert building.astray() == []


def test_all_words_in_any_order_in_any_spelling_some_of_them_the_name(ada: User) -> None:
    tie = tie_of(ada, "Jörg Müller")
    tie.write("Sailing near Łódź with Søren, in the Straße am Café", by=ada)
    tie_of(ada, "Ana Mueller")
    for text in ("lodz sail", "ŁÓDŹ", "soren", "soeren sailing", "strasse", "CAFE", "café sai", "müller sailing",
                 "sailing joerg", "sailing jorg muller", "mueller sail"):  # fmt: skip
        assert found(ada, text)[-1:] == ["Jörg Müller"], text
    assert found(ada, "müller") == found(ada, "mue") == ["Ana Mueller", "Jörg Müller"]
    assert found(ada, "sailing reyes") == [] == found(ada, "ailing")
    Word.objects.filter(word="mueller").delete()
    respell()
    assert "Jörg Müller" in found(ada, "mueller")


def test_names_come_first_and_what_is_plentiful_leaves_room(ada: User) -> None:
    for number in range(30):
        tie_of(ada, f"Rose {number}").write("rose garden", by=ada)
    tie_of(ada, "Zoe").promise("a rose", by=ada, due_on=DAY)
    hits = search.find(ada, "rose", limit=10)
    assert [hit.kind for hit in hits][:2] == ["People", "People"]
    assert len(hits) == 10
    assert {hit.kind for hit in hits} == {"People", "Your notes", "Your promises"}
    assert search.find(ada, "rose", limit=1)[0].kind == "People"


def test_common_words_hide_nothing_of_mine_behind_what_others_wrote(ada: User, ben: User) -> None:
    tie_of(ada, "Marta").write("tulips first", by=ada)
    tie = tie_of(ben, "Odile")
    tie.save()
    Note.objects.bulk_create(Note(owner=ben, tie=tie, text=f"tulips {n}", on=DAY) for n in range(1000))
    assert found(ada, "tulips") == ["Marta"]
    assert len(found(ben, "tulips")) == 20


def test_it_is_in_step_with_bulk_writes_undo_removal_and_erasure(ada: User) -> None:
    tie = tie_of(ada, "Marta Reyes", note="likes peonies")
    note = tie.write("peonies in May", by=ada)
    act = note.correct(by=ada, text="dahlias in May")
    assert not kinds(ada, "peonies") & {"Your notes"}
    assert "Your notes" in kinds(ada, "dahlias")
    act.undo(by=ada)
    assert kinds(ada, "peonies") == {"Your notes", "On their card"}
    assert found(ada, "dahlias") == []
    gone = note.remove(by=ada)
    assert kinds(ada, "peonies") == {"On their card"}
    gone.undo(by=ada)
    Note.objects.filter(pk=note.pk).update(text="asters")
    assert kinds(ada, "asters") == {"Your notes"}
    assert kinds(ada, "peonies") == {"On their card"}
    Detail.objects.filter(value="likes peonies").update(kind="title")
    assert found(ada, "peonies") == []  # a title is a search word, and nobody wrote it anew
    Detail.objects.filter(value="likes peonies").update(kind="note")
    assert building.astray() == []
    tie.person.remove(by=ada)
    assert found(ada, "asters") == found(ada, "peonies") == []
    Note.objects.filter(pk=note.pk)._raw_delete(connection.alias)
    privacy.erase(ada)
    assert building.astray() == []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute('SELECT COUNT(*) FROM "search_people_detail"')
            assert cursor.fetchone() == (0,)


def test_what_is_being_brought_in_or_was_taken_back_is_not_found(ada: User) -> None:
    tie = tie_of(ada, "Marta Reyes", note="keeps llamas")
    tie.write("llamas everywhere", by=ada)
    origin = Origin.objects.create(keeper=ada, state=Origin.State.STAGED)
    Detail.objects.filter(kind="note").update(origin=origin)
    assert kinds(ada, "llamas") == {"Your notes"}
    Person.objects.filter(pk=tie.person.pk).update(origin=origin)
    assert found(ada, "llamas") == []
    Origin.objects.filter(pk=origin.pk).update(state=Origin.State.APPLIED)
    assert kinds(ada, "llamas") == {"Your notes", "On their card"}
    Origin.objects.filter(pk=origin.pk).update(state=Origin.State.UNDONE)
    assert found(ada, "llamas") == []


HOSTILE = (
    '"', "'", "''", '""', "*", "a*", "NEAR(a b)", "a NEAR b", "a AND", "OR", "NOT a", "said:", "^a", "-a", "a:*", "& |",
    "!a", "(", "a)", "<->", "\\", "'; DROP TABLE ties_note; --", "%", "_", "a_b", "\x00", "a\x00b", "\ud800", "½", "ŉ",
    "𞤀𞤁", "مرحبا", "김철수", "हिन्दी", "e\u0301", "\u0301", "ﷺ", "İI", "x" * 10_240, "w " * 5_000, "\u202eabc",
)  # fmt: skip


@pytest.mark.parametrize("chunk", range(4))
def test_whatever_is_typed_is_words(ada: User, chunk: int) -> None:
    tie_of(ada, "Marta Reyes").write("a plain NEAR said note or two", by=ada)
    for text in HOSTILE[chunk::4]:
        assert isinstance(search.find(ada, text), list), text
    assert kinds(ada, "near SAID") == {"Your notes"}
    assert kinds(ada, '"note" (or)') == {"Your notes"}


def test_no_letter_becomes_a_sign_of_the_query() -> None:
    signs = set("'\"\\")
    letters = (chr(code) for code in range(0x110000) if chr(code).isalnum())
    assert not any(signs & set(unicodedata.normalize("NFKD", letter)) for letter in letters)


def test_the_page_marks_what_was_found_and_escapes_the_rest(ada: User, client: Client) -> None:
    tie_of(ada, "Marta Reyes").write("<b>Crème</b> brûlée & more", by=ada)
    client.force_login(ada)
    page = client.get(reverse("core:search"), {"q": "creme more"}).content.decode()
    assert "&lt;b&gt;<mark>Crème</mark>&lt;/b&gt; brûlée &amp; <mark>more</mark>" in page
    assert marked("Müller & Mueller", "mueller") == "<mark>Müller</mark> &amp; <mark>Mueller</mark>"


def test_the_command_finds_and_looks_after_the_index(ada: User) -> None:
    tie_of(ada, "Marta Reyes").write("begonias", by=ada)
    said = io.StringIO()
    call_command("search", "bego", "--user", ada.email, stdout=said)
    assert "Your notes  Marta Reyes" in said.getvalue()
    assert "1 found" in said.getvalue()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute('DELETE FROM "search_ties_note"')
        assert building.astray() == ["ties_note"]
        assert found(ada, "begonias") == []
    call_command("search", "--rebuild", stdout=said)
    assert "The index says what the tables say." in said.getvalue()
    assert found(ada, "begonias") == ["Marta Reyes"]


def test_nouns_without_a_line_are_kept_out_of_the_index(ada: User) -> None:
    tie = tie_of(ada, "Marta Reyes")
    tie.touch(by=ada, kind="call", on=DAY)
    assert Touch.objects.count() == 1
    assert not Promise.objects.exists()
    assert not Fact.objects.exists()
    assert building.astray() == []
