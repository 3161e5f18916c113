"""What the room tells elsewhere: search, timeline, archive, and the chain of what grew from what."""

import pytest

from cookout.core import exports, search
from cookout.core.models import User
from cookout.core.testing import query_count
from cookout.one_to_ones.testing import fellows, was_held
from cookout.referrals.models import Prospect, Referral, State, chain_of, export, grown_from
from cookout.referrals.testing import passed, received
from cookout.ties.models import Tie, Touch, moments
from cookout.ties.testing import keep

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("asked", ["hector", "Delgado", "ben", "roof"])
def test_a_referral_is_found_by_prospect_other_and_need(ada: User, ben: User, cleo: User, asked: str) -> None:
    fellows(ada, ben)
    one = passed(ada, ben, note="A new roof")
    for user in (ada, ben):
        hits = [hit for hit in search.find(user, asked) if hit.uid == str(one.uid)]
        assert [hit.title for hit in hits] == ["Hector Delgado"]
    assert not search.find(cleo, asked)


def test_a_name_is_found_by_whoever_wrote_it_down(ada: User, ben: User) -> None:
    fellows(ada, ben)
    passed(ada, ben, may_contact=None)
    assert search.find(ada, "Hector")
    assert not search.find(ben, "Hector")


def told(tie: Tie) -> list[tuple[str, str, str]]:
    return [(moment.icon, moment.title, moment.way) for moment in moments(tie) if "arrow" in moment.icon]


def test_the_timeline_tells_who_referred_whom_and_how_it_ended(ada: User) -> None:
    odile = Tie.objects.between(ada, keep(ada, "Odile Bakker"))
    odile.write("begun", by=ada)
    one = received(ada, odile.person)
    assert told(odile) == [("arrow-down-left", "Odile referred Hector Delgado.", "in")]
    one.move(by=ada, state=State.WON)
    closed = [moment for moment in moments(odile) if moment.title == "Closed: won."]
    assert [moment.url for moment in closed] == [one.get_absolute_url()]


def test_the_timeline_knows_each_of_the_three(ada: User) -> None:
    rui, hector = keep(ada, "Rui Sousa"), keep(ada, "Hector Delgado")
    ties = [Tie.objects.between(ada, person) for person in (rui, hector)]
    for tie in ties:
        tie.write("begun", by=ada)
    one = Referral.give(by=ada, to=rui, prospect=Prospect("Hector Delgado", person=hector), may_contact=True)
    assert told(ties[0]) == [("arrow-up-right", "You referred Hector Delgado.", "out")]
    assert told(ties[1]) == [("arrow-up-right", "You referred Hector to Rui Sousa.", "out")]
    Referral.receive(by=ada, referrer=rui)
    assert ("arrow-down-left", "Rui came to you.", "in") in told(ties[0])
    one.withdraw(by=ada)
    assert not told(ties[1])


def test_a_referral_is_no_contact(ada: User) -> None:
    received(ada, keep(ada, "Odile Bakker"))
    assert not Touch.objects.visible_to(ada)


def archive(user: User, name: str) -> list[dict[str, object]]:
    return list(export.EVERYTHING[name](user))


def test_the_archive_has_what_i_may_see_and_nothing_the_other_keeps(ada: User, ben: User, cleo: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben, private_note="ada's own")
    one.keep_side(by=ben, note="ben's own")
    one.accept(by=ben)
    one.move(by=ben, state=State.MEETING, note="for ben's eyes")
    one.change(by=ben, next_step="ben's plan")
    ada_reads, ben_reads = (str(archive(user, "referrals")) for user in (ada, ben))
    assert "ada's own" in ada_reads
    assert not any(part in ada_reads for part in WORDS[1:])
    assert all(part in ben_reads for part in WORDS[1:])
    assert "ada's own" not in ben_reads
    assert not archive(cleo, "referrals")
    one.change(by=ben, may_tell=True)
    assert "for ben's eyes" in str(archive(ada, "referrals"))


WORDS = ("ada's own", "ben's own", "for ben's eyes", "ben's plan")


def test_the_archive_leads_from_a_referral_to_where_it_grew(ada: User) -> None:
    odile = keep(ada, "Odile Bakker")
    met = was_held(ada, odile)
    first = received(ada, odile, one_to_one=met)
    received(ada, odile, "Ines Lund", parent=first)
    rows = archive(ada, "referrals")
    assert rows[0]["mine"]["one_to_one"] == met.uid  # type: ignore[index]  # plain rows
    assert rows[1]["grew_out_of"] == first.uid


def test_every_file_of_the_room_is_in_the_archive_and_can_be_written(ada: User, ben: User) -> None:
    fellows(ada, ben)
    passed(ada, ben)
    for name, rows in export.EVERYTHING.items():
        assert name in exports._rows
        list(rows(ada))


def a_tree(ada: User) -> list[Referral]:
    """Odile → Hector; from it two, from one of these another; beside it one that began elsewhere."""
    odile = keep(ada, "Odile Bakker")
    root = received(ada, odile)
    left = received(ada, keep(ada, "Hector Delgado"), "Ines Lund", parent=root)
    right = received(ada, keep(ada, "Hector D."), "Marc Petit", parent=root)
    leaf = received(ada, keep(ada, "Ines Lund"), "Noor Haddad", parent=left)
    received(ada, keep(ada, "Rui Sousa"), "Somebody else")
    return [root, left, right, leaf]


def test_a_chain_begins_with_its_first_from_wherever_one_looks(ada: User) -> None:
    tree = a_tree(ada)
    for one in tree:
        assert list(chain_of(one, ada)) == tree


def test_a_tree_is_hers_with_whom_it_began(ada: User) -> None:
    tree = a_tree(ada)
    odile = tree[0].person_for(ada, "referrer")
    assert odile is not None
    assert grown_from(ada, odile) == tree
    ines = tree[3].person_for(ada, "referrer")
    assert ines is not None
    assert grown_from(ada, ines) == [tree[3]]


def test_a_chain_shows_nobody_what_is_not_theirs(ada: User, ben: User, cleo: User) -> None:
    fellows(ada, ben)
    hidden = received(ada, keep(ada, "Odile Bakker"))
    shared = passed(ada, ben, "Ines Lund", parent=hidden)
    below = received(ben, keep(ben, "Ines Lund"), "Marc Petit", parent=shared)
    assert list(chain_of(shared, ben)) == [shared, below]
    assert list(chain_of(shared, ada)) == [hidden, shared]
    assert not grown_from(cleo, ada.person)


def test_a_chain_costs_the_same_however_long_it_is(ada: User) -> None:
    tree = a_tree(ada)
    with query_count() as few:
        chain_of(tree[0], ada)
    last, odile = tree[-1], tree[0].person_for(ada, "referrer")
    assert odile is not None
    for many in range(12):
        last = received(ada, odile, f"Number {many}", parent=last)
    with query_count() as more:
        assert len(chain_of(tree[0], ada)) == 16
    assert few == more
