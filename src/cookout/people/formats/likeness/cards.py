"""What two cards have in common beside the name, and the reasons that this gives."""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass
from enum import Enum

from . import evidence
from .letters import latin
from .names import Named, taken_apart
from .word_lists import NO_TOWN


class Reason(Enum):
    """What two cards have in common."""

    PAGE = "page"
    MAIL = "mail"
    MOBILE = "mobile"
    PHONE = "phone"
    BIRTHDAY = "birthday"
    FIRM = "firm"
    DOMAIN = "domain"
    ADDRESS = "address"
    TOWN = "town"
    TITLE = "title"
    NAME = "name"
    LIKE_NAME = "like_name"
    FIRST_NAME = "first_name"


@dataclass(frozen=True, slots=True)
class Known:
    """A card as it is compared. Mails and phones are keys of `match_key`; all folded."""

    key: Hashable
    name: Named
    mails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    firms: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    addresses: tuple[str, ...] = ()
    birthday: str = ""
    pages: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        key: Hashable,
        full: str,
        values: list[tuple[str, str, str]],
        *,
        given: str = "",
        family: str = "",
        suffix: str = "",
    ) -> Known:  # fmt: skip
        """From a name and values as (kind, key, value) of the kinds of address books."""
        of: dict[str, list[tuple[str, str]]] = {}
        for kind, folded, value in values:
            of.setdefault(kind, []).append((folded, value))
        firms = [value for _key, value in of.get("organisation", ())]
        mails = frozenset(
            evidence.mailbox(folded) for folded, _value in of.get("email", ()) if "@" in folded.strip("@")
        )
        if firms and not full.strip() and all(map(evidence.is_desk, mails)):
            full = firms[0]
        name = taken_apart(full, given, family, firms[0] if firms else "", suffix)
        if also := of.get("nickname"):
            name = _also_called(name, [value for _key, value in also])
        return cls(
            key,
            name,
            mails=mails,
            phones=frozenset(
                evidence.number(folded, value)
                for folded, value in of.get("phone", ())
                if sum(map(str.isdigit, folded)) >= 6
            ),
            firms=frozenset(evidence.firm(one) for one in firms),
            titles=frozenset(latin(value) for _key, value in of.get("title", ())),
            addresses=tuple(value for _key, value in of.get("address", ())),
            birthday=next((value for _key, value in of.get("birthday", ())), ""),
            pages=frozenset(page for _key, value in of.get("url", ()) if (page := evidence.page(value))),
        )


def _also_called(name: Named, nicknames: list[str]) -> Named:
    words = {latin(one).split()[0] for one in nicknames if latin(one)}
    return Named(name.kind, name.words, name.family, name.also | words, name.born, name.line, name.script, name.signs)


Decision = tuple[Reason, ...]
"""Why two cards may be one person's; nothing where they are not taken for one."""


