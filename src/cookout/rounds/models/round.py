"""A round: a period's plan of 1-2-1s, for a group or across the chapters of a region."""

import datetime as dt
import secrets
import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Act, Deletable, Identified, User, WorkRow, WorkState, record
from cookout.core.refusal import Refusal
from cookout.groups.models import Group, Region
from cookout.rounds import rules
from cookout.rounds.models.asked import Asked, members_of
from cookout.rounds.models.planning import Planned
from cookout.rounds.models.refusing import refuse_hopeless, refuse_overlap, refuse_stale, refuse_terms
from cookout.rounds.signals import round_announced, round_called_off

MOST_WEEKS = 13
"""A quarter: no plan looks further ahead."""

AT_ONCE = 60
"""So many members are planned while somebody waits; more, and regions, by the worker."""

QUICK, SLOW = 3.0, 20.0
"""Seconds the search may take where somebody waits, and where the worker does."""

REPAIRED = {"value", "upper_bound", "planned_at"}
"""What a repair writes; it goes back with the member's own word that it followed."""


class RoundQuerySet(models.QuerySet["Round"]):
    """Sets of rounds."""

    def visible_to(self, user: User) -> Self:
        """Those that were announced in one's groups and regions, and drafts where one leads."""
        drafts = self.led_by(user)
        groups = Group.objects.visible_to(user)
        announced = Q(announced_at__isnull=False) & (
            Q(group__in=groups.values("pk")) | Q(region__in=Region.objects.visible_to(user).values("pk"))
        )
        return self.filter(announced | Q(pk__in=drafts.values("pk")), deleted_at=None)

    def led_by(self, user: User) -> Self:
        """Those that one may make and change: of groups one leads and of regions one directs."""
        regions = Region.objects.all() if user.is_host else Region.objects.directed_by(user)
        ours = Q(group__in=Group.objects.led_by(user).values("pk")) | Q(region__in=regions.values("pk"))
        return self.filter(ours, deleted_at=None)

    def announced(self) -> Self:
        """Those the members know of."""
        return self.filter(announced_at__isnull=False, called_off_at=None, deleted_at=None)

    def of(self, scope: "Group | Region") -> Self:
        """Those of one group or region."""
        return self.filter(group=scope) if isinstance(scope, Group) else self.filter(region=scope)

    def planned(self) -> Self:
        """Those whose plan is made."""
        return self.filter(work_state=WorkState.DONE)


