"""Are two cards one person's? Decided from how far the names agree and what else they share; with the reasons, pure."""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass
from enum import Enum

from rapidfuzz.distance import OSA

from . import evidence
from .names import Agreement, Named, agree, taken_apart
from .nicknames import KNOWN


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
        values: "list[tuple[str, str, str]]",
        *,
        given: str = "",
        family: str = "",
        suffix: str = "",
    ) -> "Known":  # fmt: skip
        """From a name and values as (kind, key, value) of the kinds of address books."""
        of: dict[str, list[tuple[str, str]]] = {}
        for kind, folded, value in values:
            of.setdefault(kind, []).append((folded, value))
        firms = [value for _key, value in of.get("organisation", ())]
        mails = frozenset(evidence.mailbox(folded) for folded, _value in of.get("email", ()) if "@" in folded.strip("@"))
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
            titles=frozenset(evidence.latin(value) for _key, value in of.get("title", ())),
            addresses=tuple(value for _key, value in of.get("address", ())),
            birthday=next((value for _key, value in of.get("birthday", ())), ""),
            pages=frozenset(page for _key, value in of.get("url", ()) if (page := evidence.page(value))),
        )


def _also_called(name: Named, nicknames: list[str]) -> Named:
    words = {evidence.latin(one).split()[0] for one in nicknames if evidence.latin(one)}
    return Named(name.kind, name.words, name.family, name.also | words, name.born, name.line, name.script, name.signs)


Decision = tuple[Reason, ...]
"""Why two cards may be one person's; nothing where they are not taken for one."""


def decide(one: Known, other: Known, *, offices: frozenset[str] = frozenset()) -> Decision:
    """Why two cards are one person's; nothing where what they share is not enough.

    `offices`: mails and phones that so many cards have that they are an office's.

    >>> card = Known.of(1, "Devon Marsh", [("phone", "13125550114", "")])
    >>> [reason.value for reason in decide(card, Known.of(2, "Marsh, Devon", [("phone", "13125550114", "")]))]
    ['name', 'phone']
    """
    firms = [card.name.kind == "firm" for card in (one, other)]
    if all(firms):
        return _firms(one, other)
    if any(firms) or "family" in (one.name.kind, other.name.kind):
        return ()
    shared = Shared(one, other, offices)
    if shared.birthday == "other":
        return ()
    names = agree(one.name, other.name)
    if shared.pages and names >= Agreement.RELATIVE:
        return (*_name(names), Reason.PAGE)
    return _NAMED[names](shared, names)


class Shared:
    """What two cards have in common beside the name."""

    def __init__(self, one: Known, other: Known, offices: frozenset[str]) -> None:
        self.one, self.other = one, other
        self.mails = one.mails & other.mails
        self.own_mails = {mail for mail in self.mails if mail not in offices and not evidence.is_desk(mail)}
        self.phones = evidence.same_numbers(one.phones, other.phones)
        self.own_phones = {number for number in self.phones if number not in offices and not evidence.is_landline(number)}
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
        mine, theirs = ({word[:5] for said in (*card.titles, *card.firms) for word in said.split() if len(word) > 4 and word not in evidence.GENERIC} for card in (one, other))
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


def _name(names: Agreement) -> Decision:
    if names == Agreement.FULL:
        return (Reason.NAME,)
    if names == Agreement.LIKELY:
        return (Reason.LIKE_NAME,)
    return (Reason.FIRST_NAME,) if names in (Agreement.GIVEN, Agreement.PART) else ()


def _full(shared: Shared, names: Agreement) -> Decision:
    """The same given and family name: one more thing in common is enough, unless it is plain that they are namesakes."""
    name = _name(names)
    hard = shared.hard
    if hard or shared.any_way:
        found = (*name, *(hard or shared.any_way), *shared.soft)
        # One house's line under one name, and one of them the younger: father and son.
        return () if not shared.is_own_beyond_doubt and one_is_junior(shared) else found
    if shared.is_numbered and (shared.two_towns or shared.two_titles or shared.two_pages):
        return ()
    soft = shared.soft
    if Reason.BIRTHDAY in soft and (shared.birthday == "same" or len(soft) > 1 or shared.town):
        return (*name, *soft)
    if one_is_junior(shared):
        return ()
    if Reason.ADDRESS in soft:
        return (*name, *soft)
    if Reason.FIRM in soft or Reason.DOMAIN in soft:
        return () if _are_namesakes(shared) else (*name, *soft)
    return _by_little(shared, name)


def _are_namesakes(shared: Shared) -> bool:
    """Whether it is plain that one firm has two of one name."""
    common = bool({*shared.one.name.words, *shared.other.name.words} & COMMON)
    apart = shared.has_two_desks or common or _has_two_pockets(shared)
    return shared.two_pages or (shared.two_titles and (shared.two_towns or apart)) or (shared.two_towns and apart)


