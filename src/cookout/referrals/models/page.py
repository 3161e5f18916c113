"""What the page of one referral shows and lets one do, seen from one of the two."""

from collections.abc import Iterable
from functools import cached_property

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cookout.core.models import User
from cookout.people.models import Person
from cookout.referrals import rules
from cookout.referrals.models.kinds import Role, State
from cookout.referrals.models.party import Known, Party, Step
from cookout.referrals.models.referral import Referral
from cookout.referrals.models.story import Story, Teller
from cookout.ties.models import Tie, local_today


class Page:
    """One referral for one reader."""

    def __init__(self, one: Referral, user: User) -> None:
        self.one, self.user = one, user

    @cached_property
    def story(self) -> Story:
        """What happened."""
        return Teller(self.one, self.user).story()

    @cached_property
    def trio(self) -> list[tuple[Party, str, Person | None, float | None]]:
        """The three, what they are called for this reader, whom of the book that is, and the ring of our tie."""
        known = Known.objects.filter(owner=self.user, party__referral=self.one).values("party__role", "person")
        roles = {row["party__role"]: row["person"] for row in known}
        people = Person.objects.visible_to(self.user).in_bulk(list(roles.values()))
        rings = self._rings(person for role, person in roles.items() if role != Role.PROSPECT and person in people)
        found = [(party, roles.get(party.role, 0)) for party in self._parties()]
        return [(party, self._called(party), people.get(pk), rings.get(pk)) for party, pk in found]

    def _rings(self, people: Iterable[int]) -> dict[int, float | None]:
        """How much is left of my tie with the other of the two."""
        today = local_today(self.user)
        ties = Tie.objects.visible_to(self.user).filter(person__in=list(people))
        return {tie.person_id: tie.picture(today).ring for tie in ties}

    def _parties(self) -> list[Party]:
        return [self.one.party(role) for role in (Role.REFERRER, Role.PROVIDER, Role.PROSPECT)]

    def _called(self, party: Party) -> str:
        return "" if self.is_me(party) else party.called

    def is_me(self, party: Party) -> bool:
        """Whether this part is mine."""
        return party.user_id == self.user.pk

    @cached_property
    def standing(self) -> str:
        """Where it stands; once decided, also what was said about it, where this reader may know."""
        state = capfirst(self.one.get_state_display())
        if self.one.is_open:
            return state
        steps = self.one.steps.filter(deleted_at=None, state=self.one.state).exclude(kind=Step.Kind.CHANGED)
        last = steps.select_related("party").last()
        note = self.one.note_of(last, self.user) if last else ""
        return f"{state}: {note}" if note else state

    @property
    def may_answer(self) -> bool:
        """Whether to accept or decline is what comes next."""
        return self.one.state == State.GIVEN and self.one.keeps_record(self.user)

    @property
    def may_move(self) -> bool:
        """Whether I say where it stands, and it goes on from here."""
        return self.one.state in rules.WORKED_ON and self.one.keeps_record(self.user)

    @property
    def may_correct(self) -> bool:
        """Whether there is a state to put right, and it is mine to say."""
        return self.one.state in rules.CORRECTABLE and self.one.keeps_record(self.user)

    @property
    def may_withdraw(self) -> bool:
        """Whether it can be taken back by me."""
        mine = self.user.pk in (self.one.made_by_id, self.one.referrer.user_id)
        return mine and self.one.state in (State.NAME, State.GIVEN)

    @property
    def may_disown(self) -> bool:
        """Whether somebody noted it in my name, and I have not said no."""
        referrer = self.one.referrer
        return referrer.user_id == self.user.pk != self.one.made_by_id and referrer.says_no_at is None

    @property
    def first_call(self) -> str:
        """How long the prospect waited for the first call."""
        one = self.one
        if one.accepted_at is None or one.contacted_at is None:
            return ""
        days = (
            one.contacted_at.astimezone(self.user.tzinfo).date() - one.accepted_at.astimezone(self.user.tzinfo).date()
        ).days
        return ngettext("after %(n)s day", "after %(n)s days", days) % {"n": days} if days > 0 else _("same day")

    @property
    def may_be_told(self) -> str:
        """How much the referrer may hear, said to this reader."""
        one, me = self.one, self.one.referrer.user_id == self.user.pk
        said = {"name": one.prospect.first_name, "referrer": one.referrer.first_name}
        if one.is_confidential:
            mine, other = _("you read"), _("the referrer reads")
            return _("Confidential: %(who)s where it stands and nothing else.") % {"who": mine if me else other}
        if one.may_tell:
            mine, other = _("%(name)s agreed that you be told."), _("%(name)s agreed that %(referrer)s be told.")
        else:
            mine = _("%(name)s was not asked whether you may be told more than where it stands.")
            other = _("%(name)s was not asked whether %(referrer)s may be told more than where it stands.")
        return (mine if me else other) % said

    @cached_property
    def grown(self) -> list[Referral]:
        """What grew out of it, as far as I can see."""
        return list(Referral.objects.visible_to(self.user).filter(parent=self.one).with_parties())
