"""The sample region: made from a seed and a day, always the same, always fresh. No database here."""

import datetime as dt
import random
from dataclasses import replace

from cookout.site.sample import books, chapter, diaries, referrals, rounds
from cookout.site.sample.chapters import chapters, gathered
from cookout.site.sample.names import Inventor
from cookout.site.sample.neighbors import neighbors
from cookout.site.sample.seats import settled
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
    next_door = neighbors(seats, inventor, random.Random(f"{seed} neighbors"), today)
    diary = replace(diary, one_to_ones=(*diary.one_to_ones, *next_door.one_to_ones))
    passed = replace(passed, referrals=(*passed.referrals, *next_door.referrals))
    terms = (*chapter.terms(today), *next_door.terms)
    seats = settled(next_door.seats, random.Random(f"{seed} seats"), today)
    diary, past = rounds.looked_back(seats, found, diary, passed, seed, today)
    return Sample(
        seed=seed,
        today=today,
        region=tree["region"]["name"],
        parent_region=tree["region"]["parent"],
        chapters=chapters(),
        accounts=(*accounts, *next_door.accounts),
        seats=seats,
        terms=terms,
        books=found,
        diary=diary,
        passing=passed,
        gathered=gathered(seats, terms, inventor, random.Random(f"{seed} meetings"), today),
        rounds=past,
    )
