"""Every verb can be taken back, and twice is once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.serializers import serialize

from cookout.core.models import Act, User, one_act
from cookout.people.models import Facet
from cookout.ties.models import (
    Capacity,
    Context,
    Fact,
    Mark,
    Note,
    Promise,
    Relation,
    SavedList,
    Tag,
    Tie,
    TieLife,
    TieTag,
    Touch,
    put_lives,
    put_tags,
)
from cookout.ties.testing import ago, keep, tie

NOUNS = (Tie, Touch, Promise, Fact, Note, Mark, Relation, Context, TieLife, Tag, TieTag, SavedList, Capacity)


def picture() -> dict[str, str]:
    """Everything that is there, deleted rows left out."""
    rows: dict[str, Any] = {}
    for noun in NOUNS:
        there = noun._default_manager.order_by("pk")
        if any(field.name == "deleted_at" for field in noun._meta.fields):
            there = there.filter(deleted_at=None)
        rows[noun.__name__] = serialize("json", there)
    return rows


def rows_of(ben: User) -> Tie:
    """One of everything."""
    made = tie(ben, "Marta Reyes", "active")
    made.touch(by=ben, kind="call", on=ago(ben, 10))
    made.promise("Introduce Hannah", by=ben, due_on=ago(ben, -3))
    made.learn(Facet.GOALS, "A second site", by=ben)
    made.write("A note", by=ben)
    Relation.tell(made.person, keep(ben, "Jo Reyes"), "child", by=ben)
    Context.make("Insurance", by=ben).give([made.person], by=ben)
    Tag.put("lender", [made.person], by=ben)
    SavedList.keep("Lenders", {"q": "x"}, by=ben)
    return made


Deed = Callable[[Tie, User], Any]
DEEDS: dict[str, Deed] = {
    "touch": lambda t, u: t.touch(by=u, kind="call", on=ago(u, 1)),
    "touch.correct": lambda t, u: Touch.objects.get().correct(by=u, on=ago(u, 3), text="other"),
    "touch.remove": lambda t, u: Touch.objects.get().remove(by=u),
    "move": lambda t, u: t.move("cookout", by=u),
    "rhythm": lambda t, u: t.keep_rhythm(by=u, wished=10, longest=20),
    "describe": lambda t, u: t.describe(by=u, how_met="At the fair", client_since=ago(u, 400)),
    "mark": lambda t, u: t.mark("trust", 3, by=u),
    "promise": lambda t, u: t.promise("Call back", by=u, due_on=ago(u, -1)),
    "promise.keep": lambda t, u: Promise.objects.get().keep(by=u),
    "promise.let_go": lambda t, u: Promise.objects.get().let_go(by=u),
    "promise.put_off": lambda t, u: Promise.objects.get().put_off(by=u, until=ago(u, -9)),
    "promise.correct": lambda t, u: Promise.objects.get().correct(by=u, text="Introduce Beth"),
    "promise.remove": lambda t, u: Promise.objects.get().remove(by=u),
    "fact": lambda t, u: t.learn(Facet.SKILLS, "Two languages", by=u),
    "fact.correct": lambda t, u: Fact.objects.get().correct(by=u, text="Three sites"),
    "fact.remove": lambda t, u: Fact.objects.get().remove(by=u),
    "note": lambda t, u: t.write("Another", by=u),
    "note.remove": lambda t, u: Note.objects.get().remove(by=u),
    "relation.remove": lambda t, u: Relation.objects.get().remove(by=u),
    "life.rename": lambda t, u: Context.objects.get().rename("Life insurance", by=u),
    "life.remove": lambda t, u: Context.objects.get().remove(by=u),
    "life.take": lambda t, u: Context.objects.get().take([t.person], by=u),
    "lives": lambda t, u: put_lives(t, [], by=u),
    "tags": lambda t, u: put_tags(t, ["lender", "neighbour"], by=u),
    "tag.take": lambda t, u: Tag.objects.get().take([t.person], by=u),
    "tag.remove": lambda t, u: Tag.objects.get().remove(by=u),
    "list.keep": lambda t, u: SavedList.keep("Lenders", {"q": "y"}, by=u),
    "list.remove": lambda t, u: SavedList.objects.get().remove(by=u),
    "capacity": lambda t, u: Capacity.of(u).set_aside(by=u, cookout_seats=9, crowded=True),
    "move_all": lambda t, u: Tie.move_all([t.person], "let_go", by=u),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_undo_puts_everything_back_and_twice_is_once(ben: User, deed: str) -> None:
    made = rows_of(ben)
    before = picture()
    with one_act(by=ben, verb=deed) as act:
        DEEDS[deed](made, ben)
    assert picture() != before
    Act.objects.get(pk=act.pk).undo(by=ben)
    assert picture() == before
    Act.objects.get(pk=act.pk).undo(by=ben)
    assert picture() == before


def test_the_same_id_again_is_the_same_row(ben: User) -> None:
    made = rows_of(ben)
    touch, promise, fact, note = Touch.objects.get(), Promise.objects.get(), Fact.objects.get(), Note.objects.get()
    assert made.touch(by=ben, kind="mail", on=ago(ben, 1), uid=touch.uid) == touch
    assert made.promise("x", by=ben, due_on=ago(ben, 0), uid=promise.uid) == promise
    assert made.learn(Facet.GOALS, "x", by=ben, uid=fact.uid) == fact
    assert made.write("x", by=ben, uid=note.uid) == note
    mark = made.mark("know", 1, by=ben)
    assert made.mark("know", 2, by=ben, uid=mark.uid) == mark
    assert Context.make("Other", by=ben, uid=Context.objects.get().uid) == Context.objects.get()
    assert Touch.objects.count() == Promise.objects.count() == Fact.objects.count() == Note.objects.count() == 1


def test_only_ones_own_acts_can_be_undone(ben: User, ada: User) -> None:
    act = tie(ben, "Marta Reyes").move("light", by=ben)
    with pytest.raises(Act.DoesNotExist):
        act.undo(by=ada)
