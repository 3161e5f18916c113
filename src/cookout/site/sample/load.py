"""Writes the sample into an empty house, in bulk: what the verbs would write, without the diary of the past."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone

from cookout.core.asked import asked_once
from cookout.core.models import House, User
from cookout.insight.models import Scorecard
from cookout.people.models import Classification, Detail, Person, ProfileEntry, Word
from cookout.people.models.person import sort_key
from cookout.people.models.word import search_words
from cookout.referrals.models.guard import while_emptied
from cookout.referrals.models.settling import settle_old
from cookout.site.sample import shapes
from cookout.site.sample.hours import ZONE, clock
from cookout.site.sample.load_between import write_between
from cookout.site.sample.load_book import BookWriter
from cookout.site.sample.load_chapters import ChapterWriter
from cookout.site.sample.load_diary import DiaryWriter
from cookout.site.sample.load_evening import write_evening
from cookout.site.sample.load_events import EVENT_NOUNS, EventWriter
from cookout.site.sample.load_meetings import MEETING_NOUNS, write_meetings
from cookout.site.sample.load_plans import PLAN_NOUNS, write_plans
from cookout.site.sample.load_recognition import RECOGNITION_NOUNS, write_recognition
from cookout.site.sample.load_referrals import ReferralWriter
from cookout.site.sample.load_reports import REPORT_NOUNS, write_reports
from cookout.site.sample.load_rounds import ROUND_NOUNS, write_rounds
from cookout.site.sample.load_triage import write_triage
from cookout.site.sample.pouring import pour
from cookout.site.sample.uids import uid


@dataclass(slots=True)
class People:
    """Collects people with their details and writes them with their search words."""

    rows: list[Person] = field(default_factory=list)
    details: list[Detail] = field(default_factory=list)

    def add(self, person: Person, values: tuple[shapes.Value, ...]) -> Person:
        """One more; the derived column as `Person.save` would write it."""
        person.sort_key = sort_key(person.full_name, person.given, person.family)
        self.rows.append(person)
        self.details += [
            Detail.made(person, value.kind, value.value, label=value.label, position=position)
            for position, value in enumerate(values)
        ]
        return person

    def write(self) -> None:
        """All of them in a few statements."""
        pour(self.rows)
        pour(self.details)
        of_person: dict[int, list[tuple[str, str]]] = {person.pk: [] for person in self.rows}
        for detail in self.details:
            of_person[detail.person.pk].append((detail.kind, detail.value))
        pour(
            Word(keeper_id=person.keeper_id, person_id=person.pk, word=word)
            for person in self.rows
            for word in search_words(person.full_name, of_person[person.pk])
        )


@transaction.atomic
def load(sample: shapes.Sample) -> dict[str, int]:
    """Write everything and say how much; all of it or nothing."""
    Classification.objects.sync()
    trades = {trade.slug: trade for trade in Classification.objects.all()}
    accounts = _accounts(sample, trades)
    chapters = ChapterWriter(sample, accounts, trades)
    chapters.write()
    kept = People()
    diary = DiaryWriter(sample, accounts)
    writers = {book.owner: BookWriter(sample, book, accounts, trades, kept.add, diary.rows) for book in sample.books}
    for writer in writers.values():
        writer.meet()
    kept.write()
    for writer in writers.values():
        writer.write()
    diary.write(writers)
    write_triage(sample, writers)
    met = People()
    EventWriter(sample, writers, trades).write(met.add, met.write)
    write_plans(sample, writers)
    passing = ReferralWriter(sample.seed, sample.passing.referrals, accounts, writers, diary.rows)
    passing.write()
    settle_old()
    write_between(sample.seed, sample.passing.between, accounts, writers, passing.rows)
    write_meetings(sample, chapters, trades)
    write_reports(sample, chapters)
    write_recognition(sample, chapters)
    with asked_once():  # what members have in common is asked once for their round and their evening
        write_rounds(sample, chapters, diary.rows)
        write_evening(sample, chapters)
    House.objects.update_or_create(pk=1, defaults={"is_sample": True})
    _weigh()
    return _counted()


def _weigh() -> None:
    """Tell the database how much there is now: PostgreSQL plans badly until it has looked at a full table."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


STAYING = {"contenttypes", "auth", "sites"}
"""Apps of Django whose rows belong to the program and not to a house."""

STAYING_ROWS: dict[type[models.Model], str] = {Scorecard: " WHERE region_id IS NOT NULL"}
"""Examples of no region came with the program and belong to it."""


@transaction.atomic
def empty() -> None:
    """Take everything out of a house. The order does not matter: both databases check what hangs on what at the end."""
    with while_emptied(connection), connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.app_label not in STAYING and model._meta.managed:
                kept = STAYING_ROWS.get(model, "")
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}{kept}")


def _accounts(sample: shapes.Sample, trades: Mapping[str, Classification]) -> dict[str, User]:
    """Accounts without a password: the sample is entered with one click."""
    users: dict[str, User] = {}
    for account in sample.accounts:
        user = User(
            uid=uid(sample.seed, f"user {account.key}", account.since),
            email=account.email,
            name=account.name.full,
            zone=ZONE,
            is_host=account.is_host,
            date_joined=timezone.make_aware(dt.datetime.combine(account.since, dt.time(9))),
        )
        user.set_unusable_password()
        users[account.key] = user
    pour(users.values())
    pour(EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users.values())
    _their_people(sample, users, trades)
    return users


def _their_people(sample: shapes.Sample, users: Mapping[str, User], trades: Mapping[str, Classification]) -> None:
    """The person that each account is, with her profile."""
    people = People()
    entries = []
    for account in sample.accounts:
        person = Person(
            uid=uid(sample.seed, f"person {account.key}", account.since),
            account=users[account.key],
            full_name=account.name.full,
            given=account.name.given,
            family=account.name.family,
            classification=trades[account.slug] if account.slug else None,
        )
        people.add(person, account.details)
        entries += [
            ProfileEntry(
                uid=uid(sample.seed, f"entry {account.key} {position}", account.since),
                person=person,
                facet=entry.facet,
                prompt=entry.prompt,
                text=entry.text,
                audience=entry.audience,
                position=position,
            )
            for position, entry in enumerate(account.profile)
        ]
    people.write()
    pour(entries)
    for account in sample.accounts:  # the database stamps them with the present; when each was told is written after
        if account.told_on:
            told_at = clock(account.told_on, dt.time(20))
            ProfileEntry.objects.filter(person__account=users[account.key]).update(edited_at=told_at)


def _counted() -> dict[str, int]:
    """What there is now, by noun."""
    nouns: list[type[models.Model]] = [
        User,
        *ChapterWriter.NOUNS,
        Person,
        ProfileEntry,
        *BookWriter.NOUNS,
        *DiaryWriter.NOUNS,
        *ReferralWriter.NOUNS,
        *MEETING_NOUNS,
        *REPORT_NOUNS,
        *RECOGNITION_NOUNS,
        *ROUND_NOUNS,
        *EVENT_NOUNS,
        *PLAN_NOUNS,
    ]
    return {str(noun._meta.verbose_name_plural): noun._default_manager.count() for noun in nouns}
