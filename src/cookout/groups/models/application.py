"""Who wants to come in, and whom the group looks for."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Act, Deletable, Identified, User, one_act, record
from cookout.core.refusal import Refusal
from cookout.groups.models.belonging import Group, Membership
from cookout.groups.models.invitation import Invitation
from cookout.people.models import Classification


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Sets of applications."""

    def visible_to(self, user: User) -> "ApplicationQuerySet":
        """Those into groups one leads; others do not learn who asked."""
        return self.filter(group__in=Group.objects.led_by(user).values("pk"), deleted_at=None)

    def open(self) -> "ApplicationQuerySet":
        """Those that wait for a decision."""
        return self.filter(state=Application.State.OPEN, deleted_at=None)

    def with_namesakes(self) -> "ApplicationQuerySet":
        """Each with `has_namesake`: whether a member of today has the same name."""
        here = Membership.objects.current().filter(group=OuterRef("group"), name__iexact=OuterRef("name"))
        return self.annotate(has_namesake=Exists(here))


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

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        ordering = ["applied_on", "pk"]

    def __str__(self) -> str:
        return self.name

    def lets_undo(self, before: dict[str, Any] | None, *, by: User) -> bool:
        """Who leads takes a decision back; who noted an application takes it back while nobody has decided."""
        if self.group.is_led_by(by):
            return True
        waits = before is None and self.state == self.State.OPEN
        return waits and Group.objects.of(by).filter(pk=self.group_id).exists()

    @classmethod
    @transaction.atomic
    def apply(
        cls,
        *,
        group: Group,
        by: User,
        name: str,
        email: str = "",
        phone: str = "",
        classification: Classification | None = None,
        sponsor: Membership | None = None,
        note: str = "",
        applied_on: dt.date | None = None,
        uid: UUID | None = None,
    ) -> "Application":
        """Note that somebody wants to come in. The same id, or the same open name and address, is the same one."""
        group.lock()
        email, name = email.strip().lower(), " ".join(name.split())
        same = Q(uid=uid) if uid else Q(state=cls.State.OPEN, name__iexact=name, email__iexact=email)
        known = cls.objects.filter(same, group=group, deleted_at=None).first()
        if known is not None:
            return known
        if uid is not None and cls.objects.filter(uid=uid).exists():
            raise Refusal(_("This id stands for another application. Use a new one."))
        if sponsor is not None and sponsor.group_id != group.pk:
            raise Refusal(_("The sponsor is a member elsewhere. Choose one of %s.") % group)
        application = cls(
            group=group,
            name=name,
            email=email,
            phone=phone.strip(),
            classification=classification,
            sponsor=sponsor,
            note=note.strip(),
            applied_on=applied_on or timezone.localdate(),
        )
        application.uid = uid or application.uid
        record(by=by, verb="application.apply", about=name).create(application)
        return application

    @transaction.atomic
    def accept(self, *, by: User, base: str = "") -> Membership:
        """Take the applicant in, onto a free seat; with `base`, a letter invites to an account. Twice is once."""
        self._lock()
        if self.state == self.State.ACCEPTED and self.membership is not None:
            return self.membership
        self._refuse_decided()
        with one_act(by=by, verb="application.accept", about=self.name) as act:
            seat = self.classification
            member = self.group.admit(by=by, name=self.name, classification=seat, sponsor=self.sponsor)
            self._decide(act, self.State.ACCEPTED, by=by, membership=member)
        if base and self.email:
            Invitation.send(
                by=by, email=self.email, name=self.name, group=self.group, membership=member, classification=seat,
                base=base,
            )  # fmt: skip
        return member

    @transaction.atomic
    def decline(self, *, by: User) -> Act:
        """Say no. Declining twice is declining once."""
        return self._close(record(by=by, verb="application.decline", about=self.name), self.State.DECLINED, by=by)

    @transaction.atomic
    def withdraw(self, *, by: User) -> Act:
        """The applicant no longer wants to come in. Twice is once."""
        return self._close(record(by=by, verb="application.withdraw", about=self.name), self.State.WITHDRAWN, by=by)

    def _close(self, act: Act, state: "Application.State", *, by: User) -> Act:
        self._lock()
        if self.state != state:
            self._refuse_decided()
            self._decide(act, state, by=by)
        return act

    def _decide(self, act: Act, state: "Application.State", *, by: User, **more: Any) -> None:
        act.update(self, state=state, decided_at=timezone.now(), decided_by=by, **more)

    def _lock(self) -> None:
        """Two who decide at once decide one after the other."""
        self.group.lock()
        self.refresh_from_db()

    def _refuse_decided(self) -> None:
        if self.state != self.State.OPEN:
            said = {"name": self.name, "state": self.get_state_display()}
            raise Refusal(_("The application of %(name)s is %(state)s already. Undo that first.") % said)
