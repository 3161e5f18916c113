"""Nouns of the room `insight`."""

from cookout.insight.models.award import Award, AwardHolder
from cookout.insight.models.member_months import LeftOut, MemberMonths, member_months
from cookout.insight.models.report_in import ReportIn
from cookout.insight.models.reported import ReportedMonth, ReportedSum
from cookout.insight.models.scope import Subject
from cookout.insight.models.scorecard import Scorecard
from cookout.insight.models.study_run import StudyRun, made_for, renew
from cookout.insight.models.tally import Counts, Tally, tally
from cookout.insight.models.target import MonthlyTarget

__all__ = [
    "Award",
    "AwardHolder",
    "Counts",
    "LeftOut",
    "MemberMonths",
    "MonthlyTarget",
    "ReportIn",
    "ReportedMonth",
    "ReportedSum",
    "Scorecard",
    "StudyRun",
    "Subject",
    "Tally",
    "made_for",
    "member_months",
    "renew",
    "tally",
]
