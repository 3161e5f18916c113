"""All referrals of the house: those told by hand, then those between members; and what was given beside them."""

import datetime as dt
import random
from collections.abc import Sequence

from cookout.site.sample.names import Inventor
from cookout.site.sample.referral_shapes import Passing, Referral
from cookout.site.sample.referrals_among import Chapter
from cookout.site.sample.referrals_by_hand import Reader, pairs, reserve
from cookout.site.sample.shapes import Account, Book, Diary, Seat


def passed(
    accounts: Sequence[Account], seats: Sequence[Seat], books: Sequence[Book], diary: Diary, inventor: Inventor,
    today: dt.date,
) -> Passing:  # fmt: skip
    """Everything that was passed in two years, and a little from before."""
    known = {account.key: account for account in accounts}
    reserve(inventor)
    reader = Reader(known, books, diary, today)
    told = list(reader.referrals())
    joined = {seat.account: seat.joined_on for seat in seats if seat.account}
    owners = frozenset(book.owner for book in books)
    rng = random.Random(inventor.rng.random())
    chapter = Chapter(known, joined, diary, rng, inventor, today, pairs(), owners)
    return Passing(
        referrals=(*told, *_each_once(chapter)),
        between=tuple(reader.between({_named(one): one.key for one in told if one.provider.account})),
    )


def _each_once(chapter: Chapter) -> list[Referral]:
    """Two of one second would share a key; the later one is not told."""
    return list({one.key: one for one in chapter.referrals()}.values())


def _named(one: Referral) -> tuple[str, str]:
    return one.provider.account, one.prospect.name
