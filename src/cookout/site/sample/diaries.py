"""Everybody's 1-2-1s together: first what is told by hand, then what the books tell, then the rest of the chapter."""

import datetime as dt
import random
from collections.abc import Sequence

from cookout.site.sample.from_books import Diarist
from cookout.site.sample.hours import Hours
from cookout.site.sample.one_to_ones import Course, among
from cookout.site.sample.present import Present, first_times
from cookout.site.sample.shapes import Account, Book, Diary, Seat


def kept(
    accounts: Sequence[Account], seats: Sequence[Seat], books: Sequence[Book], rng: random.Random, today: dt.date
) -> tuple[tuple[Book, ...], Diary]:
    """The books, their contacts and facts naming the 1-2-1 they are from, and all 1-2-1s."""
    course, hours = Course(rng, today), Hours()
    joined = {seat.account: seat.joined_on for seat in seats if seat.account}
    present = Present(course, hours, books)
    now = list(present.one_to_ones())
    known = {account.key: account for account in accounts}
    told: list[Book] = []
    ones = list(now)
    for book in books:  # one after the other: what the first has told of two owners, the next repeats
        marked = present.touches(book, now)
        before = frozenset(other.owner for other in told)
        read, found = Diarist(marked, known, joined, course, hours, first_times(), before, now).read(ones)
        told.append(read)
        ones += found
    for first, following in present.rhythms(ones):
        ones[ones.index(next(one for one in ones if one.key == first.key))] = first
        ones.append(following)
    wrapped = list(present.wrapped(ones))
    owners = {book.owner for book in books}
    others = [account for account in accounts if account.key in joined and account.key not in owners]
    ones += among(others, joined, course, hours)
    diary = Diary(
        one_to_ones=tuple(ones),
        wrap_ups=tuple(wrap_up for wrap_up, _thinking in wrapped),
        thinking=tuple(thinking for _wrap_up, thinking in wrapped if thinking is not None),
    )
    return tuple(told), diary
