"""Are two cards one person's? Told by weighing what they share against whoever else they may be; with reasons, pure."""

from __future__ import annotations

from collections.abc import Iterator

from . import weights
from .agreement import Alike, agree
from .cards import Decision, Known, Reason
from .given import Level
from .houses import are_one_house
from .letters import spoken
from .nicknames import KNOWN
from .shared import Shared
from .weights import Weight
from .word_lists import COMMON, SAID_FIRST

Found = Iterator[tuple[Weight, Reason | None]]


def decide(one: Known, other: Known, *, offices: frozenset[str] = frozenset()) -> Decision:
    """Why two cards are one person's; nothing where what they share is not enough.

    `offices`: mails, phones and domains that so many cards have that they say nothing of one person or one firm.

    >>> card = Known.of(1, "Devon Marsh", [("phone", "13125550114", "")])
    >>> [reason.value for reason in decide(card, Known.of(2, "Marsh, Devon", [("phone", "13125550114", "")]))]
    ['name', 'phone']
    """
    one, other = one.met_at(other), other.met_at(one)
    kinds = {one.name.kind, other.name.kind}
    if kinds in ({"firm"}, {"family"}):
        return are_one_house(one, other)
    if kinds & {"firm", "family", "another's"}:
        return ()
    names = agree(one.name, other.name)
    if names.is_other:
        return ()
    shared = Shared(one, other, offices)
    if _are_told_apart(shared, names):
        return ()
    found = [*_of_names(shared, names), *_for(shared, names), *((weight, None) for weight in _against(shared, names))]
    strangers, kin, colleagues = (sum(column) for column in zip(*(weight for weight, _reason in found), strict=True))
    enough = weights.ENOUGH
    if strangers < enough.strangers:
        return ()
    if kin < (weights.ENOUGH_AT_HOME if shared.is_at_home else enough.kin):
        return ()
    if shared.is_at_work and colleagues < enough.colleagues:
        return ()
    return tuple(dict.fromkeys(reason for _weight, reason in found if reason))


def _are_told_apart(shared: Shared, names: Alike) -> bool:
    """Whether their mails say that they are two, where the names may be one."""
    if names.given in (Level.SLIP, Level.KINDRED):
        return shared.is_spelled_twice
    return names.is_unknown and not shared.own_mails and agree(shared.one.read, shared.other.read).is_other


def _of_names(shared: Shared, names: Alike) -> Found:
    if names.is_unknown:
        yield weights.UNKNOWN, None
        return
    words = {*shared.one.name.words, *shared.other.name.words}
    yield weights.GIVEN[names.given], _told(names)
    yield (weights.COMMON_FAMILY if _is_common(shared) else weights.RARE_FAMILY)[names.family], None
    yield weights.MIDDLE[names.middle], None
    given = shared.one.name.given
    is_rare = not words & KNOWN if names.family is Level.MISSING else len(given) > 4 and given not in KNOWN
    if names.given is Level.SAME and names.family in (Level.MISSING, Level.OTHER) and is_rare:
        yield weights.RARE_GIVEN, None
    if names.family is Level.MISSING and names.given is Level.SAME and shared.firm_tells_family:
        yield weights.TOLD_BY_FIRM, None


def _is_common(shared: Shared) -> bool:
    words = {*shared.one.name.words, *shared.other.name.words}
    lasts = {word for card in (shared.one, shared.other) for word in card.name.words[-1:]} | (words & SAID_FIRST)
    return bool(lasts & COMMON)


def _told(names: Alike) -> Reason:
    if names.given is not Level.MISSING and names.family in (Level.MISSING, Level.OTHER, Level.INITIAL):
        return Reason.FIRST_NAME
    if names.family is not Level.SAME or names.given not in (Level.SAME, Level.SHORT):
        return Reason.LIKE_NAME
    return Reason.NAME if names.given is Level.SAME else Reason.SHORT_NAME


