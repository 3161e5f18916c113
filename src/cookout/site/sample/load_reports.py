"""Writes the reports that a chapter brings in: counts of another system, which stay what they are."""

import hashlib
from dataclasses import fields

from django.db import models

from cookout.insight.models import ReportedMonth, ReportedSum, ReportIn
from cookout.site.sample import meeting_shapes, shapes
from cookout.site.sample.hours import clock
from cookout.site.sample.load_chapters import EVENING, ChapterWriter
from cookout.site.sample.pouring import pour
from cookout.site.sample.uids import uid

REPORT_NOUNS: tuple[type[models.Model], ...] = (ReportedMonth,)
COUNTS = tuple(field.name for field in fields(meeting_shapes.Line) if field.name != "member")
"""What is called the same in the sample and in the database."""


def write_reports(sample: shapes.Sample, chapters: ChapterWriter) -> None:
    """Each report with its months; the director brought them in."""
    director = next(chapters.users[term.account] for term in sample.terms if term.region)
    for told in sample.gathered.reports:
        group, brought_at = chapters.groups[told.chapter], clock(told.brought_on, EVENING)
        name = f"attendance {told.starts_on:%Y-%m}.xls"
        report = ReportIn.objects.create(
            uid=uid(sample.seed, f"report {told.chapter} {told.month}", told.brought_on), group=group, by=director,
            file_name=name, digest=hashlib.sha256(f"{sample.seed} {told}".encode()).hexdigest(),
            kind=ReportIn.Kind.ATTENDANCE, chapter=group.name, starts_on=told.starts_on, ends_on=told.ends_on,
            state=ReportIn.State.APPLIED, applied_at=brought_at,
        )  # fmt: skip
        ReportIn.objects.filter(pk=report.pk).update(created_at=brought_at)
        pour(
            ReportedMonth(
                report=report, group=group, membership=chapters.member(told.chapter, line.member), name=line.member,
                month=told.month, **{name: getattr(line, name) for name in COUNTS},
            )
            for line in told.lines
        )  # fmt: skip
        ReportedSum.objects.create(
            report=report, group=group, month=told.month, amount=told.amount, currency="USD", payers=told.payers
        )
