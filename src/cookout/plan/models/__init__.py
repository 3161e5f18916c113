"""Nouns of the room `plan`."""

from cookout.plan.models.day import open_day
from cookout.plan.models.lines import Task
from cookout.plan.models.log import Day, Pause, Suggestion
from cookout.plan.models.targets import Aim, Kind, Per, Plan, PlanPause, Target, WeekReview
from cookout.plan.models.task import Line
from cookout.plan.models.today import Today, today_of

__all__ = [
    "Aim",
    "Day",
    "Kind",
    "Line",
    "Pause",
    "Per",
    "Plan",
    "PlanPause",
    "Suggestion",
    "Target",
    "Task",
    "Today",
    "WeekReview",
    "open_day",
    "today_of",
]
