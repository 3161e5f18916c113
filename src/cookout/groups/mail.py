"""Letters of the room `groups`."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from cookout.core.models import House, Letter
from cookout.groups.models import Invitation


def write_invitation(invitation: Invitation, link: str) -> Letter:
    """The letter that opens the door for one person."""
    context = {"invitation": invitation, "link": link, "house": House.the()}
    text = render_to_string("groups/mail/invitation.txt", context)
    subject = _("%s invites you") % invitation.by.name
    if invitation.group is not None:
        subject = _("%(who)s invites you to %(group)s") % {"who": invitation.by.name, "group": invitation.group}
    return Letter.objects.create(
        key=f"invitation:{invitation.uid}", to=invitation.email, subject=" ".join(subject.split())[:200], text=text
    )