def _for(shared: Shared, names: Alike) -> Found:
    """What speaks for one person. What is alike, and not the same, is weighed; a reason it is not called."""
    yield from _of_ways(shared, names)
    if shared.birthday in ("same", "day"):
        weight = weights.BIRTHDAY if shared.birthday == "same" else weights.DAY
        yield weight._replace(kin=-1) if _are_twins_names(shared, names) else weight, Reason.BIRTHDAY
    if shared.firm or shared.like_firm:
        yield (weights.FIRM, Reason.FIRM) if shared.firm else (weights.LIKE_FIRM, None)
    elif shared.is_one_domain:
        yield weights.DOMAIN, Reason.DOMAIN
    if shared.house:
        yield weights.ADDRESS, Reason.ADDRESS
    elif shared.town:
        yield weights.TOWN, Reason.TOWN
    if shared.title or shared.trade:
        yield (weights.TITLE, Reason.TITLE) if shared.title else (weights.TRADE, None)


def _are_twins_names(shared: Shared, names: Alike) -> bool:
    """Whether the given names are alike and sound otherwise: a birthday then says that they are of one family.

    Letters that changed their places are a slip of the pen.
    """
    mine, theirs = shared.one.name.given, shared.other.name.given
    is_slip = spoken(mine) == spoken(theirs) or sorted(mine) == sorted(theirs)
    return names.given in (Level.SLIP, Level.KINDRED) and not is_slip


def _of_ways(shared: Shared, names: Alike) -> Found:
    if shared.pages:
        yield weights.PAGE, Reason.PAGE
    if shared.own_mails:
        yield weights.MAIL, Reason.MAIL
    elif shared.has_like_mail(of_one_name=_told(names) in (Reason.NAME, Reason.SHORT_NAME)):
        yield weights.LIKE_MAIL, None
    if shared.mobile:
        yield weights.MOBILE, Reason.MOBILE
    elif shared.own_phones:
        yield weights.DESK_LINE if shared.desk_lines else weights.PHONE, Reason.PHONE
    elif shared.phones and not shared.own_mails:
        yield weights.LANDLINE, Reason.PHONE
    elif shared.mails and not shared.own_mails:
        yield weights.DESK_MAIL, Reason.MAIL


def _against(shared: Shared, names: Alike) -> Iterator[Weight]:
    # Whoever goes to another firm has another title there: that is one thing that speaks against them, not two.
    has_moved = shared.two_firms and bool(shared.own_mails or shared.mobile)
    told = (
        (shared.birthday == "other", weights.TWO_BIRTHDAYS),
        (shared.one_is_junior, weights.ONE_IS_JUNIOR),
        (shared.has_two_desks, weights.TWO_DESKS),
        (shared.has_two_pockets, weights.TWO_POCKETS),
        (shared.has_two_numbers and (shared.two_titles or _is_common(shared)), weights.TWO_NUMBERS),
        (shared.two_titles and not has_moved, weights.TWO_TITLES),
        (_are_two_roles(shared, names), weights.TWO_ROLES),
        (shared.two_towns, weights.TWO_TOWNS),
        (shared.two_firms, weights.TWO_FIRMS),
        (shared.two_pages, weights.TWO_PAGES),
        (shared.is_numbered, weights.NUMBERED),
        (shared.two_givens, weights.TWO_GIVENS),
        (names.family is Level.OTHER and shared.house != "" and not shared.mobile, weights.UNDER_ONE_ROOF),
    )
    return (weight for holds, weight in told if holds)


def _are_two_roles(shared: Shared, names: Alike) -> bool:
    """Whether they may be two of one family at one firm: the owner Chris Tanner, and Christine, who keeps the books."""
    if names.given in (Level.SAME, Level.MISSING) or shared.own_mails or shared.mobile or shared.birthday == "same":
        return False
    return shared.two_titles and shared.is_family_firm
