"""Open classifications: the trades that a group looks for."""

from uuid import UUID

from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Act, Deletable, Identified, User, record
from cookout.groups.models.belonging import Group, Membership
from cookout.people.models import Classification


class WantedSeatQuerySet(models.QuerySet["WantedSeat"]):
    """Sets of open classifications."""

    def visible_to(self, user: User) -> "WantedSeatQuerySet":
        """Those of the groups one may see: whoever sits there may know somebody."""
        return self.filter(group__in=Group.objects.visible_to(user).values("pk"), deleted_at=None)

    def of(self, group: Group) -> "WantedSeatQuerySet":
        """What this group looks for, by name; a seat that somebody took since is no longer open."""
        wanted = self.filter(group=group, deleted_at=None)
        if group.one_per_classification:
            sits = Membership.objects.current().filter(group=group, classification=OuterRef("classification"))
            wanted = wanted.filter(~Exists(sits))
        return wanted.select_related("classification").order_by("classification__name")


class WantedSeat(Identified, Deletable):
    """A classification that the group looks for."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="wanted_seats")
    classification = models.ForeignKey(Classification, on_delete=models.CASCADE, related_name="+")
    note = models.CharField(_("whom exactly"), max_length=200, blank=True)

    objects = WantedSeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("open classification")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "classification"],
                condition=models.Q(deleted_at=None),
                name="wanted_seat_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.classification)

    def lets_undo(self, before: object, *, by: User) -> bool:
        """Who no longer leads changes nothing here, not even back."""
        return self.group.is_led_by(by)

    @classmethod
    @transaction.atomic
    def seek(
        cls, *, group: Group, by: User, classification: Classification, note: str = "", uid: UUID | None = None
    ) -> "WantedSeat":
        """Put a trade on the list. The same trade again is the same line, with the newer words."""
        group.refuse_taken_seat(classification)
        group.lock()
        act = record(by=by, verb="wanted_seat.seek", about=classification.name)
        known = cls.objects.filter(group=group, classification=classification, deleted_at=None).first()
        if known is not None:
            act.update(known, note=note.strip() or known.note)
            return known
        wanted = cls(group=group, classification=classification, note=note.strip())
        wanted.uid = uid or wanted.uid
        act.create(wanted)
        return wanted

    @transaction.atomic
    def unseek(self, *, by: User) -> Act:
        """Take it off the list. Twice is once."""
        act = record(by=by, verb="wanted_seat.unseek", about=str(self.classification))
        if self.deleted_at is None:
            act.remove(self)
        return act
