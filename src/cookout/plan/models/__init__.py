"""Nouns of the room `plan`."""

from cookout.plan.models.day import open_day
from cookout.plan.models.lines import Task
from cookout.plan.models.log import Day, Pause, Suggestion
from cookout.plan.models.outlook import Ahead, ahead_of
from cookout.plan.models.pause import PlanPause
from cookout.plan.models.review import WeekReview
from cookout.plan.models.targets import Aim, Kind, Per, Plan, Target
from cookout.plan.models.task import Line
from cookout.plan.models.today import Today, today_of
from cookout.plan.models.weeks import Measured, Span, measured

__all__ = [
    "Ahead",
    "Aim",
    "Day",
    "Kind",
    "Line",
    "Measured",
    "Pause",
    "Per",
    "Plan",
    "PlanPause",
    "Span",
    "Suggestion",
    "Target",
    "Task",
    "Today",
    "WeekReview",
    "ahead_of",
    "measured",
    "open_day",
    "today_of",
]
