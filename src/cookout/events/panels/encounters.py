"""What encounters show elsewhere: how we met on the page of a person, and what was said on the card to decide on."""

from cookout.core import slots
from cookout.core.models import User
from cookout.core.slots import Panel
from cookout.events.models.capture_page import open_likenesses
from cookout.events.models.encounter_page import met_with
from cookout.people.models import Person
from cookout.ties.models import Tie

SHOWN = 3
"""So many encounters stand on the page of a person; the others are a link away."""


def how_we_met(user: User, person: Person) -> Panel | None:
    """Where and when I met this person, and what we talked about."""
    if person.account_id == user.pk:
        return None
    met = met_with(Tie.objects.between(user, person))
    shown = list(met.with_people()[:SHOWN])
    more = met.count() - SHOWN if len(shown) == SHOWN else 0
    return Panel("how_we_met", "events/_how_met.html", {"shown": shown, "more": more}) if shown else None


def on_the_card(user: User, tie: Tie) -> Panel | None:
    """What we talked about when we met last, the first impression, what I promised, the photo of the card."""
    met = met_with(tie).with_people().first()
    if met is None:
        return None
    is_told = (met.where[:300], met.on) == (tie.how_met, tie.met_on)
    return Panel("on_the_card", "events/_triage_met.html", {"met": met, "again": not is_told and bool(met.where)})


def who_it_may_be(user: User, tie: Tie) -> Panel | None:
    """Whether the one to decide on is somebody whom I have: it is better known before."""
    asked = open_likenesses(user, tie) if tie.pk else []
    return Panel("who_it_may_be", "events/_alike.html", {"likenesses": asked}) if asked else None


def how_often(user: User, person: Person) -> Panel | None:
    """That I met this person more than once."""
    if person.account_id == user.pk:
        return None
    many = met_with(Tie.objects.between(user, person)).count()
    return Panel("how_often", "events/_triage_met_facts.html", {"many": many}) if many > 1 else None


def register() -> None:
    """Fill the slots."""
    slots.register("person.aside", how_we_met, order=12)
    slots.register("triage.card", on_the_card, order=10)
    slots.register("triage.card", who_it_may_be, order=20)
    slots.register("triage.facts", how_often, order=20)
