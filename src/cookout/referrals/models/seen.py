"""A referral as one of the two sees it: the same data for programs, commands and files."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cookout.core.models import User
from cookout.people.models import Person
from cookout.referrals.models.kinds import Role
from cookout.referrals.models.party import Known, Side, Step
from cookout.referrals.models.referral import Referral

SHARED = (
    "uid", "state", "column", "kind", "given_on", "is_name", "is_shared", "is_owing", "may_contact", "may_tell",
    "is_confidential", "was_asked", "closeness", "expects_call", "first_step", "handoff", "temperature", "stake",
    "note", "update_days", "accepted_at", "contacted_at", "decided_at", "call_due_at", "told_at", "news_due_at",
)  # fmt: skip
"""What referrer and provider read alike."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One referral from one seat: whom of my book the parties are, and what I keep about it for myself."""

    one: Referral
    user: User
    people: Mapping[str, Person]
    side: Side | None
    grew_out_of: uuid.UUID | None

    def as_data(self) -> dict[str, Any]:
        """Plain values; what comes next only for whom it is, the side of the other never."""
        one, side, tells = self.one, self.side, self.one.tells_all(self.user)
        return {
            **{name: getattr(one, name) for name in SHARED},
            "i_am": one.role_of(self.user),
            **{role.value: self._party(role) for role in Role},
            "next_step": one.next_step if tells else "",
            "next_on": one.next_on if tells else None,
            "grew_out_of": self.grew_out_of,
            "private_note": side.note if side else "",
            "one_to_one": side.one_to_one.uid if side and side.one_to_one else None,
            "promise": side.promise.uid if side and side.promise else None,
        }

    def steps(self) -> list[dict[str, Any]]:
        """What happened, in order, what was taken back included; notes as far as they may be read."""
        steps = self.one.steps.select_related("party")
        return [_step(step, self.one, self.user) for step in steps]

    def _party(self, role: Role) -> dict[str, Any]:
        party, person = self.one.party(role), self.people.get(role)
        told = {"name": party.called, "is_me": party.user_id == self.user.pk, "person": person.uid if person else None}
        return told | ({"mail": party.mail, "phone": party.phone} if role == Role.PROSPECT else {})


def seen(rows: Iterable[Referral], user: User) -> list[Seen]:
    """Several at once, at the same few queries however many they are."""
    ones = list(rows)
    ids = [one.pk for one in ones]
    people: dict[int, dict[str, Person]] = {pk: {} for pk in ids}
    knowns = Known.objects.filter(owner=user, party__referral__in=ids).select_related("party", "person")
    for known in knowns.filter(person__in=Person.objects.visible_to(user)):
        people[known.party.referral_id][known.party.role] = known.person
    mine = Side.objects.filter(owner=user, referral__in=ids).select_related("one_to_one", "promise")
    sides = {side.referral_id: side for side in mine}
    above = Referral.objects.visible_to(user).filter(pk__in=[one.parent_id for one in ones if one.parent_id])
    parents = dict(above.values_list("pk", "uid"))
    return [Seen(one, user, people[one.pk], sides.get(one.pk), parents.get(one.parent_id)) for one in ones]


def _step(step: Step, one: Referral, user: User) -> dict[str, Any]:
    at: dt.datetime = step.created_at
    return {
        "by": step.party.called, "role": step.party.role, "kind": step.kind, "was": step.was, "state": step.state,
        "on": step.on, "at": at, "note": one.note_of(step, user), "taken_back": step.deleted_at is not None,
    }  # fmt: skip
