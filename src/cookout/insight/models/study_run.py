"""The study of a group, a region or of one's own months, as it was worked out on a day."""

import datetime as dt
import hashlib
import json
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Identified, User, WorkRow, WorkState, record
from cookout.groups.models import Group, Membership, Region
from cookout.insight.formats.kept import as_data, study_of
from cookout.insight.models.making import Made, make
from cookout.insight.models.scope import Subject
from cookout.science.study.results import Study

UNFINISHED = (WorkState.WAITING, WorkState.RUNNING)

FRESH = dt.timedelta(hours=20)
"""Younger than this, a study is not worked out anew by itself; it comes again each night."""


class StudyRunQuerySet(models.QuerySet["StudyRun"]):
    """Sets of runs."""

    def visible_to(self, user: User) -> Self:
        """My own, those of groups I am in or direct, those of regions that my groups lie in or that I direct."""
        return self.filter(
            Q(user=user)
            | Q(group__in=Subject.groups_of(user).values("pk"))
            | Q(region__in=Subject.regions_of(user).values("pk"))
        )

    def about(self, subject: Subject) -> Self:
        """Those of one scope."""
        return self.filter(**subject.columns)

    def unfinished(self) -> Self:
        """Not worked out yet."""
        return self.filter(work_state__in=UNFINISHED)

    def given_up_lately(self) -> Self:
        """Given up within the last night and day: trying every hour would change nothing."""
        return self.filter(work_state=WorkState.FAILED, created_at__gt=timezone.now() - FRESH)

    def latest_of(self, subject: Subject) -> "StudyRun | None":
        """The newest that is worked out."""
        return self.about(subject).filter(work_state=WorkState.DONE).order_by("-made_at", "-pk").first()


class StudyRun(Identified, WorkRow):
    """One making of a study. The worker works it out from counts; no name is in it."""

    class Scope(models.TextChoices):
        """Whose member-months."""

        USER = "user", _("my own")
        GROUP = "group", _("a group")
        REGION = "region", _("a region")

    TRIES: ClassVar = 4

    scope = models.CharField(max_length=6, choices=Scope)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="studies"
    )
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.CASCADE, related_name="studies")
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.CASCADE, related_name="studies")
    made_at = models.DateTimeField(null=True, blank=True, editable=False)
    until = models.PositiveIntegerField(null=True, blank=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    facts = models.JSONField(default=dict, editable=False)
    study = models.JSONField(default=dict, editable=False)

    objects = StudyRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("study")
        verbose_name_plural = _("studies")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["uid"], name="study_run_uid_unique"),
            models.CheckConstraint(
                name="study_run_of_one",
                condition=Q(scope="user", user__isnull=False, group=None, region=None)
                | Q(scope="group", user=None, group__isnull=False, region=None)
                | Q(scope="region", user=None, group=None, region__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["group", "-made_at"], name="study_run_by_group"),
            models.Index(fields=["region", "-made_at"], name="study_run_by_region"),
            models.Index(fields=["user", "-made_at"], name="study_run_by_user"),
            models.Index(fields=["work_state", "not_before"], name="study_run_due"),
        ]

    def __str__(self) -> str:
        return str(self.subject)

    @property
    def subject(self) -> Subject:
        """Whose study it is."""
        return Subject(user=self.user, group=self.group, region=self.region)

    @property
    def made(self) -> Made:
        """What was worked out."""
        return Made.of(self.facts, self.found, self.until or 0)

    @property
    def found(self) -> Study:
        """The study itself."""
        return study_of(self.study)

    @property
    def is_fresh(self) -> bool:
        """Worked out within the last night and day."""
        return self.made_at is not None and timezone.now() - self.made_at < FRESH

    @property
    def has_failed(self) -> bool:
        """Given up, or waiting to be tried again after something went wrong."""
        return self.work_state == WorkState.FAILED or bool(self.failure and self.work_state in UNFINISHED)

    # What is done with it

    @classmethod
    @transaction.atomic
    def ask(cls, *, by: User | None, subject: Subject) -> "StudyRun":
        """Have it worked out anew; where one is under way already, that is the one. `by` is None for the worker."""
        subject.lock()
        if known := cls.objects.about(subject).unfinished().first():
            return known
        # What was given up has no day on which it could be swept; the new try takes its place.
        cls.objects.about(subject).filter(work_state=WorkState.FAILED).delete()
        if by is not None:
            record(by=by, verb="study_run.ask", about=str(subject)[:200])
        return cls.objects.create(scope=subject.scope, **subject.columns)

    def carry_out(self) -> None:
        """Work it out, and let go of the one before."""
        made = make(self.subject, progress=lambda _doing, _share: self.keep_lease())
        study = as_data(made.study)
        facts = made.as_facts()
        told = json.dumps([study, facts, made.until], sort_keys=True)
        with transaction.atomic():
            self._note(study=study, facts=facts, until=made.until, made_at=timezone.now(),
                       digest=hashlib.sha256(told.encode()).hexdigest())  # fmt: skip
            older = StudyRun.objects.about(self.subject).filter(work_state=WorkState.DONE).exclude(pk=self.pk)
            older.filter(digest=self.digest).delete()  # the same again is kept once

    def as_data(self) -> dict[str, Any]:
        """Where it stands, for programs."""
        return {
            "uid": self.uid,
            "scope": self.scope,
            "name": str(self),
            "state": self.work_state,
            "made_at": self.made_at,
        }


SMALL = 60
"""A group of so few memberships is worked out while its reader waits, until the worker has done so."""


def made_for(subject: Subject) -> tuple[Made | None, StudyRun | None]:
    """What the newest run has worked out; before there is one, what is small is worked out at once."""
    run = StudyRun.objects.latest_of(subject)
    if run is not None:
        return run.made, run
    members = Membership.objects.filter(group__in=subject.group_ids(), deleted_at=None)
    return (make(subject) if subject.user is not None or members.count() <= SMALL else None), None


def renew() -> int:
    """Ask for the studies that are a day old: of all groups with accounts, and of their regions. Say how many."""
    stale = 0
    for subject in Subject.all_living():
        latest = StudyRun.objects.latest_of(subject)
        if (latest is None or not latest.is_fresh) and not StudyRun.objects.about(subject).given_up_lately().exists():
            StudyRun.ask(by=None, subject=subject)
            stale += 1
    return stale
