"""Who wants to come in, and whom the group looks for."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Deletable, Identified
from cookout.groups.models.belonging import Group, Membership
from cookout.people.models import Classification


class WantedSeat(Identified, Deletable):
    """A classification that the group looks for."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="wanted_seats")
    classification = models.ForeignKey(Classification, on_delete=models.CASCADE, related_name="+")
    note = models.CharField(_("whom exactly"), max_length=200, blank=True)

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


class Application(Identified, Deletable):
    """Somebody wants to become a member; who leads decides."""

    class State(models.TextChoices):
        """How far it is."""

        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="applications")
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("email"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    classification = models.ForeignKey(
        Classification, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    sponsor = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    note = models.CharField(_("note"), max_length=500, blank=True)
    applied_on = models.DateField(_("applied on"))
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    membership = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="applications", editable=False
    )

    class Meta:
        verbose_name = _("application")
        ordering = ["applied_on", "pk"]

    def __str__(self) -> str:
        return self.name
