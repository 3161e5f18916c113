"""A pairing: two members who meet in one week of a round, and what they say to it."""

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Act, Identified, User, record
from cookout.core.refusal import Refusal
from cookout.groups.models import Group, Membership
from cookout.one_to_ones.models import OneToOne
from cookout.rounds import rules, signals
from cookout.rounds.models.availability import Slot
from cookout.rounds.models.draw import Draw
from cookout.rounds.models.round import Round


class PairingQuerySet(models.QuerySet["Pairing"]):
    """Sets of pairings."""

    def visible_to(self, user: User) -> Self:
        """Those of rounds one may see: in a group all; across a region those of members of one's own groups."""
        rounds, ours = Round.objects.visible_to(user), Group.objects.of(user).values("pk")
        mine = Q(first__user=user) | Q(second__user=user) | Q(first__group__in=ours) | Q(second__group__in=ours)
        seen = Q(round__group__isnull=False) | Q(round__in=Round.objects.led_by(user).values("pk")) | mine
        return self.filter(seen, round__in=rounds.values("pk"))

    def of(self, user: User) -> Self:
        """Those in which the user sits."""
        return self.filter(Q(first__user=user) | Q(second__user=user))

    def shown_to(self, user: User) -> Self:
        """Those with a page for one: one's own, and of others what stands; what has ended is between the two."""
        mine = Q(first__user=user) | Q(second__user=user)
        stands = Q(ended_at=None, round__announced_at__isnull=False, round__called_off_at=None)
        return self.visible_to(user).filter(mine | stands)

    def standing(self) -> Self:
        """Those that hold: not declined, moved or replaced."""
        return self.filter(ended_at=None)

    def answered_by(self, user: User) -> Self:
        """Those to which the user says yes or no: her own, and for members without account of groups she leads."""
        led = Group.objects.led_by(user).values("pk")
        for_others = Q(first__user=None, first__group__in=led) | Q(second__user=None, second__group__in=led)
        known = self.filter(round__in=Round.objects.visible_to(user).announced().values("pk"))
        return known.filter(Q(first__user=user) | Q(second__user=user) | for_others)


