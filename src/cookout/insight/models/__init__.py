"""Nouns of the room `insight`."""

from cookout.insight.models.award import Award, AwardHolder, Scorecard
from cookout.insight.models.member_months import LeftOut, MemberMonths, member_months
from cookout.insight.models.reported import ReportedMonth, ReportedSum, ReportIn
from cookout.insight.models.scope import Subject
from cookout.insight.models.study_run import StudyRun, made_for, renew
from cookout.insight.models.target import MonthlyTarget

__all__ = [
    "Award",
    "AwardHolder",
    "LeftOut",
    "MemberMonths",
    "MonthlyTarget",
    "ReportIn",
    "ReportedMonth",
    "ReportedSum",
    "Scorecard",
    "StudyRun",
    "Subject",
    "made_for",
    "member_months",
    "renew",
]
