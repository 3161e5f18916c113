"""Bring the ledger to where referrals stand: add the lines that are missing, correct those that hold no more.

Nothing is counted up on the way. What should stand follows from the referral as it is, so that the same again adds
nothing, an undo is answered by a correction, and referrals from before the ledger get theirs with their own days.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone

from cookout.core.models import User
from cookout.referrals import rules
from cookout.referrals.models.experience import Experience
from cookout.referrals.models.kinds import Cause, Kept, Role, State
from cookout.referrals.models.ledger import LedgerEntry, line
from cookout.referrals.models.party import Party, Step
from cookout.referrals.models.record import MET, has_come_to
from cookout.referrals.models.referral import Referral

TOWARD = (Role.PROVIDER, Role.PROSPECT)
AT_ONCE = 200
SPOKEN = (State.REACHED, *MET)

_ENDS = {State.DECLINED: Cause.DECLINED, State.WITHDRAWN: Cause.WITHDRAWN}
_SEEN_IN = {Cause.MET: MET, Cause.WON: (State.WON,), Cause.NOT_A_FIT: (State.NOT_A_FIT,), Cause.UNREACHED: ("lost",)}
"""In which states the cause came about."""


@dataclass(frozen=True, slots=True)
class Holds:
    """A line that should stand."""

    toward: str
    cause: str
    on: dt.date
    said_by: Party | None


@transaction.atomic
def settle(one: Referral, by: User | None = None) -> None:
    """Bring the ledger of one referral to where it stands; the same again adds nothing."""
    _settle([one.pk], by)


def settle_old(most: int | None = None) -> int:
    """Write the ledger of referrals that have none yet, each with its own days; say of how many."""
    given = Referral.objects.filter(ledger=None, deleted_at=None).exclude(state=State.NAME)
    waiting = [*given.order_by("pk").values_list("pk", flat=True)[:most]]
    for at in range(0, len(waiting), AT_ONCE):
        with transaction.atomic():
            _settle(waiting[at : at + AT_ONCE])
    return len(waiting)


def _settle(keys: Sequence[int], by: User | None = None) -> None:
    list(Referral.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    steps = Step.objects.filter(deleted_at=None).order_by("pk")
    ones: list[Referral] = list(
        Referral.objects.filter(pk__in=keys)
        .order_by("pk")
        .prefetch_related(
            "parties__user", Prefetch("steps", steps), Prefetch("ledger", LedgerEntry.objects.order_by("pk")),
            Prefetch("experiences", Experience.objects.told().order_by("pk")),
        )
    )  # fmt: skip
    news = {one.pk: list(one.ledger.all()) for one in ones}
    lent = [entry for one in ones if not news[one.pk] for entry in _begun(one)]
    LedgerEntry.objects.bulk_create(lent)
    for entry in lent:
        news[entry.referral_id].append(entry)  # type: ignore[index]  # it was written with one
    LedgerEntry.objects.bulk_create([entry for one in ones for entry in _missing(one, news[one.pk], by)])


def _begun(one: Referral) -> Iterator[LedgerEntry]:
    """What was lent when it was given, also where it has ended since."""
    if _is_given(one):
        for toward in _toward(one):
            yield line(one, toward, Cause.GIVEN, on=one.given_on, said_by=one.referrer)


def _missing(one: Referral, known: Sequence[LedgerEntry], by: User | None) -> Iterator[LedgerEntry]:
    """The corrections, then what stands instead."""
    holds = {(each.toward, each.cause): each for each in _holding(one)}
    corrected = {entry.corrects_id for entry in known}
    lines = [entry for entry in known if entry.kind != Kept.CORRECTION]
    standing = {(entry.toward, entry.cause): entry for entry in lines if entry.pk not in corrected}
    for key, entry in standing.items():
        if key not in holds:
            yield _correction(one, entry, by)
    for key, each in holds.items():
        if key not in standing:
            turn = sum((entry.toward, entry.cause) == key for entry in lines)
            yield line(one, each.toward, each.cause, on=each.on, said_by=each.said_by, turn=turn)


def _holding(one: Referral) -> Iterator[Holds]:
    """What should stand by now."""
    if not _is_given(one) or one.referrer.says_no_at is not None:
        return
    for toward in _toward(one):
        cause = _cause(one, toward)
        if cause == Cause.ENDED:
            continue
        yield Holds(toward, Cause.GIVEN, one.given_on, one.referrer)
        if cause:
            yield _outcome(one, toward, cause)


def _cause(one: Referral, toward: str) -> str:
    steps = one.steps.all()
    if toward == Role.PROVIDER:
        met, tried, reached = (has_come_to(steps, states) for states in (MET, (State.TRIED,), SPOKEN))
        return rules.with_provider(one.state, met=met, tried=tried, reached=reached)
    said = _said(one)
    alone = _asked_for_peace(one) is not None
    return rules.with_prospect(one.state, went_well=said.went_well if said else None, left_alone=alone)


def _outcome(one: Referral, toward: str, cause: str) -> Holds:
    said, peace = _said(one), _asked_for_peace(one)
    if cause in (Cause.WELL, Cause.NOT_YET) and said is not None:
        return Holds(toward, cause, timezone.localdate(said.created_at, _zone(one)), one.prospect)
    if cause == Cause.LEFT_ALONE and peace is not None:
        return Holds(toward, cause, peace.on, one.prospect)
    steps = [step for step in one.steps.all() if step.kind != Step.Kind.CHANGED]
    step = next((step for step in steps if step.state in _SEEN_IN[Cause(cause)]), steps[-1])
    return Holds(toward, cause, step.on, _who_did(one, step))


def _correction(one: Referral, entry: LedgerEntry, by: User | None) -> LedgerEntry:
    """What takes a line back: why, on which day, by whom."""
    why, last = _why(one, entry), _last(one)
    ends = last is not None and why in (Cause.DECLINED, Cause.WITHDRAWN, Cause.ENDED)
    mine = next((party for party in one.parties.all() if by is not None and party.user_id == by.pk), None)
    return LedgerEntry(
        referral=one, about=one.uid, party=entry.party, toward=entry.toward, kind=Kept.CORRECTION, cause=why,
        corrects=entry, on=last.on if ends and last is not None else timezone.localdate(timezone=_zone(one)),
        said_by=_who_did(one, last) if ends and last is not None else mine,
    )  # fmt: skip


def _why(one: Referral, entry: LedgerEntry) -> str:
    if not _is_given(one):
        return Cause.PUT_RIGHT
    if one.referrer.says_no_at is not None:
        return Cause.DISOWNED
    if entry.kind != Kept.STAKE or one.state not in rules.DECIDED:
        return Cause.PUT_RIGHT
    return _ENDS.get(State(one.state), Cause.ENDED)


def _is_given(one: Referral) -> bool:
    """Whether it was ever given, and is there: a mere name lends nothing."""
    agreed = bool(one.may_contact) or one.steps_many > 1
    return one.deleted_at is None and agreed and one.state != State.NAME and bool(one.parties.all())


def _toward(one: Referral) -> Iterable[Role]:
    """With whom something is lent: who buys without anybody between lends nothing with herself."""
    return TOWARD if one.kind == "outside" else TOWARD[:1]


def _said(one: Referral) -> Experience | None:
    """The latest that the prospect said and the referrer may hear."""
    said: Experience | None = next(reversed(list(one.experiences.all())), None)
    return said


def _asked_for_peace(one: Referral) -> Step | None:
    prospect = one.prospect.pk
    return next((step for step in one.steps.all() if step.party_id == prospect), None)


def _zone(one: Referral) -> dt.tzinfo | None:
    """In whose days its lines are told: the referrer's, else the provider's."""
    return next((party.user.tzinfo for party in one.parties.all() if party.user is not None), None)


def _last(one: Referral) -> Step | None:
    return next((step for step in reversed(list(one.steps.all())) if step.kind != Step.Kind.CHANGED), None)


def _who_did(one: Referral, step: Step) -> Party | None:
    """Of the parties that are read already: a step has no other."""
    return next((party for party in one.parties.all() if party.pk == step.party_id), None)
