"""The referral: who recommends whom to whom, shared by referrer and provider, and what they do with it."""

import datetime as dt
import uuid
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.ids import uuid7
from cookout.core.models import Act, House, User, one_act, record
from cookout.core.refusal import Refusal
from cookout.one_to_ones.models import OneToOne
from cookout.people.models import Person
from cookout.referrals import rules, signals
from cookout.referrals.models.columns import Passing
from cookout.referrals.models.kinds import Kind, Role, State
from cookout.referrals.models.party import Known, Party, Side, Step
from cookout.referrals.models.whom import (
    Parties,
    Prospect,
    milestones,
    name_of,
    put_prospect_right,
    refuse_long_ago,
    refuse_same,
    refuse_twice,
    seat,
)
from cookout.ties.models import Promise
from cookout.ties.models.kept import local_today, refuse_to_come

BOTH_CHANGE = {"note", "parent", "closeness", "expects_call", "first_step", "handoff", "temperature", "may_tell"}
"""What referrer and provider may put right."""

PROVIDER_CHANGES = {"next_step", "next_on", "update_days", "is_confidential", "was_asked"}
"""What only who keeps the record says."""


SIDE = {"one_to_one": "one_to_one", "promise": "promise", "private_note": "note"}
"""What may be said at once of what is mine alone, and its column."""


