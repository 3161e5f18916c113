"""What the room `groups` tells the ground floor, and what follows from what is announced."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cookout.core import audiences, search
from cookout.core.models import Act, House, User
from cookout.core.search import full_text
from cookout.core.signals import account_closing, account_erasing
from cookout.groups import mail
from cookout.groups.models import Application, Group, Invitation, Membership, Office, fellow_people
from cookout.groups.signals import invited

full_text.keep(Membership, "name", "found_by")
full_text.keep(Group, "name")
full_text.keep(Application, "name")


def write_letter(sender: type[Invitation], invitation: Invitation, link: str, **kwargs: Any) -> None:
    """An invitation goes out as a letter."""
    mail.write_invitation(invitation, link)


def leave_all(sender: type[User], user: User, act: Act, **kwargs: Any) -> None:
    """Who closes the account leaves groups and offices, in the same act, so that coming back brings the seats back."""
    today = timezone.localdate()
    for membership in Membership.objects.current().filter(user=user):
        membership.end_within(act, today)
    for office in Office.objects.filter(user=user).to_come(today):
        office.end_within(act, today)


def leave_tombstones(sender: type[User], user: User, **kwargs: Any) -> None:
    """What must stay so that counts hold keeps neither name nor trade; invitations to this person go."""
    for membership in Membership.objects.filter(user=user):
        membership.name, membership.classification = "", None
        membership.left_on = membership.left_on or max(timezone.localdate(), membership.joined_on)
        membership.save()
    Invitation.objects.filter(Q(accepted_by=user) | Q(email__iexact=user.email)).delete()


def find_members(user: User, text: str, limit: int) -> Iterable[search.Hit]:
    """Members of the groups one may see, by name and trade."""

    def rows() -> "QuerySet[Membership]":
        return Membership.objects.visible_to(user).current().select_related("group", "classification")

    for member in full_text.found(Membership, text, limit, rows):
        detail = ", ".join(str(part) for part in (member.classification, member.group) if part)
        url = f"{reverse('groups:member_list', args=[member.group.uid])}#member-{member.uid}"
        yield search.Hit(_("Members"), member.name, detail, url, str(member.uid))


def find_groups(user: User, text: str, limit: int) -> Iterable[search.Hit]:
    """Groups one may see, by name."""

    def rows() -> "QuerySet[Group]":
        return Group.objects.visible_to(user).select_related("region")

    found = full_text.found(Group, text, limit, rows)
    heading = House.the().group_words.capitalize() if found else ""
    for group in found:
        yield search.Hit(heading, group.name, str(group.region or ""), group.get_absolute_url(), str(group.uid))


def find_applicants(user: User, text: str, limit: int) -> Iterable[search.Hit]:
    """Who wants to come in, for those who lead; others do not find them."""

    def rows() -> "QuerySet[Application]":
        return Application.objects.visible_to(user).select_related("group")

    for one in full_text.found(Application, text, limit, rows):
        url = f"{reverse('groups:application_list', args=[one.group.uid])}#application-{one.uid}"
        yield search.Hit(_("Applications"), one.name, f"{one.group}, {one.get_state_display()}", url, str(one.uid))


def connect() -> None:
    """Offer the audience of fellow members and three sources to the search; listen."""
    audiences.register("groups", fellow_people)
    search.register("members", find_members, room="groups", place=search.NAMES)
    search.register("groups", find_groups, room="groups", place=search.NAMES)
    search.register("applications", find_applicants, room="groups", place=search.NAMES)
    invited.connect(write_letter, dispatch_uid="groups.write_letter")
    account_closing.connect(leave_all, dispatch_uid="groups.leave_all")
    account_erasing.connect(leave_tombstones, dispatch_uid="groups.leave_tombstones")
