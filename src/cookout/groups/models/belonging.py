"""Who belongs together: groups, and memberships with a classification.

Visibility starts here: who shares a group with whom is derived from memberships that are current today, never stored.
"""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.asked import are_kept, once
from cookout.core.models import Act, Deletable, Identified, User, record
from cookout.core.models.user import validate_zone
from cookout.core.refusal import Refusal
from cookout.core.search import asked, words
from cookout.groups.models import undoing
from cookout.groups.models.accompanied import Accompanied
from cookout.groups.models.days import current, has_begun
from cookout.groups.models.offices import Office
from cookout.groups.models.regions import Region, below
from cookout.groups.models.weekly import Weekday, in_words
from cookout.people.models import Classification, Person


class GroupQuerySet(models.QuerySet["Group"]):
    """Sets of groups."""

    def of(self, user: User) -> "GroupQuerySet":
        """Groups the user is a member of today."""
        return self.filter(pk__in=Membership.objects.current().filter(user=user).values("group_id"), deleted_at=None)

    def directed_by(self, user: User) -> "GroupQuerySet":
        """Groups in regions the user directs."""
        return self.filter(region__in=Region.objects.directed_by(user).values("pk"), deleted_at=None)

    def visible_to(self, user: User) -> "GroupQuerySet":
        """One's own groups, those one directs; a host sees all (memberships and counts, nothing private)."""
        if user.is_host:
            return self.filter(deleted_at=None)
        if are_kept():
            return self.filter(pk__in=list(_places_of(user)), deleted_at=None)
        mine = Membership.objects.current().filter(user=user).values("group_id")
        directed = Region.objects.directed_by(user).values("pk")
        return self.filter(Q(pk__in=mine) | Q(region__in=directed), deleted_at=None)

    def within(self, region: Region) -> "GroupQuerySet":
        """All groups of a region and of those below it."""
        return self.filter(region__in=below([region.pk]), deleted_at=None)

    def with_counts(self) -> "GroupQuerySet":
        """Each with `members`, how many sit in it today."""
        now = current(start="memberships__joined_on", end="memberships__left_on") & Q(memberships__deleted_at=None)
        return self.annotate(members=models.Count("memberships", filter=now))

    def led_by(self, user: User, today: dt.date | None = None) -> "GroupQuerySet":
        """Groups the user leads: by an office in them, as the region's director, or as host."""
        if user.is_host:
            return self.filter(deleted_at=None)
        if today is None and are_kept():
            return self.filter(pk__in=[pk for pk, leads in _places_of(user).items() if leads], deleted_at=None)
        members = Membership.objects.current(today).filter(user=user)
        held = Office.objects.current(today).filter(membership__in=members).values("membership__group_id")
        directed = Region.objects.directed_by(user).values("pk")
        return self.filter(Q(pk__in=held) | Q(region__in=directed), deleted_at=None)


