"""What I know of one person: what they tell me of themselves, and what I learned, each with source and day."""

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cookout.core.models import User
from cookout.core.templatetags.dates import apart, day
from cookout.one_to_ones.models.whom import account_of
from cookout.people.models import PROMPTS, Person, ProfileEntry
from cookout.science import Entry
from cookout.ties.models import Fact, Tie

YEAR = dt.timedelta(days=365)
"""What was told longer ago is stale: worth asking anew."""

LONGEST = 500
"""More of one answer is not read before a 1-2-1; the whole of it stands on the person's page."""


@dataclass(frozen=True, slots=True)
class Known:
    """One thing I know: the question it answers, if any, who said it, when, and how long ago that is in words."""

    facet: str
    prompt: str
    short: str
    text: str
    told: bool
    source: str
    on: dt.date
    age: str
    stale: bool
    key: str

    @property
    def entry(self) -> Entry:
        """As `science` reads it."""
        return Entry(self.facet, self.text, self.key, self.prompt)


def ties_with(user: User, person: Person) -> list[int]:
    """Ids of my ties with this one human: as I keep them, and as the account they are.

    Fetched, because a database that is given the ids does not walk all my facts to find theirs.
    """
    account = account_of(person)
    same = Q(pk=person.pk)
    if account is not None:
        same |= Q(pk=account.pk) | Q(keeper=user, account_person=account)
    people = list(Person.objects.filter(same, deleted_at=None).values_list("pk", flat=True))
    return list(Tie.objects.filter(owner=user, person__in=people, deleted_at=None).values_list("pk", flat=True))


def known_of(user: User, person: Person, *, today: dt.date, ties: Sequence[int] | None = None) -> tuple[Known, ...]:
    """What this person tells me of themselves, then what I learned, the latest first."""
    ties = ties_with(user, person) if ties is None else ties
    return (*_told(user, person, today), *_learned(user, ties, today))


def own_entries(user: User) -> tuple[Entry, ...]:
    """My own profile, whoever may read it: what is compared never leaves my page."""
    rows = ProfileEntry.objects.filter(person__account=user, deleted_at=None)
    told = rows.values_list("facet", "text", "uid", "prompt")
    return tuple(Entry(facet, text, str(uid), prompt) for facet, text, uid, prompt in told)


def _told(user: User, person: Person, today: dt.date) -> Iterator[Known]:
    account = account_of(person)
    if account is None:
        return
    source = _("%(name)s wrote") % {"name": person.first_name}
    rows = ProfileEntry.objects.visible_to(user).filter(person=account)
    for facet, prompt, text, at, uid in rows.values_list("facet", "prompt", "text", "edited_at", "uid"):
        on = at.astimezone(user.tzinfo).date()
        yield _known(facet, prompt, text, on, source, uid, today, told=True)


def _learned(user: User, ties: Sequence[int], today: dt.date) -> Iterator[Known]:
    """Plain values in one query: somebody one has met for years has hundreds of facts."""
    rows = Fact.objects.visible_to(user).filter(tie__in=ties)
    seen: set[uuid.UUID] = set()
    for facet, prompt, text, on, uid, said, answer, held_on in rows.order_by("-learned_on", "-pk").values_list(
        "facet", "prompt", "text", "learned_on", "uid", "source", "answers", "answers__one_to_one__held_on"
    ):
        if uid not in seen:
            seen.add(uid)
            yield _known(facet, prompt, text, on, _source(said, answer, held_on), uid, today, told=False)


def _known(
    facet: str, prompt: str, text: str, on: dt.date, source: str, uid: uuid.UUID, today: dt.date, *, told: bool
) -> Known:
    text = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    prompt = prompt if prompt in PROMPTS else ""
    short = str(PROMPTS[prompt].short) if prompt else ""
    return Known(
        facet,
        prompt,
        short,
        text,
        told,
        source,
        on,
        _age((today - on).days, get_language()),
        today - on > YEAR,
        str(uid),
    )


@lru_cache(maxsize=1024)
def _age(days: int, language: str | None) -> str:
    # Somebody met for years has hundreds of facts, many of one day.
    return apart(days)


def _source(said: str, answer: int | None, held_on: dt.date | None) -> str:
    """From where I have it: the 1-2-1 in which I wrote it down, else what I said when I kept it."""
    if held_on is not None:
        return _("you noted after the 1-2-1 on %(day)s") % {"day": day(held_on)}
    if answer is not None:
        return _("you noted in a 1-2-1")
    return _("you noted: %(source)s") % {"source": said} if said else _("you noted")