def _by_little(shared: Shared, name: Decision) -> Decision:
    """A name that few have, in one town or one trade, and nothing that speaks against it."""
    words = {*shared.one.name.words, *shared.other.name.words}
    if shared.two_towns or shared.two_pages or shared.two_firms:
        return ()
    if shared.town and shared.title:
        return (*name, Reason.TOWN, Reason.TITLE)
    if words & COMMON:
        return ()
    if shared.like_firm and not _has_two_pockets(shared):
        return (*name, Reason.FIRM)
    if _has_like_mail(shared):
        return (*name, Reason.MAIL)
    mails = {mail.partition("@")[0] for mail in shared.one.mails} & {mail.partition("@")[0] for mail in shared.other.mails}
    if any(sum(map(str.isalpha, mail)) > 6 and not evidence.is_desk(mail + "@") for mail in mails):
        return (*name, Reason.MAIL)
    if shared.town and (shared.trade or not shared.two_titles) and not _has_two_pockets(shared):
        return (*name, Reason.TOWN)
    return (*name, Reason.TITLE) if (shared.title or shared.trade) and not _has_two_pockets(shared) else ()


def _has_like_mail(shared: Shared) -> bool:
    """Whether one of their mails is the other's but for a slip of the pen."""
    pairs = [(mine, theirs) for mine in shared.one.mails for theirs in shared.other.mails]
    return any(
        len(mine) > 12 and OSA.distance(mine, theirs, score_cutoff=1) == 1 and re.sub("[0-9]", "", mine) != re.sub("[0-9]", "", theirs)
        for mine, theirs in pairs
    )


def one_is_junior(shared: Shared) -> bool:
    """Whether only one of the two is told apart as the younger or the elder."""
    return bool(shared.one.name.line) != bool(shared.other.name.line)


def _likely(shared: Shared, names: Agreement) -> Decision:
    """An initial, a slip of the pen or half of a double name: more than a house or a firm is needed, or both."""
    name = _name(names)
    initial = any(len(word) == 1 for card in (shared.one, shared.other) for word in card.name.words[:1])
    at_home = initial and (bool(shared.house) or _is_family_firm(shared))
    if shared.is_own_beyond_doubt or (shared.hard and not at_home and not one_is_junior(shared)):
        return (*name, *shared.hard, *shared.soft)
    if shared.has_two_desks or _has_two_pockets(shared) or one_is_junior(shared):
        return ()
    soft = shared.soft
    if shared.birthday == "same" or (shared.birthday == "day" and shared.town and not initial):
        return (*name, *soft)
    if initial:
        # A family's firm or house has more than one whose name begins so.
        enough = shared.title or not _is_family_firm(shared)
        return (*name, *soft) if enough and {Reason.FIRM, Reason.DOMAIN} & set(soft) and not shared.two_titles else ()
    enough = {Reason.FIRM, Reason.DOMAIN, Reason.ADDRESS} & set(soft)
    if not enough and {shared.one.name.born, shared.other.name.born} - {""} and (shared.town or shared.trade):
        return (*name, Reason.TOWN if shared.town else Reason.TITLE)
    return (*name, *shared.any_way, *soft) if enough or shared.any_way else ()


def _is_family_firm(shared: Shared) -> bool:
    """Whether a firm of theirs carries their family name: more of the family may work there."""
    family = {*shared.one.name.words[-1:], *shared.other.name.words[-1:]}
    return any(word in firm.split() for word in family for firm in (*shared.one.firms, *shared.other.firms))


def _has_two_pockets(shared: Shared) -> bool:
    """Whether each has a mobile of their own."""
    mine, theirs = ({number for number in card.phones if evidence.is_mobile(number)} for card in (shared.one, shared.other))
    return bool(mine and theirs) and not mine & theirs


def _part(shared: Shared, names: Agreement) -> Decision:
    """Only a first name, or only a last one: what nobody shares is needed; for a first name any way to reach them."""
    name = _name(names)
    short, long = sorted((shared.one, shared.other), key=lambda card: len(card.name.words))
    is_first = agree(Named("person", short.name.words), Named("person", long.name.words[:1])) >= Agreement.PART
    if shared.is_own_beyond_doubt or (shared.hard and is_first):
        return (*(name if is_first else (Reason.LIKE_NAME,)), *shared.hard, *shared.soft)
    at_work = {Reason.FIRM, Reason.DOMAIN} & set(shared.soft)
    alone = not (shared.has_two_desks or _has_two_pockets(shared) or shared.two_titles or shared.two_towns)
    if not is_first:
        return (Reason.LIKE_NAME, *shared.soft) if at_work and alone and not _is_family_firm(shared) else ()
    if at_work and alone and (_is_family_firm(shared) or short.name.given not in KNOWN):
        return (*name, *shared.soft)
    if shared.any_way or shared.birthday == "same":
        return (*name, *shared.any_way, *shared.soft)
    if {Reason.ADDRESS, Reason.FIRM} <= set(shared.soft):
        return (*name, *shared.soft)
    return ()