class Referral(Passing):
    """One recommendation, and what became of it."""

    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="grown", verbose_name=_("grew out of")
    )

    # How it comes into being

    @classmethod
    @transaction.atomic
    def give(
        cls, *, by: User, to: Person, prospect: Prospect | None = None, uid: uuid.UUID | None = None,
        despite: bool = False, **values: Any,
    ) -> "Referral":  # fmt: skip
        """Pass a referral to a provider; without a prospect I buy myself. The same `uid` again is the same referral."""
        if known := cls._known(by, uid):
            return known
        parties = {Role.REFERRER: by.person, Role.PROVIDER: to, Role.PROSPECT: prospect or by.person}
        return cls._made("referral.give", by, parties, uid, despite, values)

    @classmethod
    @transaction.atomic
    def receive(
        cls, *, by: User, referrer: Person, prospect: Prospect | None = None, uid: uuid.UUID | None = None,
        despite: bool = False, **values: Any,
    ) -> "Referral":  # fmt: skip
        """Note a referral that I was given; without a prospect the referrer buys. The same `uid` again is the same."""
        if known := cls._known(by, uid):
            return known
        parties = {Role.REFERRER: referrer, Role.PROVIDER: by.person, Role.PROSPECT: prospect or referrer}
        return cls._made("referral.receive", by, parties, uid, despite, values)

    @transaction.atomic
    def agree(self, *, by: User, note: str = "") -> Act:
        """The prospect agreed to be contacted: what was a name becomes a referral. Twice is once."""
        one = self._locked()
        if not one.is_name:
            return record(by=by, verb="referral.agree", about=str(one))
        with one_act(by=by, verb="referral.agree", about=str(one)) as act:
            one._begin(act, by, note)
        return self._after(act)

    # What the provider does with it

    @transaction.atomic
    def accept(self, *, by: User, note: str = "") -> Act:
        """Take it on. Accepting twice is accepting once."""
        one = self._locked()
        if one.state == State.ACCEPTED:
            return record(by=by, verb="referral.accept", about=str(one))
        one._refuse_unless(State.GIVEN)
        return self._after(one._moved("referral.accept", by, State.ACCEPTED, note))

    @transaction.atomic
    def decline(self, *, by: User, reason: str) -> Act:
        """Say no, and why: the referrer can then ask somebody else. Twice is once."""
        one = self._locked()
        if one.state == State.DECLINED:
            return record(by=by, verb="referral.decline", about=str(one))
        one._refuse_unless(State.GIVEN)
        if not reason.strip():
            raise Refusal(_("Say why in a line: %s will pass it on.") % one.referrer.first_name)
        return self._after(one._moved("referral.decline", by, State.DECLINED, reason))

    @transaction.atomic
    def move(self, *, by: User, state: str, note: str = "", on: dt.date | None = None) -> Act:
        """Say that it went on: tried, reached, met, proposed, won, lost or no fit. Twice is once."""
        one = self._locked()
        if one.state == state and (state != State.TRIED or not note.strip()):
            return record(by=by, verb="referral.move", about=str(one))
        if not rules.may_follow(one.state, state):
            said = {"now": one.get_state_display(), "new": State(state).label}
            raise Refusal(_("From “%(now)s” it does not go on to “%(new)s”. Correct it, if that is how it is.") % said)
        return self._after(one._moved("referral.move", by, state, note, on=on))

    @transaction.atomic
    def correct(self, *, by: User, state: str, note: str = "") -> Act:
        """Put a wrong state right; that it was wrong stays to be read."""
        one = self._locked()
        if one.state == state:
            return record(by=by, verb="referral.correct", about=str(one))
        if one.state not in rules.CORRECTABLE or state not in rules.CORRECTABLE:
            raise Refusal(_("Only what was accepted or declined can be corrected."))
        return self._after(one._moved("referral.correct", by, state, note, kind=Step.Kind.CORRECTED))

    # What the referrer does with it

    @transaction.atomic
    def withdraw(self, *, by: User, note: str = "") -> Act:
        """Take it back before it was accepted. Twice is once."""
        one = self._locked()
        if one.state == State.WITHDRAWN:
            return record(by=by, verb="referral.withdraw", about=str(one))
        if one.state not in (State.NAME, State.GIVEN):
            raise Refusal(_("%s has taken it on. Talk about it.") % one.provider.called)
        if by.pk not in (one.made_by_id, one.referrer.user_id):
            raise Refusal(_("Only who passed it can take it back."))
        with one_act(by=by, verb="referral.withdraw", about=str(one)) as act:
            one._step(act, by, State.WITHDRAWN, note)
        return self._after(act)

    @transaction.atomic
    def disown(self, *, by: User) -> Act:
        """Say that a referral noted in my name is not mine; it counts for nobody then. Twice is once."""
        one = self._locked()
        mine = one.party(Role.REFERRER)
        if mine.user_id != by.pk or one.made_by_id == by.pk:
            raise Refusal(_("Only the member in whose name somebody else noted it can say so."))
        with one_act(by=by, verb="referral.disown", about=str(one)) as act:
            if mine.says_no_at is None:
                act.update(mine, says_no_at=timezone.now())
                act.update(one, news_due_at=one.next_news())
                signals.disowned.send(sender=Referral, referral=one, by=by)
        return self._after(act)

    # What the prospect says

    @property
    def wants_no_contact(self) -> bool:
        """Whether the prospect asked not to be contacted."""
        return bool(self.steps.filter(deleted_at=None, party__role=Role.PROSPECT).exists())

    @transaction.atomic
    def leave_alone(self, *, noted_by: User) -> Act:
        """The prospect asks not to be contacted: what was open ends, the referrer is owed that word. Twice is once.

        A prospect has no account: it stands in the diary of whose link was used, who cannot take it back.
        """
        one = self._locked()
        if one.wants_no_contact:
            return record(by=noted_by, verb="referral.leave_alone", about=str(one))
        with one_act(by=noted_by, verb="referral.leave_alone", about=str(one)) as act:
            if one.is_open:
                began = {"accepted_at": one.accepted_at, "contacted_at": one.contacted_at}
                one._step(act, noted_by, State.WITHDRAWN, role=Role.PROSPECT, may_contact=False)
                act.update(one, **began)
            else:
                act.create(Step(referral=one, party=one.prospect, kind=Step.Kind.CHANGED, number=one.steps_many,
                                was=one.state, state=one.state, on=local_today(noted_by)))  # fmt: skip
            signals.left_alone.send(sender=Referral, referral=one)
        return self._after(act)

    def give_up(self, act: Act, *, by: User) -> None:
        """End it as part of closing an account, where somebody else waits for it; what was done by then stays."""
        if not self.is_shared or (self.role_of(by) == Role.REFERRER and self.state != State.GIVEN):
            return
        began = {"accepted_at": self.accepted_at, "contacted_at": self.contacted_at}
        self._step(act, by, State.WITHDRAWN if self.role_of(by) == Role.REFERRER else State.DECLINED)
        act.update(self, **began)

    # What both put right

    @transaction.atomic
    def change(self, *, by: User, prospect: Prospect | None = None, **values: Any) -> Act:
        """Change what is known about it, or how the prospect is called and reached; the other reads it at once."""
        if "parent" in values:
            House.wait_in_line()  # two that are hung below each other at once, by two members, would make a circle
        one = self._locked()
        may = BOTH_CHANGE | (PROVIDER_CHANGES if one.keeps_record(by) else set())
        if refused := set(values) - may:
            raise Refusal(
                _("Only %(name)s says this (%(what)s).") % {"name": one.provider.called, "what": min(refused)}
            )
        new = {name: value for name, value in values.items() if getattr(one, name) != value}
        if "parent" in new:
            one._refuse_cycle(by, new["parent"])
        if new.get("may_tell") and one.accepted_at is not None and not one.keeps_record(by):
            said = {"name": one.provider.called, "who": one.prospect.called}
            raise Refusal(_("%(name)s is in touch with %(who)s now, and says whether you may hear more.") % said)
        with one_act(by=by, verb="referral.change", about=str(one)) as act:
            if put_prospect_right(one, act, prospect) or new:
                act.create(Step(referral=one, party=one.mine(by), kind=Step.Kind.CHANGED, number=one.steps_many,
                                was=one.state, state=one.state, on=local_today(by)))  # fmt: skip
                act.update(one, **new)
                act.update(one, news_due_at=one.next_news())
                signals.changed.send(sender=Referral, referral=one, by=by)
        return self._after(act)

    @transaction.atomic
    def keep_side(self, *, by: User, **values: Any) -> Side:
        """Write down what is mine alone: a note, the 1-2-1 or promise that it grew from, how well it fits."""
        self._refuse_strange(by, values)
        self._locked()  # two presses at once make one row
        side = self.sides.filter(owner=by).first()
        act = record(by=by, verb="referral.keep_side", about=str(self))
        if side is None:
            side = Side(referral=self, owner=by, **values)
            act.create(side)
        else:
            act.update(side, **values)
        made: Side = side
        return made

    @transaction.atomic
    def know(self, *, by: User, role: str, person: Person) -> None:
        """Say which person of my book a party is; for me alone."""
        if not Person.objects.visible_to(by).filter(pk=person.pk).exists():
            raise Refusal(_("This person is not in your book."))
        Known.objects.update_or_create(party=self.party(role), owner=by, defaults={"person": person})

    @transaction.atomic
    def add_to_book(self, *, by: User, role: str) -> Person:
        """Keep a party as one of my people, with how they are reached. Twice is once."""
        self._locked()  # two presses at once add one person
        party = self.party(role)
        if party.user_id == by.pk or not party.name:
            raise Refusal(_("There is nobody to add to your book."))
        if (known := self.person_for(by, role)) is not None:
            return known
        reached = [("email", "", party.mail), ("phone", "", party.phone)]
        person = Person.keep(by=by, full_name=party.name, details=reached)
        self.know(by=by, role=role, person=person)
        return person

    # When news is owed

    def untold(self) -> Step | None:
        """The first change of state that the referrer has not been told."""
        step: Step | None = self.steps.filter(deleted_at=None, number__gt=self.told_steps).order_by("number").first()
        return step

    def next_news(self) -> dt.datetime | None:
        """From when news is owed. A provider without account owes nothing here: who keeps the record has heard.

        Nor is anything owed to who left the house, or says that it is not her referral.
        """
        if self.provider.user_id is None or self.is_name or not self.referrer.waits:
            return None
        untold = self.untold() if self.told_steps < self.steps_many else None
        since = self.told_at or self.created_at
        at = untold.created_at if untold is not None else None
        return rules.news_due(at, is_open=self.is_open, told_at=since, days=self.update_days)

    # How it is done

    @classmethod
    def _known(cls, by: User, uid: uuid.UUID | None) -> "Referral | None":
        by.wait_in_line()
        known: Referral | None = cls.objects.filter(uid=uid).first() if uid else None
        if known is not None and known.made_by_id != by.pk:
            raise Refusal(_("Someone else has this id. Use a new one."))
        return known

    @classmethod
    def _made(
        cls, verb: str, by: User, parties: Parties, uid: uuid.UUID | None, despite: bool,
        values: dict[str, Any],
    ) -> "Referral":  # fmt: skip
        if cls.objects.passed_lately(by).count() >= rules.MOST_PASSED:
            raise Refusal(_("You noted %s referrals since yesterday. Go on tomorrow.") % rules.MOST_PASSED)
        agreed = values.pop("may_contact", None)
        side = {name: values.pop(name) for name in SIDE if name in values}
        one = cls(made_by=by, uid=uid or uuid7(), **{"given_on": local_today(by), **values})
        refuse_to_come(one.given_on, by)
        refuse_long_ago(one.given_on)
        refuse_same(by, parties)
        one.kind = Kind.INSIDE if parties[Role.PROSPECT] is parties[Role.REFERRER] else Kind.OUTSIDE
        one._refuse_cycle(by, one.parent)
        with one_act(by=by, verb=verb, about=name_of(parties[Role.PROSPECT])) as act:
            act.create(one)
            seat(one, act, by, parties)
            refuse_twice(one, by, despite=despite)
            if agreed or one.kind == Kind.INSIDE:
                one._begin(act, by)
            elif agreed is not None:
                act.update(one, may_contact=agreed)
            if side:
                one.keep_side(by=by, **{SIDE[name]: value for name, value in side.items()})
        return one

    def _begin(self, act: Act, by: User, note: str = "") -> None:
        """The prospect agreed: it is given; who notes one that came to her has accepted it by that."""
        self._step(act, by, State.GIVEN, note, role=Role.REFERRER, on=self.given_on, may_contact=True)
        if self.provider.user_id == by.pk:
            self._step(act, by, State.ACCEPTED)
        signals.passed.send(sender=Referral, referral=self, by=by)

    def _moved(self, verb: str, by: User, state: str, note: str, **how: Any) -> Act:
        if not self.keeps_record(by):
            raise Refusal(_("%s says where it stands. Ask how it is going.") % self.provider.called)
        if self.state == State.WON and self.closed_business.filter(deleted_at=None).exists():
            raise Refusal(_("Business stands here. Take it away first, then put right where it stands."))
        if state in rules.OPEN and self.wants_no_contact:
            raise Refusal(_("%s asked not to be contacted. It can only be closed.") % self.prospect.called)
        with one_act(by=by, verb=verb, about=str(self)) as act:
            self._step(act, by, state, note, **how)
        return act

    def _step(
        self, act: Act, by: User, state: str, note: str = "", *, kind: str = Step.Kind.MOVED, role: str = "",
        on: dt.date | None = None, **values: Any,
    ) -> None:  # fmt: skip
        """Write down the change, then what follows from it; an undo takes back the latest alone."""
        day = on or local_today(by)
        refuse_to_come(day, by)
        number = self.steps_many + (state != self.state)
        party = self.party(role) if role else self.mine(by)
        step = Step(referral=self, party=party, number=number, kind=kind, was=self.state, state=state,
                    note=note.strip(), on=day)  # fmt: skip
        act.create(step)
        heard = {"told_steps": number, "told_at": step.created_at} if self._has_heard(party) else {}
        now = step.created_at
        values |= {"state": state, "steps_many": number, "changed_at": now, **heard, **milestones(self, state, now)}
        act.update(self, **values)
        act.update(self, news_due_at=self.next_news())
        signals.moved.send(sender=Referral, referral=self, by=by, step=step)

    def _has_heard(self, party: Party) -> bool:
        """The referrer knows what she does herself; what she was not told before, she still has to be told."""
        return party.role == Role.REFERRER and self.told_steps == self.steps_many

    def _locked(self) -> "Referral":
        one: Referral = Referral.objects.select_for_update(of=("self",)).get(pk=self.pk)
        return one

    def _after(self, act: Act) -> Act:
        self.refresh_from_db()
        return act

    def _refuse_unless(self, state: str) -> None:
        if self.state != state:
            raise Refusal(_("This referral has gone on: %s. Look at how it stands now.") % self.get_state_display())

    def _refuse_cycle(self, by: User, parent: "Referral | None") -> None:
        """It grew out of one that I can see, and none grows out of itself."""
        if parent is None:
            return
        above: Referral | None = Referral.objects.visible_to(by).filter(pk=parent.pk).first()  # as it stands by now
        if above is None:
            raise Refusal(_("The referral that it grew out of is not among yours."))
        while above is not None:
            if self.pk is not None and above.pk == self.pk:
                raise Refusal(_("It cannot have grown out of itself, nor out of what grew out of it."))
            above = above.parent

    @staticmethod
    def _refuse_strange(by: User, values: dict[str, Any]) -> None:
        """A side names only what is one's own."""
        mine = {"one_to_one": OneToOne.objects.visible_to(by), "promise": Promise.objects.visible_to(by)}
        for name, rows in mine.items():
            row = values.get(name)
            if row is not None and not rows.filter(pk=row.pk).exists():
                raise Refusal(_("It can have grown only out of something of yours."))
        fit = values.get("fit")
        if fit is not None and fit not in range(1, 6):
            raise Refusal(_("The fit is a number from 1 to 5."))
