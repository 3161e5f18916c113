"""A chapter report coming in: read, looked through, brought in as reported months, taken back as a whole."""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cookout.core.models import Act, Identified, User, record
from cookout.core.money import DIGITS
from cookout.core.refusal import Refusal
from cookout.groups.models import Group, Membership
from cookout.insight.formats.report_lines import NAME_ONLY, Waiting
from cookout.insight.models import report_asking as asking
from cookout.insight.models import report_reading as reading
from cookout.insight.models.reported import ReportedMonth, ReportedSum
from cookout.insight.rules import month_of
from cookout.people.models.card_rows import clean

EARLIEST = 12 * 1990
"""January 1990, before the first file of such a form."""

STALE = dt.timedelta(days=30)
"""So long a file waits to be looked at; then it is forgotten."""

MOST_WAITING = 50


class ReportInQuerySet(models.QuerySet["ReportIn"]):
    """Sets of reports."""

    def visible_to(self, user: User) -> "ReportInQuerySet":
        """Those of the groups that one leads."""
        return self.filter(group__in=Group.objects.led_by(user).values("pk"))

    def stale(self) -> "ReportInQuerySet":
        """Those that were looked at long ago and not brought in."""
        return self.filter(state=ReportIn.State.PREVIEW, created_at__lt=timezone.now() - STALE)

    def here_already(self, group: Group, digest: str) -> "ReportIn | None":
        """The same file, waiting or brought in."""
        same = self.filter(group=group, digest=digest).exclude(state=ReportIn.State.UNDONE)
        return same.order_by("-state", "-pk").first()


def _only_leaders(group: Group, by: User) -> None:
    if not group.is_led_by(by):
        raise Refusal(_("Who leads %s brings its reports in.") % group)


