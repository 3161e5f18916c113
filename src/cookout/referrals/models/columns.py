"""What a referral is: its columns and how it looks. What is done with it stands in `referral`."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Deletable, Identified, User
from cookout.people.models import Person
from cookout.referrals import rules
from cookout.referrals.models.kinds import COLUMN, Closeness, Handoff, Kind, Role, State, Temperature
from cookout.referrals.models.party import Known, Party, Side, Step
from cookout.referrals.models.sets import ReferralQuerySet


class Passing(Identified, Deletable):
    """The columns of a referral."""

    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="referrals_made"
    )
    state = models.CharField(max_length=9, choices=State, default=State.NAME, editable=False)
    kind = models.CharField(_("who buys"), max_length=7, choices=Kind, default=Kind.OUTSIDE)
    given_on = models.DateField(_("given on"))
    may_contact = models.BooleanField(_("agreed to be contacted"), null=True, blank=True)
    may_tell = models.BooleanField(_("agreed that the referrer be told"), null=True, blank=True)
    is_confidential = models.BooleanField(
        _("confidential"), default=False, help_text=_("The referrer is told where it stands and nothing else.")
    )
    was_asked = models.BooleanField(_("asked for"), default=False)
    closeness = models.PositiveSmallIntegerField(
        _("how close the referrer is to them"), choices=Closeness, null=True, blank=True
    )
    expects_call = models.BooleanField(_("expects the call"), null=True, blank=True)
    first_step = models.CharField(_("the small first step"), max_length=300, blank=True)
    handoff = models.CharField(_("handed over"), max_length=8, choices=Handoff, blank=True)
    temperature = models.PositiveSmallIntegerField(_("temperature"), choices=Temperature, null=True, blank=True)
    note = models.TextField(_("what it is about"), blank=True, help_text=_("Referrer and provider both read this."))
    next_step = models.CharField(_("what comes next"), max_length=300, blank=True)
    next_on = models.DateField(_("on"), null=True, blank=True)
    update_days = models.PositiveSmallIntegerField(_("news at least every so many days"), default=rules.NEWS_DAYS)

    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    contacted_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    steps_many = models.PositiveIntegerField(default=0, editable=False, help_text=_("Changes of state so far."))
    told_at = models.DateTimeField(null=True, blank=True, editable=False)
    told_steps = models.PositiveIntegerField(
        default=0, editable=False, help_text=_("So many of them the referrer has been told.")
    )
    news_due_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text=_("From when the referrer waits for news that are owed.")
    )
    edited_at = models.DateTimeField(auto_now=True)

    objects = ReferralQuerySet.as_manager()

    # The reverse sides, which Django puts on whoever inherits.
    parties: Any
    steps: Any
    sides: Any
    updates: Any

    class Meta:
        abstract = True
        verbose_name = _("referral")
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["uid"], name="referral_uid_unique"),
            models.CheckConstraint(name="referral_tells_no_more", condition=Q(told_steps__lte=F("steps_many"))),
            models.CheckConstraint(
                name="referral_update_days",
                condition=Q(update_days__gte=rules.FEWEST_DAYS, update_days__lte=rules.MOST_DAYS),
            ),
            models.CheckConstraint(
                name="referral_is_agreed", condition=Q(state__in=["name", "withdrawn"]) | Q(may_contact=True)
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-given_on"], name="referral_by_state"),
            models.Index(fields=["news_due_at"], name="referral_news_due", condition=Q(news_due_at__isnull=False)),
            models.Index(fields=["accepted_at"], name="referral_accepted", condition=Q(accepted_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return " → ".join(self.party(role).called for role in (Role.REFERRER, Role.PROVIDER, Role.PROSPECT))

    def get_absolute_url(self) -> str:
        """The page of this referral."""
        return reverse("referrals:referral_detail", args=[self.uid])

    def party(self, role: str) -> Party:
        """One of the three."""
        found: Party = next(party for party in self.parties.all() if party.role == role)
        return found

    @property
    def referrer(self) -> Party:
        """Who lent her standing."""
        return self.party(Role.REFERRER)

    @property
    def provider(self) -> Party:
        """To whom it was given."""
        return self.party(Role.PROVIDER)

    @property
    def prospect(self) -> Party:
        """Whom it is about."""
        return self.party(Role.PROSPECT)

    def role_of(self, user: User) -> str:
        """What I am in it: referrer or provider."""
        return Role.PROVIDER if self.provider.user_id == user.pk else Role.REFERRER

    def mine(self, user: User) -> Party:
        """My part."""
        return self.party(self.role_of(user))

    def other(self, user: User) -> Party:
        """Referrer for the provider, provider for the referrer."""
        return self.referrer if self.role_of(user) == Role.PROVIDER else self.provider

    def person_for(self, user: User, role: str) -> Person | None:
        """A party as I know it, where I may still see that person."""
        known = Known.objects.filter(owner=user, party__referral=self.pk, party__role=role).values("person")
        return Person.objects.visible_to(user).filter(pk__in=known).first()

    def side(self, user: User) -> Side | None:
        """What I keep about it for myself, if anything."""
        mine: Side | None = self.sides.filter(owner=user).first()
        return mine

    @property
    def column(self) -> str:
        """Where it stands on the board."""
        return COLUMN[State(self.state)]

    @property
    def is_name(self) -> bool:
        """Nobody agreed to be contacted: a name, not yet a referral."""
        return self.state == State.NAME

    @property
    def is_open(self) -> bool:
        """Somebody waits for news (twin of `ReferralQuerySet.open`)."""
        return self.state in rules.OPEN

    @property
    def is_shared(self) -> bool:
        """Whether both sides have accounts."""
        return self.referrer.user_id is not None and self.provider.user_id is not None

    @property
    def is_owing(self) -> bool:
        """Whether its referrer has news to get (twin of `ReferralQuerySet.owing`)."""
        return self.news_due_at is not None and self.news_due_at <= timezone.now()

    @property
    def may_tell_more(self) -> bool:
        """Whether the referrer may hear more than where it stands."""
        return bool(self.may_tell) and not self.is_confidential

    @property
    def stake(self) -> int | None:
        """How much standing was lent, 1 to 5; None where it is not known."""
        return rules.stake(self.closeness, self.handoff, self.temperature)

    @property
    def call_due_at(self) -> dt.datetime | None:
        """Until when the prospect should have heard from the provider; None once that has happened."""
        waits = self.accepted_at is not None and self.contacted_at is None and self.state in rules.WORKED_ON
        return self.accepted_at + rules.FIRST_CONTACT if waits and self.accepted_at else None

    def keeps_record(self, user: User) -> bool:
        """Whether this user says where it stands: the provider, or the referrer where the provider has no account."""
        provider = self.provider.user_id
        return provider == user.pk or (provider is None and self.referrer.user_id == user.pk)

    def tells_all(self, user: User) -> bool:
        """Whether this reader sees notes and plans too, and not only where it stands."""
        return self.keeps_record(user) or self.may_tell_more

    def note_of(self, step: Step, user: User) -> str:
        """The line beside a step, where this reader may read it."""
        reads = step.party.user_id == user.pk or self.tells_all(user) or self.is_answer(step)
        return step.note if reads else ""

    def is_answer(self, step: Step) -> bool:
        """A yes or a no, whose line is for the referrer; unless it is confidential."""
        return step.kind == Step.Kind.MOVED and step.state in rules.ANSWERS and not self.is_confidential

    def last_step(self) -> Step | None:
        """What was done last and stands."""
        step: Step | None = self.steps.filter(deleted_at=None).select_related("party").last()
        return step
