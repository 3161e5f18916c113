"""My month: what took place, what is planned, what I wish for, whom I have met. Nobody else's."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cookout.core.http import Request
from cookout.core.undo import say
from cookout.insight.forms.target import TargetForm
from cookout.insight.models import MonthlyTarget
from cookout.insight.models.met import my_rows
from cookout.insight.models.progress import Progress


@require_safe
def my_month(request: Request) -> HttpResponse:
    """My month so far."""
    target = MonthlyTarget.of(request.user)
    return _shown(request, TargetForm(initial={"one_to_ones": target.one_to_ones if target else None}))


@require_POST
def target_update(request: Request) -> HttpResponse:
    """Wish for so many 1-2-1s a month, or for no number."""
    form = TargetForm(request.POST)
    if not form.is_valid():
        return _shown(request, form)
    many = form.cleaned_data["one_to_ones"]
    if many is None:
        say(request, _("There is no target any more."), MonthlyTarget.clear(by=request.user))
    else:
        said = _("Your target: %s 1-2-1s a month. Only you see it.") % many
        say(request, said, MonthlyTarget.set(many, by=request.user))
    return redirect("reports:my_month")


def _shown(request: Request, form: TargetForm) -> HttpResponse:
    progress = Progress.of(request.user)
    context = {"progress": progress, "rows": my_rows(request.user, progress.today), "form": form}
    return TemplateResponse(request, "insight/my_month.html", context, status=422 if form.is_bound else 200)
