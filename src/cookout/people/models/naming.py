"""Whom words mean: who is called so before who is reached so, and of those whom one knows best before the others."""

from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q

from cookout.core import search
from cookout.core.models import User
from cookout.people.models.person import Person
from cookout.people.models.word import Word, asked_in_each_spelling

FEW = 300
"""Of a word that more people have, so many are looked at, and all whom one knows well."""

Row = tuple[int, str, str]
ROW = ("pk", "full_name", "sort_key")


def meant(user: User, text: str, limit: int) -> list[int]:
    """Keys of people for whom each word begins a word of the name, organisation, mail or phone; the best first."""
    words = asked_in_each_spelling(text)
    holders: list[list[int]] = []
    for word in words:
        holders.append(_holding(user, word))
        if not holders[-1]:
            return []
    if not holders:
        return []
    rarest = min(range(len(words)), key=lambda place: len(holders[place]))
    near = search.nearness(user)
    if len(holders[rarest]) < FEW:
        found = _known(user, holders[rarest], words[:rarest] + words[rarest + 1 :])
    else:
        found = _known(user, [*holders[rarest], *near], words)
        if len(found) < limit:
            all_of_them = Person.objects.known_to(user).matching(text, by=user).order_by()[:FEW]
            found |= set(all_of_them.values_list(*ROW))
    is_called, far = search.telling(text), len(near)

    def rank(row: Row) -> tuple[bool, int, str, int]:
        key, name, sort_key = row
        return not is_called(name), near.get(key, far), sort_key, key

    return [key for key, _name, _sort_key in sorted(found, key=rank)[:limit]]


def _holding(user: User, word: list[str]) -> list[int]:
    # Each spelling with each keeper: one walk of the index for each, which SQLite does not find by itself.
    begins = (Q(word__prefix=spelled, keeper=keeper) for spelled in word for keeper in (user, None))
    return list(Word.objects.filter(reduce(or_, begins)).values_list("person", flat=True).distinct()[:FEW])


def _known(user: User, keys: list[int], words: list[list[str]]) -> set[Row]:
    """Those of a few people whom this user may see and who have these words too."""
    # Questions of one person each: SQLite would else walk the whole book, for it cannot tell how large that is.
    people = Person.objects.filter(Exists(Person.objects.known_to(user).filter(pk=OuterRef("pk"))), pk__in=keys)
    for word in words:
        begins = reduce(or_, (Q(word__prefix=spelled) for spelled in word))
        people = people.filter(Exists(Word.objects.filter(begins, person=OuterRef("pk"))))
    return set(people.values_list(*ROW))
