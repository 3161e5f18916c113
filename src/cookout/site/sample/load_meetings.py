"""Writes the weekly meetings as their verbs would: attendance, visitors, praise, closings; and learning credits."""

import uuid
from collections.abc import Iterator, Mapping

from django.db import models

from cookout.events.models import Attendance, GroupMeeting, LearningCredit, MeetingClosure, Praise, Visit
from cookout.groups.models import Application
from cookout.people.models import Classification
from cookout.site.sample import meeting_shapes, shapes
from cookout.site.sample.load_chapters import ChapterWriter
from cookout.site.sample.pouring import pour
from cookout.site.sample.uids import uid

MEETING_NOUNS: tuple[type[models.Model], ...] = (GroupMeeting, Attendance, Visit, LearningCredit)


def write_meetings(sample: shapes.Sample, chapters: ChapterWriter, trades: Mapping[str, Classification]) -> None:
    """All meetings of the house, in a few statements."""
    writer = MeetingWriter(sample, chapters, trades)
    writer.write()


class MeetingWriter:
    """The meetings on their way into the database; their members are written already."""

    def __init__(self, sample: shapes.Sample, chapters: ChapterWriter, trades: Mapping[str, Classification]) -> None:
        self.seed = sample.seed
        self.told = sample.gathered
        self.chapters = chapters
        self.trades = trades
        self.rows = {(one.chapter, one.on): self._row(one) for one in self.told.gatherings}
        self.applied = {(row.group_id, row.name): row for row in Application.objects.all()}

    def write(self) -> None:
        """The meetings first, then what hangs on them."""
        pour(self.rows.values())
        told = self.told.gatherings
        pour(row for one in told for row in self._attended(one))
        pour(row for one in told for row in self._visits(one))
        pour(row for one in told for row in self._praise(one))
        pour(row for one in told for row in self._closures(one))
        pour(
            (
                LearningCredit(
                    uid=self._uid("credit", f"{row.chapter} {row.member} {number}", row),
                    membership=self.chapters.seats[row.chapter, row.member], on=row.on, credits=row.credits,
                    title=row.title,
                )
                for number, row in enumerate(self.told.credits)
            ),
        )  # fmt: skip

    def _uid(self, kind: str, key: str, one: meeting_shapes.Gathering | meeting_shapes.Credit) -> uuid.UUID:
        return uid(self.seed, f"{kind} {one.chapter} {one.on} {key}", one.on)

    def _row(self, one: meeting_shapes.Gathering) -> GroupMeeting:
        chapter = next(row for row in self.chapters.sample.chapters if row.key == one.chapter)
        return GroupMeeting(
            uid=self._uid("meeting", "", one), group=self.chapters.groups[one.chapter], on=one.on,
            starts_at=None if one.is_holiday else chapter.meets_at, place="" if one.is_holiday else chapter.where,
            topic=one.topic, is_holiday=one.is_holiday, speaker=self.chapters.member(one.chapter, one.speaker),
            notes=one.notes,
        )  # fmt: skip

    def _attended(self, one: meeting_shapes.Gathering) -> Iterator[Attendance]:
        noted_by = self.chapters.user(one.chapter, one.noted_by)
        for row in one.presences:
            yield Attendance(
                uid=self._uid("attendance", row.member, one), meeting=self.rows[one.chapter, one.on],
                membership=self.chapters.seats[one.chapter, row.member], coming=row.coming, mark=row.mark,
                substitute=row.substitute, checked_in_at=row.checked_in_at, noted_by=noted_by if row.mark else None,
            )  # fmt: skip

    def _visits(self, one: meeting_shapes.Gathering) -> Iterator[Visit]:
        group = self.chapters.groups[one.chapter]
        for row in one.guests:
            host = self.chapters.member(one.chapter, row.guest_of)
            yield Visit(
                uid=self._uid("visit", row.name, one), meeting=self.rows[one.chapter, one.on], name=row.name,
                trade=row.trade, classification=self.trades.get(row.slug), email=row.mail, phone=row.phone,
                invited_by=host, came=row.came, follow_up_by=host if row.follow_up_on else None,
                follow_up_on=row.follow_up_on, followed_up_on=row.followed_up_on, outcome=row.outcome,
                application=self.applied.get((group.pk, row.name)) if row.outcome == "applies" else None,
            )  # fmt: skip

    def _praise(self, one: meeting_shapes.Gathering) -> Iterator[Praise]:
        for number, row in enumerate(one.praise):
            giver, receiver = (self.chapters.seats[one.chapter, name] for name in (row.giver, row.receiver))
            yield Praise(
                uid=self._uid("praise", str(number), one), meeting=self.rows[one.chapter, one.on], giver=giver,
                receiver=receiver, text=row.text,
            )  # fmt: skip

    def _closures(self, one: meeting_shapes.Gathering) -> Iterator[MeetingClosure]:
        for number, row in enumerate(one.closings):
            yield MeetingClosure(
                uid=self._uid("closing", str(number), one), meeting=self.rows[one.chapter, one.on], closed_at=row.at,
                closed_by=self.chapters.user(one.chapter, row.by), headcount=row.headcount,
                difference=row.difference, reopened_at=row.reopened_at,
                reopened_by=self.chapters.user(one.chapter, row.reopened_by), reason=row.reason,
            )  # fmt: skip
