"""The plan as plain data: one shape for programs, the command line and the archive."""

from collections.abc import Iterator
from typing import Any

from cookout.core.models import User
from cookout.plan.models.outlook import ahead_of
from cookout.plan.models.pause import PlanPause
from cookout.plan.models.review import QUESTIONS, WeekReview
from cookout.plan.models.targets import Plan
from cookout.plan.models.weeks import Span, measured

Row = dict[str, Any]


def plan_data(plan: Plan) -> Row:
    """One plan."""
    aims = [{"kind": kind, "number": float(aim.number), "per": aim.per} for kind, aim in plan.aims.items()]
    return {"uid": plan.uid, "starts_on": plan.starts_on, "reason": plan.reason, "targets": aims}


def pause_data(pause: PlanPause) -> Row:
    """One pause."""
    return {name: getattr(pause, name) for name in ("uid", "starts_on", "ends_on", "reason")}


def review_data(review: WeekReview) -> Row:
    """One look back."""
    return {name: getattr(review, name) for name in ("uid", "monday", *QUESTIONS)}


def as_data(user: User) -> Row:
    """All that the page shows."""
    told = measured(user)
    ahead = ahead_of(user, told.plan)
    return {
        "plan": plan_data(told.plan) if told.plan else None,
        "coming": plan_data(told.coming) if told.coming else None,
        "is_paused": told.pause is not None,
        "pauses": [pause_data(pause) for pause in told.pauses],
        "weeks": [_span(week) for week in told.weeks],
        "months": [_span(month) for month in told.months],
        "smaller": [{"kind": kind, "number": float(a.number), "per": a.per} for kind, a in told.smaller.items()],
        "outlook": {"words": ahead.words, "basis": ahead.basis} if ahead else None,
    }


def _span(span: Span) -> Row:
    return {
        "first": span.first,
        "last": span.last,
        "state": span.state,
        "word": span.word,
        "kept": [
            {"kind": one.kind, "number": float(one.number), "planned": None if one.aim is None else float(one.aim)}
            for one in span.kept
        ],
    }


def plans(user: User) -> Iterator[Row]:
    """Every plan, for the archive."""
    return map(plan_data, Plan.objects.visible_to(user).prefetch_related("targets"))


def plan_pauses(user: User) -> Iterator[Row]:
    """Every pause, for the archive."""
    return map(pause_data, PlanPause.objects.visible_to(user))


def week_reviews(user: User) -> Iterator[Row]:
    """Every look back, for the archive."""
    return map(review_data, WeekReview.objects.visible_to(user))