class Shared:
    """What two cards have in common beside the name."""

    def __init__(self, one: Known, other: Known, offices: frozenset[str]) -> None:
        self.one, self.other = one, other
        self.mails = one.mails & other.mails
        self.own_mails = {mail for mail in self.mails if mail not in offices and not evidence.is_desk(mail)}
        self.phones = evidence.same_numbers(one.phones, other.phones)
        self.own_phones = {
            number for number in self.phones if number not in offices and not evidence.is_landline(number)
        }
        self.mobile = any(evidence.is_mobile(number) for number in self.own_phones)
        self.desk_lines = {number for number in self.own_phones if "x" in number}
        self.birthday = evidence.birthdays(one.birthday, other.birthday)
        self.pages = one.pages & other.pages
        hosts = [{page.partition("/")[0] for page in card.pages} for card in (one, other)]
        self.two_pages = bool(hosts[0] & hosts[1]) and not self.pages
        self.firm = any(evidence.same_firm(mine, theirs) for mine in one.firms for theirs in other.firms)
        self.like_firm = any(evidence.is_like_firm(mine, theirs) for mine in one.firms for theirs in other.firms)
        self.two_firms = bool(one.firms and other.firms) and not self.firm and not self.like_firm
        domains = [{evidence.domain_of(mail) for mail in card.mails} - {""} for card in (one, other)]
        self.domain = bool(domains[0] & domains[1])
        self.firm_by_mail = any(
            evidence.is_of_firm(domain, firm)
            for mine, card in ((domains[0], other), (domains[1], one))
            for domain in mine
            for firm in card.firms
        )
        self.house, self.town, self.two_towns = _places(one, other)
        self.two_houses = not self.house and all(
            any(evidence.place(text)[0] for text in card.addresses) for card in (one, other)
        )
        self.title = bool(one.titles & other.titles)
        self.two_titles = bool(one.titles and other.titles) and not self.title
        mine, theirs = (
            {
                word[:5]
                for said in (*card.titles, *card.firms)
                for word in said.split()
                if len(word) > 4 and word not in evidence.GENERIC
            }
            for card in (one, other)
        )
        self.trade = bool(mine & theirs)

    @property
    def hard(self) -> Decision:
        """What nearly nobody shares with another: a mailbox, a number in a pocket or at one desk, a page."""
        found = [Reason.PAGE] if self.pages else []
        found += [Reason.MAIL] if self.own_mails else []
        return (*found, *([Reason.MOBILE if self.mobile else Reason.PHONE] if self.own_phones else []))

    @property
    def is_own_beyond_doubt(self) -> bool:
        """Whether they share what is one person's for sure, not a house's line that may be one."""
        return bool(self.pages or self.own_mails or self.desk_lines or self.mobile)

    @property
    def any_way(self) -> Decision:
        """A way to reach them, an office's or a house's too."""
        found = [Reason.MAIL] if self.mails else []
        return (*found, *([Reason.MOBILE if self.mobile else Reason.PHONE] if self.phones else []))

    @property
    def soft(self) -> Decision:
        """Where they work, live and were born."""
        told = (
            (self.birthday in ("same", "day"), Reason.BIRTHDAY),
            (self.firm, Reason.FIRM),
            (self.firm_by_mail or self.domain, Reason.DOMAIN),
            (bool(self.house), Reason.ADDRESS),
        )
        return tuple(reason for holds, reason in told if holds)

    @property
    def has_two_desks(self) -> bool:
        """Whether each has a mail of their own at one firm, or a title and a number of their own: two colleagues."""
        mine, theirs = (
            {mail for mail in card.mails if evidence.domain_of(mail) and not evidence.is_desk(mail)}
            for card in (self.one, self.other)
        )
        shared = {evidence.domain_of(mail) for mail in mine} & {evidence.domain_of(mail) for mail in theirs}
        return bool(shared) and not mine & theirs

    @property
    def is_numbered(self) -> bool:
        """Whether their mails at one firm differ by a number: namesakes."""
        bare = [{re.sub(r"\d+(?=@)", "", mail): mail for mail in card.mails} for card in (self.one, self.other)]
        return any(bare[0][mail] != bare[1][mail] for mail in bare[0].keys() & bare[1].keys())


def _places(one: Known, other: Known) -> tuple[str, frozenset[str], bool]:
    """The house and the town they share, and whether both are known and neither is shared."""
    houses = [{house for text in card.addresses if (house := evidence.place(text)[0])} for card in (one, other)]
    towns = [evidence.towns(card.addresses) for card in (one, other)]
    mine = [frozenset().union(*(evidence.place(text)[1] for text in card.addresses)) for card in (one, other)]
    house = min(houses[0] & houses[1], default="")
    town = (towns[0] & mine[1]) | (towns[1] & mine[0])
    town = frozenset(word for word in town if word not in NO_TOWN)
    return house, town, bool(towns[0] and towns[1]) and not town and not house
