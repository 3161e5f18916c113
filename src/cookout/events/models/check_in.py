"""Checking in oneself: a code on the screen that changes every half minute, and what it opens.

A code is nothing that is stored: the meeting, the half minute, and the house's seal on both. Who photographs it and
sends it to a friend sends something that is too old when it arrives.
"""

import base64
import binascii
import datetime as dt
import struct
import uuid
from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.events import rules
from cookout.events.models.attendance import Attendance
from cookout.events.models.group_meeting import GroupMeeting
from cookout.groups.models import Membership

SEAL = 12
"""Bytes of the seal: nobody guesses 96 bits within ninety seconds."""


@dataclass(frozen=True, slots=True)
class CheckIn:
    """What a code opens for one member: the meeting, her place in it, and whether the code is good now."""

    meeting: GroupMeeting
    membership: Membership
    is_fresh: bool

    @property
    def attendance(self) -> Attendance | None:
        """What is noted about her so far."""
        return Attendance.objects.filter(meeting=self.meeting, membership=self.membership).first()

    def arrive(self, *, by: User) -> Attendance:
        """Check in, where the code is good."""
        if not self.is_fresh:
            raise Refusal(_("This code has changed since. Scan the one that is on the screen now."))
        return Attendance.arrive(self.meeting, self.membership, by=by)


def code_of(meeting: GroupMeeting, now: dt.datetime | None = None) -> str:
    """The code of this half minute."""
    told = meeting.uid.bytes + struct.pack(">I", rules.step_of(now or timezone.now()))
    return base64.urlsafe_b64encode(told + _seal(told)).decode().rstrip("=")


def changes_at(now: dt.datetime | None = None) -> dt.datetime:
    """When the screen shows the next code."""
    return dt.datetime.fromtimestamp((rules.step_of(now or timezone.now()) + 1) * rules.STEP, dt.UTC)


def opened(code: str, user: User) -> CheckIn:
    """What a code opens for this user; to who is no member of that group on that day, there is nothing."""
    uid, step = _read(code)
    meeting = GroupMeeting.objects.visible_to(user).select_related("group").filter(uid=uid).first()
    membership = meeting.members().filter(user=user).first() if meeting is not None else None
    if meeting is None or membership is None:
        raise Http404
    return CheckIn(meeting, membership, rules.is_fresh(step, timezone.now()))


def _read(code: str) -> tuple[uuid.UUID, int]:
    try:
        told = base64.b64decode(code + "=" * (-len(code) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as nonsense:
        raise Http404 from nonsense
    body, seal = told[:-SEAL], told[-SEAL:]
    if len(body) != 20 or not constant_time_compare(seal, _seal(body)):
        raise Http404
    return uuid.UUID(bytes=body[:16]), int(struct.unpack(">I", body[16:])[0])


def _seal(told: bytes) -> bytes:
    return salted_hmac("cookout.events.check_in", told, algorithm="sha256").digest()[:SEAL]
