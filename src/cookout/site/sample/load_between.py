"""Writes what passes between two besides referrals: favors, asks, praise, teachings and reviews of clients."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from cookout.core.models import User
from cookout.referrals.models import Ask, Favor, Referral, Review, Teaching, Testimonial
from cookout.site.sample.load_book import BookWriter
from cookout.site.sample.referral_shapes import Between
from cookout.site.sample.uids import uid
from cookout.ties.models import Promise, Tie

NOUNS: dict[str, type[models.Model]] = {
    "favor": Favor, "ask": Ask, "testimonial": Testimonial, "teaching": Teaching, "review": Review
}  # fmt: skip
ALSO = {
    "favor": ("on", "kind", "by_me"), "ask": ("on", "referral"), "testimonial": ("on", "referral", "by_me", "may_show"),
    "teaching": ("on", "referral"), "review": ("every_months",),
}  # fmt: skip
"""What each says besides its text."""


def write_between(
    seed: int, told: Iterable[Between], users: Mapping[str, User], writers: Mapping[str, BookWriter],
    referrals: Mapping[str, Referral],
) -> None:  # fmt: skip
    """All of it; there are few."""
    for position, row in enumerate(told):
        owner = users[row.owner]
        tie = Tie.objects.get(owner=owner, person=writers[row.owner].people[row.other])
        values: dict[str, Any] = {name: getattr(row, name) for name in ALSO[row.noun]}
        if "referral" in values:
            values["referral"] = referrals.get(row.referral)
        if row.noun == "review":
            values["promise"] = _promised(seed, row, owner, tie)
        key = uid(seed, f"{row.owner} {row.noun} {position}", row.on)
        NOUNS[row.noun]._default_manager.create(owner=owner, uid=key, tie=tie, text=row.text, **values)


def _promised(seed: int, row: Between, owner: User, tie: Tie) -> Promise | None:
    """The next look together is a promise."""
    if row.due_on is None:
        return None
    key = uid(seed, f"{row.owner} review of {row.other}", row.on)
    made: dt.date = row.on
    return Promise.objects.create(owner=owner, uid=key, tie=tie, text=row.text, made_on=made, due_on=row.due_on)