class Group(Identified, Deletable):
    """The local body that meets weekly."""

    name = models.CharField(_("name"), max_length=120)
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.SET_NULL, related_name="groups")
    zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[validate_zone])
    one_per_classification = models.BooleanField(_("one member per classification"), default=True)
    shares_profiles = models.BooleanField(_("members read each other's profiles"), default=True)
    shares_counts = models.BooleanField(_("counts per member are shown in the group"), default=True)
    shares_sums = models.BooleanField(_("sums of closed business are shown, from three payers up"), default=False)
    meets_on = models.PositiveSmallIntegerField(_("meeting day"), null=True, blank=True, choices=Weekday)
    meets_at = models.TimeField(_("time"), null=True, blank=True)
    meets_minutes = models.PositiveSmallIntegerField(_("minutes"), default=90)
    meets_where = models.CharField(_("place"), max_length=200, blank=True)
    absences_allowed = models.PositiveSmallIntegerField(_("absences allowed"), null=True, blank=True)
    absences_months = models.PositiveSmallIntegerField(_("within so many months"), default=6)
    visits_allowed = models.PositiveSmallIntegerField(_("visits before one applies"), null=True, blank=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("group")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of this group."""
        return reverse("groups:group_detail", args=[self.uid])

    @property
    def meets(self) -> str:
        """Every Tuesday at 7:00, Boathouse; empty where no day is agreed."""
        return in_words(self.meets_on, self.meets_at, self.meets_where)

    def lets_undo(self, before: object, *, by: User) -> bool:
        """Who no longer leads changes nothing here, not even back."""
        return self.is_led_by(by)

    @classmethod
    @transaction.atomic
    def found(cls, *, by: User, name: str, **fields: Any) -> "Group":
        """Set up a group."""
        group = cls(name=name.strip(), **fields)
        record(by=by, verb="group.found", about=name).create(group)
        return group

    @transaction.atomic
    def agree(self, *, by: User, **values: Any) -> Act:
        """Change the name, the zone, when it meets, its rules, or what it agreed to share."""
        if values.get("one_per_classification") and not self.one_per_classification:
            self._refuse_shared_seats()
        act = record(by=by, verb="group.agree", about=self.name)
        act.update(self, **values)
        return act

    @transaction.atomic
    def admit(
        self,
        *,
        by: User,
        name: str,
        user: User | None = None,
        classification: Classification | None = None,
        joined_on: dt.date | None = None,
        sponsor: "Membership | None" = None,
    ) -> "Membership":
        """Take in a member, with or without an account. The same account again is the same membership."""
        self.lock()
        known = self.memberships.current().filter(user=user).first() if user else None
        if known is not None:
            return known
        self.refuse_taken_seat(classification)
        membership = Membership(
            group=self,
            user=user,
            name=name.strip(),
            classification=classification,
            joined_on=joined_on or timezone.localdate(),
            sponsor=sponsor,
        )
        record(by=by, verb="group.admit", about=name).create(membership)
        return membership

    def is_led_by(self, user: User, today: dt.date | None = None) -> bool:
        """Whether the user leads this group today (one of `GroupQuerySet.led_by`)."""
        if today is None and are_kept() and not user.is_host:
            return _places_of(user).get(self.pk, False)
        led = Group.objects.led_by(user, today).filter(pk=self.pk)
        return once(("led", user.pk, self.pk, today), led.exists)

    def is_visible_to(self, user: User) -> bool:
        """Whether the user may see this group (one of `GroupQuerySet.visible_to`)."""
        if are_kept() and not user.is_host:
            return self.pk in _places_of(user)
        seen = Group.objects.visible_to(user).filter(pk=self.pk)
        return once(("seen", user.pk, self.pk), seen.exists)

    def seat_of(
        self, classification: Classification | None, *, besides: "Membership | None" = None
    ) -> "Membership | None":
        """Who holds the one seat of this classification, where the group has only one."""
        return self.holder_of(classification.pk if classification else None, besides=besides)

    def holder_of(self, classification: int | None, *, besides: "Membership | None" = None) -> "Membership | None":
        """The same by the id of the classification."""
        if classification is None or not self.one_per_classification:
            return None
        self.lock()
        others = self.memberships.current().filter(classification=classification)
        return (others.exclude(pk=besides.pk) if besides else others).first()

    def lock(self) -> None:
        """Keep two quick taps from taking the same seat; held to the end of the verb."""
        Group.objects.select_for_update().get(pk=self.pk)

    def refuse_taken_seat(self, classification: Classification | None, *, besides: "Membership | None" = None) -> None:
        """Say no when somebody holds this seat already."""
        if holder := self.seat_of(classification, besides=besides):
            raise Refusal(
                _("%(name)s has the seat “%(seat)s” here. Choose another one, or free it first.")
                % {"name": holder.name, "seat": classification}
            )

    def _refuse_shared_seats(self) -> None:
        """One member per classification begins where no two share one."""
        seats = self.memberships.current().filter(classification__isnull=False)
        shared = seats.values("classification__name").annotate(many=models.Count("pk")).filter(many__gt=1)
        if named := ", ".join(sorted(row["classification__name"] for row in shared)):
            raise Refusal(_("Several members share: %s. Give them seats of their own first.") % named)


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Sets of memberships."""

    def current(self, today: dt.date | None = None) -> "MembershipQuerySet":
        """Those of today (twin of `Membership.is_current`)."""
        return self.filter(current(today), group__deleted_at=None, deleted_at=None)

    def visible_to(self, user: User) -> "MembershipQuerySet":
        """Memberships of the groups one may see."""
        return self.filter(group__in=Group.objects.visible_to(user).values("pk"), deleted_at=None)

    def matching(self, text: str) -> "MembershipQuerySet":
        """Those whose name or classification has words that begin with each of these."""
        found = self
        for word in asked(text):
            found = found.filter(found_by__contains=f" {word}")
        return found


class Membership(Identified, Deletable, Accompanied):
    """A person's place in a group."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="memberships"
    )
    name = models.CharField(_("name"), max_length=200)
    classification = models.ForeignKey(
        Classification, null=True, blank=True, on_delete=models.SET_NULL, related_name="memberships"
    )
    joined_on = models.DateField(_("member since"), default=timezone.localdate)
    left_on = models.DateField(_("left"), null=True, blank=True)
    found_by = models.CharField(max_length=300, editable=False, help_text="Folded words, each after a blank.")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "user"],
                condition=Q(left_on=None, deleted_at=None, user__isnull=False),
                name="membership_once_at_a_time",
            ),
            models.CheckConstraint(name="membership_dates", condition=Q(left_on=None) | Q(left_on__gte=F("joined_on"))),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.group}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the search words in step with name and classification (a derived column, no decision)."""
        told = f"{self.name} {self.classification.name if self.classification else ''}"
        self.found_by = "".join(f" {word}" for word in words(told))[:300]
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "found_by"}
        super().save(*args, **kwargs)

    def lets_undo(self, before: dict[str, Any] | None, *, by: User) -> bool:
        """Whether `by` may take back what was decided about this seat."""
        return undoing.lets_seat_return(self, before, by=by)

    def is_current(self, today: dt.date | None = None) -> bool:
        """Begun and not ended on that day (twin of `MembershipQuerySet.current`)."""
        ends = today or timezone.localdate()
        is_there = self.deleted_at is None and has_begun(self.joined_on, today)
        return is_there and (self.left_on is None or self.left_on > ends)

    @transaction.atomic
    def leave(self, *, by: User, on: dt.date | None = None) -> Act:
        """End the membership, and with it the offices. Leaving twice is leaving once."""
        act = record(by=by, verb="membership.leave", about=self.name)
        if self.left_on is None:
            self.end_within(act, on or timezone.localdate())
        return act

    def end_within(self, act: Act, on: dt.date) -> None:
        """The same as part of another act, such as closing the account."""
        # Who was taken in after midnight by a clock ahead of ours leaves on that day: nobody leaves before they came.
        day = max(on, self.joined_on)
        act.update(self, left_on=day)
        for office in self.offices.to_come(day):
            office.end_within(act, day)

    @transaction.atomic
    def reseat(self, *, by: User, classification: Classification | None) -> Act:
        """Change the classification."""
        self.group.refuse_taken_seat(classification, besides=self)
        act = record(by=by, verb="membership.reseat", about=self.name)
        act.update(self, classification=classification)
        return act

    @transaction.atomic
    def claim(self, *, by: User) -> "Membership":
        """Be the member who was here without an account."""
        record(by=by, verb="membership.claim", about=self.name).update(self, user=by)
        return self

    @transaction.atomic
    def appoint(
        self,
        role: str,
        *,
        by: User,
        starts_on: dt.date | None = None,
        ends_on: dt.date | None = None,
        succeeds: bool = False,
    ) -> "Office":
        """Give this member an office for a term; the same office in the same time is the same term.

        Who succeeds ends the terms of the others in that office on the day on which the new one begins.
        """
        if role == Office.Role.DIRECTOR:
            raise Refusal(_("A director is appointed for a region. Do it on its page."))
        day = starts_on or timezone.localdate()
        if ends_on is not None and ends_on <= day:
            raise Refusal(_("A term ends after it begins. Choose a later day, or leave it open."))
        known = self.offices.filter(role=role).to_come(day).exclude(starts_on__gte=ends_on or dt.date.max).first()
        if known is not None:
            return known
        act = record(by=by, verb="office.begin", about=self.name)
        if succeeds:
            for office in Office.objects.filter(membership__group=self.group_id, role=role).to_come(day):
                office.end_within(act, day)
        office = Office(membership=self, role=role, starts_on=day, ends_on=ends_on)
        act.create(office)
        return office

    @property
    def roles(self) -> list["Office"]:
        """The offices of today (from what was fetched)."""
        return [office for office in self.offices.all() if office.is_current()]


def _places_of(user: User) -> dict[int, bool]:
    """The groups that somebody may see who is no host, each with whether she leads it; asked once a page."""
    return once(("places", user.pk), lambda: _find_places(user))


def _find_places(user: User) -> dict[int, bool]:
    """In one question what `GroupQuerySet.visible_to` and `led_by` say in two."""
    held = Office.objects.current().filter(membership=OuterRef("pk"))
    found = dict.fromkeys(Group.objects.directed_by(user).order_by().values_list("pk", flat=True), True)
    mine = Membership.objects.current().filter(user=user).order_by()
    for group, leads in mine.values_list("group_id", Exists(held)):
        found[group] = found.get(group, False) or leads
    return found


def fellow_people(user: User) -> "models.QuerySet[Person, Any]":
    """Subquery of the account persons who share a group with this user today, where the group shares profiles."""
    groups = Membership.objects.current().filter(user=user, group__shares_profiles=True).values("group_id")
    fellows = Membership.objects.current().filter(group__in=groups, user__isnull=False)
    return Person.objects.filter(account__in=fellows.values("user_id"), deleted_at=None).values("pk")