class Round(Identified, Deletable, WorkRow):
    """Some weeks of pairings. It is planned (by the worker where it is large), then announced; then members answer."""

    TRIES: ClassVar = 3

    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.CASCADE, related_name="rounds")
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.CASCADE, related_name="rounds")
    starts_on = models.DateField(_("first week"), help_text="Its Monday.")
    weeks = models.PositiveSmallIntegerField(_("weeks"), default=4)
    most = models.PositiveSmallIntegerField(_("1-2-1s per member"), default=4)
    hat = models.PositiveSmallIntegerField(_("of these drawn by lot"), default=1)
    months_apart = models.PositiveSmallIntegerField(_("months before two meet again"), default=3)
    is_apart = models.BooleanField(_("different classifications"), default=False)
    across = models.BooleanField(_("pairs of different chapters"), default=False)
    seed = models.BigIntegerField(_("seed"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    planned_at = models.DateTimeField(_("planned"), null=True, blank=True, editable=False)
    value = models.BigIntegerField(_("sum of gains"), null=True, blank=True, editable=False)
    upper_bound = models.BigIntegerField(_("what no plan exceeds"), null=True, blank=True, editable=False)
    engine = models.CharField(max_length=60, blank=True, editable=False)
    obstacles = models.JSONField(default=list, blank=True, editable=False, help_text="Codes, members, week. No wish.")
    learned = models.JSONField(default=dict, blank=True, editable=False, help_text="1-2-1s, referrals, percent.")
    announced_at = models.DateTimeField(_("announced"), null=True, blank=True, editable=False)
    announced_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    called_off_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["uid"], name="round_uid_unique"),
            models.CheckConstraint(
                name="round_of_group_or_region",
                condition=Q(group__isnull=False, region=None) | Q(group=None, region__isnull=False),
            ),
            models.CheckConstraint(name="round_weeks", condition=Q(weeks__gte=1, weeks__lte=MOST_WEEKS)),
            models.CheckConstraint(name="round_across_in_regions", condition=Q(across=False) | Q(region__isnull=False)),
        ]
        indexes = [
            models.Index(fields=["group", "-starts_on"], name="round_by_group"),
            models.Index(fields=["region", "-starts_on"], name="round_by_region"),
            models.Index(fields=["work_state", "not_before"], name="round_due"),
        ]

    def __str__(self) -> str:
        # The month in which its middle lies: from November 30 on, four weeks are December's.
        return date_format(self.starts_on + dt.timedelta(days=7 * self.weeks // 2), "F Y")

    def get_absolute_url(self) -> str:
        """The page of this round."""
        return reverse("rounds:round_detail", args=[self.uid])

    @property
    def scope(self) -> "Group | Region":
        """The group or the region."""
        found = self.group or self.region
        assert found is not None  # held by `round_of_group_or_region`
        return found

    @property
    def ends_on(self) -> dt.date:
        """The last day of its last week."""
        return self.starts_on + dt.timedelta(days=7 * self.weeks - 1)

    @property
    def is_optimal(self) -> bool:
        """Proved: no other plan gains more."""
        return self.value is not None and self.value == self.upper_bound

    def monday_of(self, week: int) -> dt.date:
        """The Monday of its week 1, 2, …"""
        return self.starts_on + dt.timedelta(days=7 * (week - 1))

    @property
    def is_draft(self) -> bool:
        """Seen by who leads alone."""
        return self.announced_at is None

    @property
    def is_planned(self) -> bool:
        """Its plan is made."""
        return self.work_state == WorkState.DONE

    def is_led_by(self, user: User) -> bool:
        """Whether the user may make and change rounds of this group or region (one of `RoundQuerySet.led_by`)."""
        if self.group is not None:
            return self.group.is_led_by(user)
        return user.is_host or Region.objects.directed_by(user).filter(pk=self.scope.pk).exists()

    def lets_undo(self, before: dict[str, Any] | None, *, by: User) -> bool:
        """By who leads; not once members know or have answered, and not where another round has taken its time."""
        if before and set(before) <= REPAIRED:
            return Round.objects.visible_to(by).filter(pk=self.pk).exists()
        if not self.is_led_by(by) or (before is None and not self.is_draft):
            return False
        if before and "announced_at" in before and self.pairings.filter(replies__isnull=False).exists():
            return False
        comes_back = bool(before) and bool({"deleted_at", "called_off_at"} & set(before or ()))
        return not (comes_back and self.overlapping().exists())

    # What is done with it

    @classmethod
    def draft(cls, *, scope: "Group | Region", starts_on: dt.date, seed: int | None = None, **terms: Any) -> "Round":
        """A round that is not saved: to look at what stands in its way, or to make it."""
        terms["most"] = min(terms.get("most", 4), terms.get("weeks", 4))
        whose = {"group": scope} if isinstance(scope, Group) else {"region": scope}
        drawn = secrets.randbits(62) if seed is None else seed
        return cls(**whose, starts_on=rules.monday_of(starts_on), seed=drawn, **terms)

    @classmethod
    def make(
        cls, *, by: User, scope: "Group | Region", starts_on: dt.date, weeks: int = 4, most: int = 4, hat: int = 1,
        months_apart: int = 3, is_apart: bool = False, across: bool = False, seed: int | None = None,
        uid: uuid.UUID | None = None,
    ) -> "Round":  # fmt: skip
        """Plan a round, as a draft. The same `uid` is the same round; a large one is planned by the worker."""
        round = cls.draft(scope=scope, starts_on=starts_on, seed=seed, weeks=weeks, most=most, hat=hat,
                          months_apart=months_apart, is_apart=is_apart, across=across, made_by=by)  # fmt: skip
        if known := round.known_as(uid):
            return known
        refuse_terms(round, by)
        return round.plan_and_keep(by=by, verb="round.make", uid=uid)

    def plan_again(self, *, by: User, seed: int | None = None) -> "Round":
        """Another plan of the same draft, from another seed; the draft before goes, and undo brings it back."""
        if not self.is_draft:
            raise Refusal(_("The members know this plan by now. Call the round off, or repair single pairs."))
        if self.deleted_at is not None:
            raise Refusal(_("This draft was replaced or removed. Look at the list of rounds."))
        terms = {name: getattr(self, name) for name in TERMS}
        again = Round.draft(scope=self.scope, seed=seed, made_by=by, **terms)
        refuse_terms(again, by)
        return again.plan_and_keep(by=by, verb="round.plan_again", instead=self)

    def plan_and_keep(
        self, *, by: User, verb: str, uid: uuid.UUID | None = None, instead: "Round | None" = None
    ) -> "Round":
        """Plan first, then write: nobody waits for a lock while the plan is sought."""
        planned = self._planned() if self._is_small() else None
        with transaction.atomic():
            self._lock()
            if known := self.known_as(uid):
                return known
            self.uid = uid or self.uid
            act = record(by=by, verb=verb, about=f"{self.scope}: {self}")
            if instead is not None:
                instead.refresh_from_db()
                instead.remove_within(act)
            refuse_overlap(self)
            for name, value in (planned.facts if planned else {}).items():
                setattr(self, name, value)
            self.work_state = WorkState.DONE if planned else WorkState.WAITING
            act.create(self)
            if planned:
                planned.write(self)
        return self

    @transaction.atomic
    def announce(self, *, by: User) -> Act:
        """Let the members know; from now on they see it. Twice is once."""
        self._lock()
        self.refresh_from_db()
        act = record(by=by, verb="round.announce", about=f"{self.scope}: {self}")
        if self.announced_at is not None:
            return act
        if self.deleted_at is not None or not self.is_planned:
            raise Refusal(_("There is no plan to announce yet. Wait until it is made, or plan the round again."))
        refuse_stale(self)
        act.update(self, announced_at=timezone.now(), announced_by=by)
        round_announced.send(sender=type(self), round=self, by=by, act=act)
        return act

    @transaction.atomic
    def call_off(self, *, by: User) -> Act:
        """Take an announced round back: its pairs do not hold any more. Twice is once."""
        self._lock()
        self.refresh_from_db()
        act = record(by=by, verb="round.call_off", about=f"{self.scope}: {self}")
        if self.is_draft:
            raise Refusal(_("Nobody was told of this draft. Remove it instead."))
        if self.called_off_at is None:
            act.update(self, called_off_at=timezone.now())
            round_called_off.send(sender=type(self), round=self, by=by, act=act)
        return act

    @transaction.atomic
    def remove(self, *, by: User) -> Act:
        """Let go of a draft. Twice is once."""
        self._lock()
        self.refresh_from_db()
        act = record(by=by, verb="round.remove", about=f"{self.scope}: {self}")
        self.remove_within(act)
        return act

    def remove_within(self, act: Act) -> None:
        """The same as part of another act."""
        if not self.is_draft:
            raise Refusal(_("The members know this round. Call it off instead, then they know that too."))
        if self.deleted_at is None:
            act.remove(self)

    def carry_out(self) -> None:
        """What the worker does: plan a large round; what an earlier try has left is planned anew."""
        if self.deleted_at is not None:
            return
        self.keep_lease()
        planned = self._planned(SLOW)
        with transaction.atomic():
            self._lock()
            self.pairings.all().delete()
            self.draws.all().delete()
            if self._note(**planned.facts):
                planned.write(self)

    def told(self) -> RoundQuerySet:
        """All rounds, of whatever group, that members know of."""
        return Round.objects.announced()

    def overlapping(self) -> RoundQuerySet:
        """Other rounds of the same scope in some of its weeks, drafts among them."""
        longest = dt.timedelta(days=7 * MOST_WEEKS)
        near = Round.objects.of(self.scope).filter(called_off_at=None, deleted_at=None).exclude(pk=self.pk)
        near = near.filter(starts_on__lte=self.ends_on, starts_on__gt=self.starts_on - longest)
        mine = (self.starts_on, self.ends_on)
        found = [one.pk for one in near if rules.overlap((one.starts_on, one.ends_on), mine)]
        return Round.objects.filter(pk__in=found)

    def known_as(self, uid: uuid.UUID | None) -> "Round | None":
        """The round of this id, where it is one of the same group or region."""
        known = Round.objects.filter(uid=uid).first() if uid else None
        if known is not None and (known.scope != self.scope or known.deleted_at is not None):
            raise Refusal(_("This id stands for another round. Use a new one."))
        return known

    def _planned(self, seconds: float = QUICK) -> Planned:
        asked = Asked.of(self)
        refuse_hopeless(self, asked)
        if self.work_state == WorkState.RUNNING:  # a whole region takes a minute for either half
            self.keep_lease()
        return Planned.of(self, asked, seconds=seconds)

    def _is_small(self) -> bool:
        return self.group is not None and len(members_of(self.group, self.starts_on, self.ends_on)) <= AT_ONCE

    def _lock(self) -> None:
        """Keep two who plan at once from planning the same weeks; held to the end of the verb."""
        type(self.scope).objects.select_for_update().get(pk=self.scope.pk)
        if isinstance(self.scope, Region):  # its chapters have rounds of their own, of the same members
            list(Group.objects.within(self.scope).order_by("pk").select_for_update().values_list("pk"))


TERMS = ("starts_on", "weeks", "most", "hat", "months_apart", "is_apart", "across")
"""What is said of a round before it is planned."""
