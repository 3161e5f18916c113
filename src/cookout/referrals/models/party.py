"""The three parties of a referral, whom each of them knows, what each keeps to itself, and who did what."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Deletable, Identified
from cookout.one_to_ones.models import OneToOne
from cookout.people.models import Person
from cookout.referrals import rules
from cookout.referrals.models.kinds import Role, State
from cookout.ties.models import Promise


class Party(Identified):
    """One of the three, by name: nobody ever sees a row of another's book."""

    referral = models.ForeignKey("referrals.Referral", on_delete=models.CASCADE, related_name="parties")
    role = models.CharField(max_length=8, choices=Role)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="parties"
    )
    name = models.CharField(_("name"), max_length=200)
    mail = models.EmailField(_("mail"), blank=True, help_text=_("Of the prospect, as the referrer gave it."))
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    says_no_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text=_("A member in whose name it was noted says: not of mine.")
    )

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["referral", "role"], name="party_role_once")]
        indexes = [models.Index(fields=["user", "role"], name="party_by_user", condition=Q(user__isnull=False))]

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        """The name, or what stands for it when it was erased."""
        return self.name or str(_("somebody who left"))

    @property
    def first_name(self) -> str:
        """What one calls them: a firm by its whole name."""
        return rules.first_name_of(self.name) or self.called

    @property
    def waits(self) -> bool:
        """Whether there is somebody to tell, who does not say that it is none of hers."""
        return bool(self.name) and self.says_no_at is None


class Known(models.Model):
    """Which row of my own book a party is; for me alone."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="knowns")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="known_parties")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="known_parties")

    class Meta:
        verbose_name = _("known party")
        constraints = [models.UniqueConstraint(fields=["party", "owner"], name="known_once")]
        indexes = [models.Index(fields=["owner", "person"], name="known_by_person")]

    def __str__(self) -> str:
        return str(self.party)


class Side(Identified):
    """What one of the two keeps about a referral for herself: a note, where it grew from, how well it fit."""

    referral = models.ForeignKey("referrals.Referral", on_delete=models.CASCADE, related_name="sides")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="referral_sides")
    note = models.TextField(_("private note"), blank=True)
    one_to_one = models.ForeignKey(
        OneToOne, null=True, blank=True, on_delete=models.SET_NULL, related_name="referral_sides"
    )
    promise = models.ForeignKey(
        Promise, null=True, blank=True, on_delete=models.SET_NULL, related_name="referral_sides"
    )
    fit = models.PositiveSmallIntegerField(_("fit"), null=True, blank=True)
    fit_reason = models.CharField(_("why"), max_length=300, blank=True)
    fit_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("side of a referral")
        constraints = [
            models.UniqueConstraint(fields=["referral", "owner"], name="side_once"),
            models.CheckConstraint(name="side_fit_1_to_5", condition=Q(fit=None) | Q(fit__gte=1, fit__lte=5)),
        ]

    def __str__(self) -> str:
        return self.note


class Step(Identified, Deletable):
    """Who moved it where, and when. Never edited: a correction is another step, and what was taken back stays read."""

    class Kind(models.TextChoices):
        """What was done."""

        MOVED = "moved", _("moved it on")
        CORRECTED = "corrected", _("corrected it")
        CHANGED = "changed", _("changed what was known")

    referral = models.ForeignKey("referrals.Referral", on_delete=models.CASCADE, related_name="steps")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="steps", help_text=_("Who did it."))
    number = models.PositiveIntegerField(
        default=0, editable=False, help_text=_("The changes of state counted up to this one.")
    )
    kind = models.CharField(max_length=9, choices=Kind, default=Kind.MOVED)
    was = models.CharField(max_length=9, choices=State, blank=True)
    state = models.CharField(max_length=9, choices=State)
    note = models.CharField(_("a line about it"), max_length=300, blank=True)
    on = models.DateField(_("on"))

    class Meta:
        verbose_name = _("step of a referral")
        ordering = ["pk"]  # clocks may be set back; the order of the rows is the order of the acts
        indexes = [models.Index(fields=["referral", "id"], name="referral_step_by_referral")]

    def __str__(self) -> str:
        return f"{self.party} {self.get_state_display()}"
