"""The ledger of what referrers lend: lines that are only ever added, each with its referral, its cause and its day.

What a referral lends stands with two people, the provider and the prospect. With each of them a line says that it is
lent, and at most one that stands says what came of it. A line that no longer holds is not changed: a correction
points to it. So the sums are those of the lines at any time, and what was believed before stays to be read.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Never, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Identified, User
from cookout.referrals import rules
from cookout.referrals.models.kinds import Cause, Kept, Role
from cookout.referrals.models.party import Party
from cookout.referrals.models.referral import Referral

SAID_BY_PROSPECT = (Cause.WELL, Cause.NOT_YET)
"""What a referrer reads only as long as the referral is not confidential."""

OUTCOMES = (Kept.REPAID, Kept.COST)


class StaysAsWritten(TypeError):
    """Somebody tried to change what is only ever added to."""

    def __init__(self) -> None:
        super().__init__("What stands in the ledger stays as it was written. Add a correction.")


class LedgerEntryQuerySet(models.QuerySet["LedgerEntry"]):
    """Sets of lines."""

    def visible_to(self, user: User) -> Self:
        """Those of referrals that I gave or was given; what a prospect said as far as the referrer may hear it."""
        given = Referral.objects.visible_to(user)
        mine = Referral.objects.given_to(user)
        said = Q(cause__in=SAID_BY_PROSPECT) | Q(corrects__cause__in=SAID_BY_PROSPECT)
        unheard = said & Q(referral__is_confidential=True) & ~Q(referral__in=mine)
        return self.filter(referral__in=given).exclude(pk__in=LedgerEntry.objects.filter(unheard).values("pk"))

    def about(self, user: User) -> Self:
        """Those of my own standing."""
        return self.visible_to(user).filter(party__user=user)

    def standing(self) -> Self:
        """Those that hold: no corrections, nothing that was corrected."""
        return self.exclude(kind=Kept.CORRECTION).filter(correction=None)

    def told_by_others(self) -> Self:
        """What came of referrals as others than their referrers say: nobody repays herself."""
        return self.standing().filter(kind__in=OUTCOMES).exclude(said_by=F("party"))

    def latest_first(self) -> Self:
        """In the order in which a diary is read."""
        return self.order_by("-on", "-pk")

    def update(self, **values: Any) -> Never:
        """Refuse."""
        raise StaysAsWritten

    def delete(self) -> Never:
        """Refuse."""
        raise StaysAsWritten


class LedgerEntry(Identified):
    """One line. Never changed and never deleted; an erasure takes the names away and leaves the rest."""

    referral = models.ForeignKey(Referral, null=True, on_delete=models.SET_NULL, related_name="ledger")
    about = models.UUIDField(editable=False, help_text=_("The id of the referral; it holds together what was erased."))
    party = models.ForeignKey(
        Party, null=True, on_delete=models.SET_NULL, related_name="ledger", help_text=_("Whose standing it is.")
    )
    toward = models.CharField(_("with whom"), max_length=8, choices=Role)
    kind = models.CharField(max_length=10, choices=Kept)
    cause = models.CharField(max_length=10, choices=Cause)
    turn = models.PositiveSmallIntegerField(default=0, help_text=_("So often the same cause was taken back before."))
    on = models.DateField(_("on"))
    said_by = models.ForeignKey(Party, null=True, on_delete=models.SET_NULL, related_name="+")
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="correction")

    objects = LedgerEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of the ledger")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["about", "toward", "kind", "cause", "turn"], name="ledger_cause_once",
                condition=~Q(kind="correction"),
            ),
            models.CheckConstraint(
                name="ledger_correction_of_one",
                condition=Q(kind="correction", corrects__isnull=False) | (~Q(kind="correction") & Q(corrects=None)),
            ),
            models.CheckConstraint(name="ledger_toward_two", condition=Q(toward__in=["provider", "prospect"])),
        ]  # fmt: skip
        indexes = [models.Index(fields=["party", "-on"], name="ledger_by_party")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_cause_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add it; what stands is not saved again."""
        if not self._state.adding:
            raise StaysAsWritten
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        """Refuse."""
        raise StaysAsWritten

    @property
    def stands(self) -> bool:
        """Whether it holds: no correction, and none points to it."""
        return self.kind != Kept.CORRECTION and not hasattr(self, "correction")

    @property
    def is_corrected(self) -> bool:
        """Whether a later line takes it back."""
        return self.kind != Kept.CORRECTION and not self.stands

    @property
    def label(self) -> str:
        """What it is; of a correction whether what was lent is given back, or what was believed taken back."""
        is_back = self.corrects is not None and self.corrects.kind == Kept.STAKE
        return str(_("given back") if is_back else self.get_kind_display())

    @property
    def why(self) -> str:
        """The cause in words; of a correction also what it takes back."""
        if self.corrects is None or self.corrects.kind == Kept.STAKE:
            return str(self.get_cause_display())
        said = {"what": self.corrects.get_cause_display(), "why": self.get_cause_display()}
        return str(_("“%(what)s” no longer counts: %(why)s") % said)

    @property
    def with_whom(self) -> Party | None:
        """The provider or the prospect, as the referral calls them."""
        return self.referral.party(self.toward) if self.referral is not None else None


@dataclass(frozen=True, slots=True)
class Sums:
    """What was lent and stands: it came back, it cost, or it is out still. The first is the sum of the others."""

    lent: int
    repaid: int
    cost: int
    at_stake: int


def sums_of(entries: Iterable[LedgerEntry]) -> Sums:
    """Add lines up, of one referral or of many."""
    standing = [entry for entry in entries if entry.stands]
    lent = sum(entry.kind == Kept.STAKE for entry in standing)
    repaid = sum(entry.kind == Kept.REPAID for entry in standing)
    cost = sum(entry.kind == Kept.COST for entry in standing)
    return Sums(lent, repaid, cost, lent - repaid - cost)


def at_stake(entries: Iterable[LedgerEntry]) -> list[LedgerEntry]:
    """The lines that say what is out still, with whom."""
    standing = [entry for entry in entries if entry.stands]
    answered = {(entry.about, entry.toward) for entry in standing if entry.kind in OUTCOMES}
    return [entry for entry in standing if entry.kind == Kept.STAKE and (entry.about, entry.toward) not in answered]


def kind_of(cause: str) -> str:
    """What a cause makes of the standing."""
    if cause == Cause.GIVEN:
        return Kept.STAKE
    return Kept.REPAID if cause in rules.REPAYS else Kept.COST


def line(one: Referral, toward: str, cause: str, *, on: dt.date, said_by: Party | None, turn: int = 0) -> LedgerEntry:
    """A line of one referral, not yet written."""
    return LedgerEntry(
        referral=one, about=one.uid, party=one.referrer, toward=toward, kind=kind_of(cause), cause=cause, turn=turn,
        on=on, said_by=said_by,
    )  # fmt: skip