class Pairing(Identified):
    """Two memberships (the lower key first), the week, and why. What is repaired ends and begins anew."""

    class Ending(models.TextChoices):
        """Why it does not hold any more."""

        DECLINED = "declined", _("declined")
        MOVED = "moved", _("moved to another week")
        REPLACED = "replaced", _("replaced by a repair of the plan")
        LEFT = "left", _("a member left")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="pairings")
    first = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    week = models.PositiveSmallIntegerField(_("week"))
    slot = models.CharField(_("time of day"), max_length=8, blank=True, choices=Slot)
    gain = models.BigIntegerField(_("gain"))
    reasons = models.JSONField(default=list, blank=True, help_text="Codes and figures, strongest first.")
    draw = models.ForeignKey(Draw, null=True, blank=True, on_delete=models.SET_NULL, related_name="pairings")
    one_to_one = models.ForeignKey(OneToOne, null=True, blank=True, on_delete=models.SET_NULL, related_name="pairings")
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    ending = models.CharField(max_length=8, blank=True, choices=Ending, editable=False)

    objects = PairingQuerySet.as_manager()

    class Meta:
        verbose_name = _("pairing")
        ordering = ["round", "week", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["uid"], name="pairing_uid_unique"),
            models.UniqueConstraint(
                fields=["round", "first", "second"], condition=Q(ended_at=None), name="pairing_once_a_round"
            ),
            models.CheckConstraint(name="pairing_lower_first", condition=Q(first__lt=F("second"))),
            models.CheckConstraint(name="pairing_week", condition=Q(week__gte=1)),
        ]
        indexes = [
            models.Index(fields=["round", "week"], name="pairing_by_week"),
        ]

    def __str__(self) -> str:
        return f"{self.first.name} & {self.second.name}"

    def get_absolute_url(self) -> str:
        """The page of this pairing."""
        return reverse("rounds:pairing_detail", args=[self.uid])

    @property
    def is_drawn(self) -> bool:
        """Given by the hat."""
        return self.draw_id is not None

    @property
    def monday(self) -> dt.date:
        """The Monday of its week."""
        return self.round.monday_of(self.week)

    @property
    def both(self) -> tuple[Membership, Membership]:
        """The two."""
        return self.first, self.second

    def other(self, membership: Membership) -> Membership:
        """Whom she meets."""
        return self.second if self.first_id == membership.pk else self.first

    def seat_of(self, user: User) -> Membership | None:
        """Which of the two is this user."""
        return next((seat for seat in self.both if seat.user_id == user.pk), None)

    def says(self, membership: Membership) -> str:
        """What one of the two has answered; empty where nothing."""
        return next((reply.says for reply in self.replies.all() if reply.membership_id == membership.pk), "")

    @property
    def is_accepted(self) -> bool:
        """Whether one of the two at least has said yes: then no repair takes it away."""
        return any(reply.says == PairingReply.Says.ACCEPTED for reply in self.replies.all())

    def follower(self) -> "Pairing | None":
        """The same two as they stand in the round now, also after they moved to another week."""
        same = Pairing.objects.standing().filter(round=self.round_id, first=self.first_id, second=self.second_id)
        return same.select_related("round").first()

    def lets_undo(self, before: dict[str, Any] | None, *, by: User) -> bool:
        """By who sees the round: what a repair did to others comes back with what it followed."""
        return Round.objects.visible_to(by).filter(pk=self.round_id).exists()

    # What the two do with it

    @transaction.atomic
    def accept(self, *, by: User, membership: Membership | None = None) -> Act:
        """Say yes. Accepting twice is accepting once."""
        pairing = self._locked()
        seat = pairing.answering(by, membership)
        pairing._refuse_ended()
        act = record(by=by, verb="pairing.accept", about=str(pairing))
        pairing.reply(act, seat, PairingReply.Says.ACCEPTED, by=by)
        return act

    @transaction.atomic
    def decline(self, *, by: User, membership: Membership | None = None) -> Act:
        """Say no, without a reason; both get another partner where there is one. Declining twice is declining once."""
        pairing = self._locked()
        seat = pairing.answering(by, membership)
        act = record(by=by, verb="pairing.decline", about=str(pairing))
        if pairing.ending == Pairing.Ending.DECLINED and pairing.says(seat) == PairingReply.Says.DECLINED:
            return act
        pairing._refuse_ended()
        pairing._refuse_planned()
        pairing.reply(act, seat, PairingReply.Says.DECLINED, by=by)
        pairing.end(act, Pairing.Ending.DECLINED)
        signals.pairing_declined.send(sender=Pairing, pairing=pairing, seat=seat, by=by, act=act)
        return act

    @transaction.atomic
    def swap(self, *, by: User, week: int, membership: Membership | None = None) -> Act:
        """Meet in another week of the round instead. Who asks for it says yes to it; the other is asked anew."""
        pairing = self._locked()
        seat = pairing.answering(by, membership)
        act = record(by=by, verb="pairing.swap", about=str(pairing))
        now = pairing.follower() if pairing.ending == Pairing.Ending.MOVED else pairing
        if now is not None and now.week == week:
            return act
        pairing._refuse_ended()
        pairing._refuse_planned()
        pairing._refuse_week(week)
        pairing.end(act, Pairing.Ending.MOVED)
        moved = pairing.anew(week=week)
        act.create(moved)
        moved.reply(act, seat, PairingReply.Says.ACCEPTED, by=by)
        signals.pairing_moved.send(sender=Pairing, pairing=moved, ended=pairing, seat=seat, by=by, act=act)
        return act

    # How it is done

    def answering(self, by: User, membership: Membership | None = None) -> Membership:
        """For whom this user answers: herself; who leads also for a member without account."""
        mine = self.seat_of(by)
        if membership is None or (mine is not None and membership.pk == mine.pk):
            asked = [mine] if mine is not None else [seat for seat in self.both if seat.user_id is None]
            if len(asked) != 1:
                raise Refusal(_("Say for which of the two you answer."))
            membership = asked[0]
        if membership.pk not in (self.first_id, self.second_id):
            raise Refusal(_("%s is not in this pair.") % membership.name)
        if membership.user_id == by.pk or (membership.user_id is None and membership.group.is_led_by(by)):
            return membership
        raise Refusal(_("%s has an account and answers there.") % membership.name)

    def reply(self, act: Act, seat: Membership, says: str, *, by: User) -> bool:
        """Write down what one of the two says, as part of an act; say whether that is new."""
        known = PairingReply.objects.filter(pairing=self, membership=seat).first()
        values: dict[str, Any] = {"says": says, "said_at": timezone.now(), "said_by": by}
        if known is not None and known.says == says:
            return False
        if known is None:
            act.create(PairingReply(pairing=self, membership=seat, **values))
        else:
            act.update(known, **values)
        return True

    def end(self, act: Act, ending: str) -> None:
        """It holds no more, as part of an act."""
        act.update(self, ended_at=timezone.now(), ending=ending)

    def anew(self, **values: Any) -> "Pairing":
        """The same two once more in the round, for the same reasons; still what the hat drew, where it did."""
        same = {"round": self.round, "first": self.first, "second": self.second, "slot": self.slot, "gain": self.gain}
        return Pairing(**{**same, "reasons": self.reasons, "draw": self.draw, **values})

    def _locked(self) -> "Pairing":
        """As it stands now; the round is locked first, so that two who answer at once wait for each other."""
        held = Round.objects.select_for_update(of=("self",)).get(pk=self.round_id)
        if held.announced_at is None or held.called_off_at is not None or held.deleted_at is not None:
            raise Refusal(_("This round is not on. Look at the rounds of your group."))
        rows = Pairing.objects.select_related("round", "first__group", "second__group", "one_to_one")
        return rows.prefetch_related("replies").get(pk=self.pk)

    def _refuse_ended(self) -> None:
        if self.ended_at is not None:
            raise Refusal(_("This pair does not stand any more. Look at the plan as it is now."))

    def _refuse_planned(self) -> None:
        """What has become a 1-2-1 is moved and called off there."""
        one = self.one_to_one
        if one is not None and one.deleted_at is None and (one.is_open or one.took_place):
            raise Refusal(_("This is a 1-2-1 by now. Move it or call it off on its own page."))

    def _refuse_week(self, week: int) -> None:
        if not 1 <= week <= self.round.weeks:
            raise Refusal(_("Choose one of the %s weeks of the round.") % self.round.weeks)
        if not rules.is_open_week(self.round.monday_of(week), timezone.localdate()):
            raise Refusal(_("That week is too near. Choose a later one."))


class PairingReply(Identified):
    """What one of the two says to it; saying it again with another word replaces it."""

    class Says(models.TextChoices):
        """Yes or no."""

        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    pairing = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="replies")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    says = models.CharField(max_length=8, choices=Says)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("reply to a pairing")
        verbose_name_plural = _("replies to pairings")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["uid"], name="pairing_reply_uid_unique"),
            models.UniqueConstraint(fields=["pairing", "membership"], name="pairing_reply_once"),
        ]

    def __str__(self) -> str:
        return str(self.get_says_display())

    def lets_undo(self, before: dict[str, Any] | None, *, by: User) -> bool:
        """By whoever said it, for herself or for one whom she leads today."""
        seat = self.membership
        return self.said_by_id == by.pk and (seat.user_id == by.pk or seat.group.is_led_by(by))