def _given(shared: Shared, names: Agreement) -> Decision:
    """The same first name and another last one: somebody who married, or two of one office."""
    own = set(shared.own_phones)
    name = _name(names)
    if shared.own_mails:
        return (*name, Reason.MAIL, *shared.soft)
    if shared.mobile or shared.desk_lines:
        return (*name, Reason.MOBILE if shared.mobile else Reason.PHONE, *shared.soft)
    if own and not shared.two_towns and not (shared.firm and (shared.has_two_desks or shared.two_titles)):
        return (*name, Reason.PHONE, *shared.soft)
    if shared.birthday == "same" and not shared.two_towns:
        return (*name, *shared.any_way, *shared.soft)
    return ()


def _unknown(shared: Shared, names: Agreement) -> Decision:
    """One card has no name that can be read: what nobody shares, and nothing else."""
    if shared.own_mails:
        return (Reason.MAIL, *shared.soft)
    if not shared.own_phones:
        return ()
    foreign = shared.one.name.script or shared.other.name.script
    if shared.mobile or foreign or not (shared.one.firms and shared.other.firms):
        return (Reason.MOBILE if shared.mobile else Reason.PHONE, *shared.soft)
    return ()


def _never(shared: Shared, names: Agreement) -> Decision:
    return ()


_NAMED = {
    Agreement.OTHER: _never,
    Agreement.RELATIVE: _never,
    Agreement.UNKNOWN: _unknown,
    Agreement.GIVEN: _given,
    Agreement.PART: _part,
    Agreement.LIKELY: _likely,
    Agreement.FULL: _full,
}


def _firms(one: Known, other: Known) -> Decision:
    """Two cards of one firm: the same words, and a way to reach it or its house."""
    mine, theirs = set(one.name.words), set(other.name.words)
    if not (mine <= theirs or theirs <= mine) or (mine ^ theirs) & _BRANCH:
        return ()
    if one.phones and other.phones and not evidence.same_numbers(one.phones, other.phones) and mine != theirs:
        return ()
    shared = Shared(one, other, frozenset())
    if shared.two_houses:
        return ()
    ways = (*shared.any_way, *((Reason.PAGE,) if shared.pages else ()), *((Reason.ADDRESS,) if shared.house else ()))
    if not ways and not shared.two_towns and mine == theirs and shared.domain:
        ways = (Reason.DOMAIN,)
    return (Reason.NAME, *ways) if ways else ()


def _places(one: Known, other: Known) -> tuple[str, frozenset[str], bool]:
    """The house and the town they share, and whether both are known and neither is shared."""
    houses = [{house for text in card.addresses if (house := evidence.place(text)[0])} for card in (one, other)]
    towns = [evidence.towns(card.addresses) for card in (one, other)]
    mine = [frozenset().union(*(evidence.place(text)[1] for text in card.addresses)) for card in (one, other)]
    house = min(houses[0] & houses[1], default="")
    town = (towns[0] & mine[1]) | (towns[1] & mine[0])
    town = frozenset(word for word in town if word not in _NO_TOWN)
    return house, town, bool(towns[0] and towns[1]) and not town and not house


_NO_TOWN = frozenset("str ave road lane usa germany deutschland schweiz austria united kingdom england north south east west new san saint".split())
_BRANCH = frozenset("north south east west downtown uptown nord sud ost mitte central midtown airport branch filiale billing sales".split())
COMMON = frozenset(
    "smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson thomas taylor "
    "moore jackson martin lee perez thompson white harris sanchez clark ramirez lewis robinson walker young allen king wright scott "
    "torres nguyen hill flores green adams nelson baker hall rivera campbell mitchell carter roberts muller schmidt schneider fischer "
    "weber meyer wagner becker schulz hoffmann bauer koch richter klein wolf schroder neumann schwarz zimmermann krause rossi bianchi "
    "russo ferrari dubois durand bernard petit li wang zhang liu chen yang huang kim park choi patel singh khan kumar sharma ali ahmed "
    "silva santos oliveira evans davies hughes edwards murphy kelly cook morgan bell ward turner parker collins".split()
)
"""Family names that so many have that a name with one says little."""
