"""What people choose and type in the room `plan`."""

from cookout.plan.forms.plans import PauseForm, PlanForm, ReviewForm
from cookout.plan.forms.today import FilterForm, FinishForm

__all__ = ["FilterForm", "FinishForm", "PauseForm", "PlanForm", "ReviewForm"]
