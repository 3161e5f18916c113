"""Are two cards one person's? Decided from how far the names agree and what else they share; with the reasons, pure."""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from . import evidence
from .cards import Decision, Known, Reason, Shared
from .names import Agreement, Named, agree
from .nicknames import KNOWN
from .word_lists import BRANCH, COMMON


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


def _name(names: Agreement) -> Decision:
    if names == Agreement.FULL:
        return (Reason.NAME,)
    if names == Agreement.LIKELY:
        return (Reason.LIKE_NAME,)
    return (Reason.FIRST_NAME,) if names in (Agreement.GIVEN, Agreement.PART) else ()


def _full(shared: Shared, names: Agreement) -> Decision:
    """The same given and family name: one more thing in common is enough, unless they are plainly namesakes."""
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
    mails = {mail.partition("@")[0] for mail in shared.one.mails} & {
        mail.partition("@")[0] for mail in shared.other.mails
    }
    if any(sum(map(str.isalpha, mail)) > 6 and not evidence.is_desk(mail + "@") for mail in mails):
        return (*name, Reason.MAIL)
    if shared.town and (shared.trade or not shared.two_titles) and not _has_two_pockets(shared):
        return (*name, Reason.TOWN)
    return (*name, Reason.TITLE) if (shared.title or shared.trade) and not _has_two_pockets(shared) else ()


def _has_like_mail(shared: Shared) -> bool:
    """Whether one of their mails is the other's but for a slip of the pen."""
    pairs = [(mine, theirs) for mine in shared.one.mails for theirs in shared.other.mails]
    return any(
        len(mine) > 12
        and OSA.distance(mine, theirs, score_cutoff=1) == 1
        and re.sub("[0-9]", "", mine) != re.sub("[0-9]", "", theirs)
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
    settled = {Reason.FIRM, Reason.DOMAIN, Reason.ADDRESS} & set(soft)
    if not settled and {shared.one.name.born, shared.other.name.born} - {""} and (shared.town or shared.trade):
        return (*name, Reason.TOWN if shared.town else Reason.TITLE)
    return (*name, *shared.any_way, *soft) if settled or shared.any_way else ()


def _is_family_firm(shared: Shared) -> bool:
    """Whether a firm of theirs carries their family name: more of the family may work there."""
    family = {*shared.one.name.words[-1:], *shared.other.name.words[-1:]}
    return any(word in firm.split() for word in family for firm in (*shared.one.firms, *shared.other.firms))


def _has_two_pockets(shared: Shared) -> bool:
    """Whether each has a mobile of their own."""
    mine, theirs = (
        {number for number in card.phones if evidence.is_mobile(number)} for card in (shared.one, shared.other)
    )
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
    if not (mine <= theirs or theirs <= mine) or (mine ^ theirs) & BRANCH:
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
