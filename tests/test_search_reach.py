"""What is searched of all that people write, decided field by field; and that nobody finds what is not theirs."""

import datetime as dt
from itertools import chain

from django.apps import apps
from django.db import models

from cookout.core import search
from cookout.core.models import User
from cookout.core.search import building, full_text
from cookout.events.models import GroupMeeting
from cookout.events.testing import tuesdays
from cookout.people.models import Person
from cookout.plan.models import WeekReview
from cookout.referrals.models import Ask, Favor, Teaching, Update
from cookout.referrals.models import Testimonial as Praise
from cookout.referrals.testing import passed
from cookout.ties.models import Context, Tag, Tie

NOT_IN_FULL = {
    "names, found word by word": "people.Person.full_name people.Person.given people.Person.family people.Word.word "
    "people.Person.additional people.Person.prefix people.Person.suffix people.Person.sort_key",
    "one's own account, and settings of the house": "core.User.password core.User.email core.User.name core.User.zone "
    "core.User.region_code core.House.name core.House.group_word core.House.group_words core.Token.name",
    "what the house noted of its own work": "core.Act.verb core.Act.about core.Change.model core.Letter.failure "
    "core.Letter.key core.Letter.to core.Letter.subject core.Letter.text core.Letter.html core.Letter.calendar "
    "people.AddressImport.failure people.AddressImport.book_mark events.CalendarImport.failure rounds.Round.failure "
    "rounds.Round.engine rounds.Draw.policy plan.Day.policy insight.StudyRun.failure connect.WebhookDelivery.failure "
    "connect.WebhookDelivery.about connect.WebhookDelivery.body",
    "secrets and marks": "core.Token.digest people.ColumnMapping.digest people.ProfileLink.digest "
    "groups.Invitation.digest one_to_ones.CalendarFeed.digest referrals.MailStop.digest "
    "referrals.ExperienceLink.digest referrals.RecordLink.digest "
    "referrals.WindowLink.digest insight.ReportIn.digest insight.StudyRun.digest "
    "connect.Webhook.digest people.Detail.key events.Event.calendar_uid",
    "files being brought in, which are found once they are": "people.ImportFile.name people.ImportFile.format "
    "people.ImportFile.refusal people.ImportFile.sheet people.ImportRow.name people.ImportRow.reason "
    "events.CalendarGuest.name events.CalendarGuest.mail events.CalendarRow.event_uid events.CalendarRow.occurrence "
    "events.CalendarRow.zone events.CalendarRow.summary events.CalendarRow.place events.CalendarRow.also "
    "events.CalendarImport.name events.CalendarImport.refusal insight.ReportIn.file_name insight.ReportIn.chapter "
    "insight.ReportedMonth.name insight.ReportedSum.currency",
    "zones and currencies": "groups.Group.zone events.Event.zone events.Event.currency one_to_ones.OneToOne.zone "
    "one_to_ones.ThinkingSlot.zone referrals.ClosedBusiness.currency",
    "the question or the label beside what is searched": "people.Detail.label people.ProfileEntry.prompt "
    "ties.Fact.prompt one_to_ones.Answer.prompt people.ProfileVersion.text",
    "lists of the house": "people.Classification.name people.Classification.naics groups.Region.name "
    "insight.Scorecard.name",
    "names of links, feeds and lists, which stand on one page each": "people.ProfileLink.name ties.SavedList.name "
    "one_to_ones.CalendarFeed.name one_to_ones.ThinkingSlot.name referrals.RecordLink.name connect.Webhook.name "
    "connect.Webhook.url",
    "what leaders read on the page of their group": "groups.Group.meets_where groups.Invitation.name "
    "groups.Invitation.email groups.Application.email groups.Application.phone groups.Application.note "
    "groups.WantedSeat.note events.MeetingClosure.difference events.MeetingClosure.reason "
    "events.Attendance.substitute events.Visit.name events.Visit.trade events.Visit.email events.Visit.phone "
    "events.LearningCredit.title events.Praise.text",
    "ways to reach somebody who is found by name": "one_to_ones.Seat.mail referrals.Party.mail referrals.Party.phone",
    "a step or an answer on the page of the referral or the 1-2-1, which is found": "one_to_ones.Step.note "
    "referrals.Step.note referrals.Referral.next_step referrals.ClosedBusiness.note referrals.Experience.line "
    "referrals.Review.text referrals.Reminder.text referrals.Reply.line",
    "a reason on the page of the plan": "ties.Capacity.crowded_because plan.Plan.reason plan.PlanPause.reason",
}
"""What the index of the full text leaves out, by reason."""


def written() -> set[str]:
    """Every field of ours that holds words of no fixed list."""
    ours = (model for model in apps.get_models() if model.__module__.startswith("cookout"))
    return {
        f"{model._meta.label}.{field.name}"
        for field in chain.from_iterable(model._meta.local_concrete_fields for model in ours)
        for model in [field.model]
        if isinstance(field, models.TextField | models.CharField)
        and not (field.choices or field.primary_key or isinstance(field, models.SlugField))
    }


def test_for_every_field_somebody_decided_whether_it_is_searched() -> None:
    kept = {(one.table, column) for one in full_text.everything() for column in one.columns}
    in_full = {name for name in written() if _column(name) in kept}
    left_out = [name for names in NOT_IN_FULL.values() for name in names.split()]
    assert len(left_out) == len(set(left_out))
    assert in_full | set(left_out) == written(), "decide whether it is searched: keep(…) it, or say here why not"
    assert not in_full & set(left_out)


def _column(name: str) -> tuple[str, str]:
    model, _dot, field = name.rpartition(".")
    noun = apps.get_model(model)
    return noun._meta.db_table, noun._meta.get_field(field).column


def kinds(user: User) -> set[str]:
    return {hit.kind for hit in search.find(user, "quillwort", limit=50)}


OWN = {"Your weeks", "Your tags", "Your lives", "What you asked for", "Favours", "What you taught", "Testimonials"}
SHARED = {"News of referrals", "Meetings"}


def test_words_of_the_new_sources_are_found_by_those_who_may_read_them_alone(ada: User, ben: User, cleo: User) -> None:
    group = tuesdays(ada, ben, leader=ada)
    GroupMeeting.call(group, by=ada, on=dt.date.today(), topic="quillwort")
    person = Person.keep(by=ben, full_name="Marta Reyes")
    tie = Tie.objects.between(ben, person)
    for noted in (Favor.note, Ask.note, Praise.keep, Teaching.teach):
        noted(by=ben, tie=tie, text="quillwort")
    Tag.put("quillwort", [person], by=ben)
    Context.make("quillwort", by=ben)
    review = WeekReview.write(by=ben, monday=dt.date.today() - dt.timedelta(days=7), went_well="quillwort")
    one = passed(ada, ben)
    Update.tell(referral=one, by=ben, text="quillwort", channel="here", kind="news")
    assert kinds(ben) == OWN | SHARED
    assert kinds(ada) == SHARED  # the leader, and the other of the referral
    assert kinds(cleo) == set()
    gone = review.remove(by=ben)
    assert "Your weeks" not in kinds(ben)
    gone.undo(by=ben)
    assert kinds(ben) == OWN | SHARED
    tie.person.remove(by=ben)
    assert not kinds(ben) & {"What you asked for", "Favours", "What you taught", "Testimonials"}
    assert building.astray() == []
