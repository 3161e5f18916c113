"""Who leaves: shared referrals that are open end with the account; what stays for the counts is nameless."""

from typing import Any

from django.db.models import QuerySet

from cookout.core.models import Act, User
from cookout.core.signals import account_closing, account_erasing
from cookout.people.models import Person
from cookout.people.signals import people_in_use
from cookout.referrals.models import Known, Party, Referral, Role, State, Step


def end_all(sender: type[User], user: User, act: Act, **kwargs: Any) -> None:
    """Who closes the account takes back what nobody accepted and declines what was on the way, in the same act."""
    ending = Referral.objects.visible_to(user).open().select_for_update(of=("self",))
    for one in ending.order_by("pk").with_parties():
        one.give_up(act, by=user)


def leave_tombstones(sender: type[User], user: User, **kwargs: Any) -> None:
    """Where nobody else has an account the referral goes, and so does a name; elsewhere the part stays, nameless."""
    mine = Party.objects.filter(user=user)
    others = Party.objects.filter(role__in=[Role.REFERRER, Role.PROVIDER], user__isnull=False).exclude(user=user)
    ours = Referral.objects.filter(parties__in=mine)
    alone = ours.exclude(pk__in=others.values("referral"))
    names = ours.filter(state=State.NAME, made_by=user)
    Referral.objects.filter(pk__in=[*alone.values_list("pk", flat=True), *names.values_list("pk", flat=True)]).delete()
    Step.objects.filter(party__in=mine).update(note="")
    led = mine.filter(role=Role.PROVIDER)
    # Nobody waits for news any more, or nobody is left to tell it; and what he planned was his.
    Referral.objects.filter(pk__in=list(mine.values_list("referral", flat=True))).update(news_due_at=None)
    Referral.objects.filter(pk__in=list(led.values_list("referral", flat=True))).update(next_step="", next_on=None)
    mine.update(name="", mail="", phone="")


def people_in_referrals(sender: type[Person], keeper: User, **kwargs: Any) -> "QuerySet[Any, Any]":
    """Whom the keeper knows from a referral: they stay when their import is taken back."""
    mine = Known.objects.filter(owner=keeper, party__referral__in=Referral.objects.visible_to(keeper))
    return mine.values_list("person_id", flat=True)


def connect() -> None:
    """Listen."""
    account_closing.connect(end_all, dispatch_uid="referrals.end_all")
    account_erasing.connect(leave_tombstones, dispatch_uid="referrals.leave_tombstones")
    people_in_use.connect(people_in_referrals, dispatch_uid="referrals.people_in_referrals")
