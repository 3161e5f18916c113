"""Nouns of the room `insight`."""

from cookout.insight.models.member_months import LeftOut, MemberMonths, member_months
from cookout.insight.models.scope import Subject
from cookout.insight.models.study_run import StudyRun, made_for, renew

__all__ = ["LeftOut", "MemberMonths", "StudyRun", "Subject", "made_for", "member_months", "renew"]
