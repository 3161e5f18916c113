"""The sample chapter: made from a seed and a day, always the same, always fresh. No database here."""

import datetime as dt
import random

from cookout.site.sample import books, chapter, diaries, referrals
from cookout.site.sample.names import Inventor
from cookout.site.sample.shapes import Sample
from cookout.site.sample.words import read

SEED = 1


def make(seed: int, today: dt.date) -> Sample:
    """Invent the whole house as it stands on a day."""
    rng = random.Random(seed)
    inventor = Inventor(rng)
    tree = read("chapter")
    accounts = chapter.accounts(inventor, today)
    seats = chapter.seats(inventor, rng, today)
    found = books.books(accounts, inventor, rng, today)
    found, diary = diaries.kept(accounts, seats, found, rng, today)
    passed = referrals.passed(accounts, seats, found, diary, inventor, today)
    return Sample(
        seed=seed,
        today=today,
        region=tree["region"]["name"],
        parent_region=tree["region"]["parent"],
        chapters=tuple((row["key"], row["name"]) for row in tree["chapter"]),
        accounts=accounts,
        seats=seats,
        terms=chapter.terms(today),
        books=found,
        diary=diary,
        passing=passed,
    )