class ReportIn(Identified):
    """One file: looked at, brought in, or taken back. What it says waits in `lines` until it is brought in."""

    class State(models.TextChoices):
        """How far it is."""

        PREVIEW = "preview", gettext_lazy("looked at")
        APPLIED = "applied", gettext_lazy("brought in")
        UNDONE = "undone", gettext_lazy("taken back")

    class Kind(models.TextChoices):
        """What the file is."""

        ATTENDANCE = "attendance", gettext_lazy("attendance report")
        SLIPS = "slips", gettext_lazy("slips report")
        WIDE = "wide", gettext_lazy("attendance sheet")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="reports_in")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    file_name = models.CharField(gettext_lazy("file"), max_length=200)
    digest = models.CharField(max_length=64, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    chapter = models.CharField(gettext_lazy("chapter, as the file says"), max_length=200, blank=True)
    starts_on = models.DateField(gettext_lazy("from"), null=True, blank=True)
    ends_on = models.DateField(gettext_lazy("until"), null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.PREVIEW)
    lines = models.JSONField(default=list, editable=False)
    complaints = models.JSONField(default=list, editable=False)
    applied_at = models.DateTimeField(null=True, blank=True, editable=False)
    undone_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ReportInQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("report brought in")
        verbose_name_plural = gettext_lazy("reports brought in")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="report_in_dates", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))),
        ]
        indexes = [models.Index(fields=["group", "digest"], name="report_in_by_digest")]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        """The page of this report."""
        return reverse("reports:report_in_detail", args=[self.uid])

    def lets_undo(self, before: object, *, by: User) -> bool:
        """Who no longer leads changes nothing here, not even back."""
        return self.group.is_led_by(by)

    # Verbs

    @classmethod
    def receive(
        cls, upload: "File[bytes] | None", *, group: Group, by: User, too_big: Iterable[str] = ()
    ) -> "ReportIn":
        """Read a file and put it aside to be looked at. The same file again is the same report."""
        _only_leaders(group, by)
        if list(too_big) or (upload is not None and upload.size > reading.MOST_BYTES):
            raise Refusal(_("The file is too big to be the report of a chapter. Choose another one."))
        if upload is None:
            raise Refusal(_("Choose the report: .xls, .xlsx or .csv."))
        data, name = upload.read(), clean(Path(upload.name or "").name)[-200:] or _("report")
        digest = hashlib.sha256(data).hexdigest()
        known = cls.objects.here_already(group, digest)
        if known is not None:
            return known
        if group.reports_in.filter(state=cls.State.PREVIEW).count() >= MOST_WAITING:
            raise Refusal(_("%s reports wait to be looked at already. Bring them in or forget them.") % MOST_WAITING)
        report = reading.read(data, name)
        starts_on, ends_on = reading.dates_of(report)
        waiting = reading.waiting_of(report, group).matched(reading.roster_of(group, starts_on, ends_on))
        return cls.objects.create(
            group=group, by=by, file_name=name, digest=digest, kind=report.kind, chapter=clean(report.chapter)[:200],
            starts_on=starts_on, ends_on=ends_on, lines=waiting.as_data(), complaints=reading.complaints_of(report),
        )  # fmt: skip

    @transaction.atomic
    def choose(
        self, *, by: User, picks: Mapping[int, str] | None = None, month: int | None = None, currency: str = "",
        names: bool = False,
    ) -> None:  # fmt: skip
        """Say who is meant by which line, of which month an undated report is, and in which currency its sum is."""
        self._wait(by)
        waiting = self.waiting
        if month is not None and month != waiting.month:
            waiting = self._dated(waiting, month)
        picks = picks or {}
        allowed = {"", NAME_ONLY, *self.seats}
        if not set(picks.values()) <= allowed:
            raise Refusal(_("One of those picked has no seat in %s.") % self.group)
        if currency.strip() and currency.strip().upper() not in DIGITS:
            raise Refusal(_("“%s” is no currency that is known here. Write its three letters.") % currency.strip()[:20])
        waiting = waiting.picked(picks, names=names).in_currency(currency.strip().upper())
        self.lines = waiting.as_data()
        self.save(update_fields=["lines", "starts_on", "ends_on"])

    @transaction.atomic
    def apply(self, *, by: User, agreed: Collection[str] = ()) -> Act | None:
        """Bring it in. Applying twice is applying once."""
        _only_leaders(self.group, by)
        self.group.lock()
        self.refresh_from_db()
        if self.state == self.State.APPLIED:
            return None
        self._wait(by)
        waiting = self.waiting
        self._refuse(waiting, agreed)
        act = record(by=by, verb="report_in.apply", about=self.file_name)
        self._bring(waiting, act)
        act.update(self, state=self.State.APPLIED, applied_at=timezone.now(), lines=[], complaints=[])
        return act

    @transaction.atomic
    def undo(self, *, by: User) -> Act | None:
        """Take it back; what it had taken the place of counts again. Undoing twice is undoing once."""
        _only_leaders(self.group, by)
        self.group.lock()
        self.refresh_from_db()
        if self.state == self.State.UNDONE:
            return None
        if self.state != self.State.APPLIED:
            raise Refusal(_("This report is not brought in, so there is nothing to take back."))
        act = record(by=by, verb="report_in.undo", about=self.file_name)
        for row in (*self.months.all(), *self.sums.all()):
            act.remove(row)
        act.update(self, state=self.State.UNDONE, undone_at=timezone.now())
        return act

    @transaction.atomic
    def discard(self, *, by: User) -> None:
        """Forget a file that was not brought in."""
        self._wait(by)
        self.delete()

    # What the pages show

    @property
    def waiting(self) -> Waiting:
        """What waits to be brought in."""
        return Waiting.of(self.lines)

    @property
    def when(self) -> str:
        """Of which month or months it is, as far as that is known."""
        if self.starts_on is None or self.ends_on is None:
            return ""
        first, last = month_of(self.starts_on), month_of(self.ends_on)
        if first == last:
            return asking.written(first)
        return _("%(from)s to %(to)s") % {"from": asking.written(first), "to": asking.written(last)}

    @property
    def seats(self) -> dict[str, str]:
        """Who may be meant: the names of the seats by their ids."""
        return {seat.uid: seat.name for seat in reading.roster_of(self.group, self.starts_on, self.ends_on).seats}

    def questions(self) -> list[asking.Question]:
        """What has to be agreed to before it comes in."""
        waiting = self.waiting
        taken = ReportedMonth.objects.counted().filter(
            group=self.group, report__kind=self.kind, month__in=waiting.months,
            report__starts_on__lte=self.ends_on or dt.date.max, report__ends_on__gte=self.starts_on or dt.date.min,
        )  # fmt: skip
        return [
            *asking.about_chapter(self.chapter, self.group.name, waiting.lines),
            *asking.about_replaced(set(taken.values_list("month", flat=True))),
        ]

    # Private

    def _wait(self, by: User) -> None:
        _only_leaders(self.group, by)
        if ReportIn.objects.select_for_update(of=("self",)).get(pk=self.pk).state != self.State.PREVIEW:
            raise Refusal(_("This report is not waiting to be looked at any more."))

    def _dated(self, waiting: Waiting, month: int) -> Waiting:
        if waiting.may is not None:
            if month not in waiting.may:
                raise Refusal(_("The file says itself of when it is, and that is another month."))
            return replace(waiting, month=month)
        if not EARLIEST <= month <= month_of(timezone.localdate()):
            raise Refusal(_("Choose a month that has begun."))
        self.starts_on, self.ends_on = reading.whole_month(month)
        roster = reading.roster_of(self.group, self.starts_on, self.ends_on)
        there = {NAME_ONLY, *(seat.uid for seat in roster.seats)}
        kept = {line.number: line.pick for line in waiting.lines if line.pick in there}
        return replace(waiting, month=month).matched(roster).picked(kept)

    def _refuse(self, waiting: Waiting, agreed: Collection[str]) -> None:
        """Say no to what cannot be brought in as it is."""
        if waiting.lacks_month:
            raise Refusal(_("The file does not say of which month it is. Choose the month first."))
        for question in self.questions():
            if question.key not in agreed:
                raise Refusal(f"{question.sentence} {_('Agree to it first.')}")
        if not any(line.comes_in for line in waiting.lines):
            raise Refusal(_("Nobody in it is matched, so there is nothing to bring in. Say who is meant first."))
        if twice := waiting.seats_twice():
            raise Refusal(
                _("Two lines are meant for one member: “%s”. Choose one of them for somebody else.") % twice[0]
            )

    def _bring(self, waiting: Waiting, act: Act) -> None:
        seats = {str(seat.uid): seat for seat in Membership.objects.filter(group=self.group, deleted_at=None)}
        for line in waiting.lines:
            if not line.comes_in:
                continue
            if line.pick != NAME_ONLY and line.pick not in seats:
                raise Refusal(_("The member picked for “%s” has no seat here any more.") % line.name)
            for said, counts in line.months.items():
                fields = {"name": line.name, "month": waiting.month_of(said), **counts}
                act.create(ReportedMonth(report=self, group=self.group, membership=seats.get(line.pick), **fields))
        if self.group.shares_sums:
            self._bring_sums(waiting, act)

    def _bring_sums(self, waiting: Waiting, act: Act) -> None:
        for one in waiting.sums:
            if one.total and one.currency:
                amount = int(Decimal(one.total).scaleb(DIGITS[one.currency]).to_integral_value())
                fields = {"currency": one.currency, "payers": one.payers, "month": waiting.month}
                act.create(ReportedSum(report=self, group=self.group, amount=amount, **fields))
