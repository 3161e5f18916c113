"""What two cards have in common beside the name, and what contradicts that they are one person's, pure."""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from . import evidence
from .cards import Decision, Known, Reason
from .letters import latin
from .nicknames import KNOWN, are_one
from .word_lists import NO_TOWN


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
        domains = [
            ({evidence.domain_of(mail) for mail in card.mails} | card.sites) - {""} - offices for card in (one, other)
        ]
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
        self.title = any(
            set(mine.split()) <= set(theirs.split()) or set(theirs.split()) <= set(mine.split())
            for mine in one.titles
            for theirs in other.titles
        )
        self.two_titles = bool(one.titles and other.titles) and not self.title
        mine, theirs = (
            {
                word[:5]
                for said in (*card.titles, *(() if self.firm or self.like_firm else card.firms))
                for word in said.split()
                if len(word) > 4 and word not in evidence.GENERIC
            }
            for card in (one, other)
        )
        self.trade = bool(mine & theirs)
        self.two_titles = self.two_titles and not self.trade
        self.has_office = bool(self.mails - self.own_mails) or bool(self.phones & offices)

    @property
    def any_way(self) -> Decision:
        """A way to reach them, an office's or a house's too."""
        found = [Reason.MAIL] if self.mails else []
        return (*found, *([Reason.MOBILE if self.mobile else Reason.PHONE] if self.phones else []))

    @property
    def has_two_desks(self) -> bool:
        """Whether each has a mail of their own at one firm, or a title and a number of their own: two colleagues."""
        mine, theirs = (
            {mail for mail in card.mails if evidence.domain_of(mail) and not evidence.is_desk(mail)}
            for card in (self.one, self.other)
        )
        shared = {evidence.domain_of(mail) for mail in mine} & {evidence.domain_of(mail) for mail in theirs}
        lines = [dict(number.split("x") for number in card.phones if "x" in number) for card in (self.one, self.other)]
        two_lines = any(lines[0][line] != lines[1][line] for line in lines[0].keys() & lines[1].keys())
        return (bool(shared) and not mine & theirs) or two_lines

    @property
    def is_numbered(self) -> bool:
        """Whether their mails at one firm differ by a number: namesakes."""
        bare = [{re.sub(r"\d+(?=@)", "", mail): mail for mail in card.mails} for card in (self.one, self.other)]
        return any(bare[0][mail] != bare[1][mail] for mail in bare[0].keys() & bare[1].keys())

    @property
    def two_givens(self) -> bool:
        """Whether the own mails say in full what the names say in short, and say two: Christine and Christopher."""
        mine, theirs = (
            {
                told
                for mail in card.mails
                if (told := re.split(r"[._-]", mail.partition("@")[0])[0]) in KNOWN
                and told != card.name.given
                and are_one(told, card.name.given)
            }
            for card in (self.one, self.other)
        )
        return bool(mine and theirs) and not any(a == b or are_one(a, b) for a in mine for b in theirs)

    @property
    def is_spelled_twice(self) -> bool:
        """Whether each one's own mail spells the name as the card does: no slip of the pen, but two names."""
        mine, theirs = self.one.name.given, self.other.name.given
        spelled = [
            {part for mail in card.mails for part in re.split(r"[._-]", mail.partition("@")[0])}
            for card in (self.one, self.other)
        ]
        return mine in spelled[0] and theirs in spelled[1] and mine not in spelled[1] and theirs not in spelled[0]

    @property
    def is_one_domain(self) -> bool:
        """Whether their mails, or the mail of one and the firm of the other, are one firm's."""
        return self.domain or self.firm_by_mail

    @property
    def is_at_home(self) -> bool:
        """Whether they share what a family shares, or one is told apart as the younger."""
        line = any(evidence.is_landline(number) for number in self.phones) and not (self.firm or self.is_one_domain)
        return bool(self.house) or line or self.one_is_junior or self.is_family_firm or self._is_family_mail

    @property
    def is_at_work(self) -> bool:
        """Whether they share what colleagues share."""
        return self.firm or self.like_firm or self.is_one_domain or self.has_office

    @property
    def one_is_junior(self) -> bool:
        """Whether only one of the two is told apart as the younger or the elder."""
        return bool(self.one.name.line) != bool(self.other.name.line)

    @property
    def has_two_pockets(self) -> bool:
        """Whether each has a mobile of their own."""
        mine, theirs = (
            {number for number in card.phones if evidence.is_mobile(number)} for card in (self.one, self.other)
        )
        return bool(mine and theirs) and not self.phones & (mine | theirs)

    @property
    def has_two_numbers(self) -> bool:
        """Whether each has a number, and none is the other's."""
        return bool(self.one.phones and self.other.phones) and not self.phones

    def has_like_mail(self, *, of_one_name: bool) -> bool:
        """Whether one of their mails is the other's but for a slip of the pen, or begins as no name alone makes it."""
        pairs = [(mine, theirs) for mine in self.one.mails for theirs in self.other.mails]
        return any(
            self._is_own_word(mine, theirs)
            or (_is_slip(mine, theirs) and (of_one_name or mine.partition("@")[0] == theirs.partition("@")[0]))
            for mine, theirs in pairs
        )

    def _is_own_word(self, mine: str, theirs: str) -> bool:
        local = mine.partition("@")[0]
        if local != theirs.partition("@")[0] or evidence.is_desk(mine):
            return False
        words = [*self.one.name.words, *self.other.name.words]
        rest = [part for part in re.split(r"[._-]", local) if not any(word.startswith(part) for word in words)]
        for word in sorted(words, key=len, reverse=True):
            rest = [part.replace(word, "", 1) for part in rest] if len(word) > 2 else rest
        return len("".join(rest)) >= 3 and len(local) >= 6

    @property
    def firm_tells_family(self) -> bool:
        """Whether the firm that both are of is named as one of them is."""
        return self.is_at_work and (
            self.is_family_firm
            or any(
                len(word) >= 4 and word in evidence.domain_of(mail)
                for card in (self.one, self.other)
                for word in card.name.words[1:]
                for mail in (*self.one.mails, *self.other.mails)
            )
        )

    @property
    def is_family_firm(self) -> bool:
        """Whether a firm of theirs carries their family name: more of the family may work there."""
        family = {*self.one.name.words[-1:], *self.other.name.words[-1:]}
        return any(word in firm.split() for word in family for firm in (*self.one.firms, *self.other.firms))

    @property
    def _is_family_mail(self) -> bool:
        return any(evidence.is_desk(mail) for mail in self.mails) and not self.firm


def _is_slip(mine: str, theirs: str) -> bool:
    apart = len(mine) > 12 and OSA.distance(mine, theirs, score_cutoff=1) == 1
    return apart and re.sub("[0-9]", "", mine) != re.sub("[0-9]", "", theirs)


def _places(one: Known, other: Known) -> tuple[str, frozenset[str], bool]:
    """The house and the town they share, and whether both are known and neither is shared."""
    houses = [{house for text in card.addresses if (house := evidence.place(text)[0])} for card in (one, other)]
    towns = [evidence.towns(card.addresses) for card in (one, other)]
    mine = [frozenset().union(*(evidence.place(text)[1] for text in card.addresses)) for card in (one, other)]
    same = {latin(text) for text in one.addresses} & {latin(text) for text in other.addresses}
    whole = {text for text in same if len(text.split()) >= 4}
    house = min((houses[0] & houses[1]) | whole, default="")
    town = (towns[0] & mine[1]) | (towns[1] & mine[0])
    town = frozenset(word for word in town if word not in NO_TOWN)
    return house, town, bool(towns[0] and towns[1]) and not town and not house
