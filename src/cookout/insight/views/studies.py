"""Doors for people: what works here, the counts behind it, and how it is worked out."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cookout.core.http import Request
from cookout.core.undo import say
from cookout.insight.formats.count_table import as_csv
from cookout.insight.forms.subjects import SubjectForm
from cookout.insight.models import StudyRun, Subject, made_for
from cookout.insight.models.mine import Mine, my_months
from cookout.insight.models.page import Page, tabs


@require_safe
def study_detail(request: Request) -> HttpResponse:
    """What works in my chapter, in the region, or my own months."""
    subject = _subject(request)
    context = {"subject": subject, "tabs": tabs(request.user, subject)}
    if subject.user is not None:
        return TemplateResponse(request, "insight/mine.html", {**context, "mine": Mine(my_months(request.user))})
    return TemplateResponse(request, "insight/study.html", {**context, "page": Page.of(subject)})


@require_POST
def study_create(request: Request) -> HttpResponse:
    """Have it worked out anew."""
    subject = _subject(request)
    StudyRun.ask(by=request.user, subject=subject)
    say(request, _("It is being worked out anew. Look again in a moment."))
    return redirect(f"{reverse('insight:study_detail')}?{subject.query}")


@require_safe
def count_list(request: Request) -> HttpResponse:
    """The counts as a table for other programs: no member, and no number under five."""
    made, _run = made_for(_subject(request))
    if made is None:
        raise Http404
    answer = HttpResponse(as_csv(made.tables), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="what-works.csv"'
    return answer


@require_safe
def method(request: Request) -> HttpResponse:
    """How the numbers come about and what they can mean."""
    return TemplateResponse(request, "insight/method.html", {})


def _subject(request: Request) -> Subject:
    subject = SubjectForm(request.POST or request.GET).subject(request.user)
    if subject is None:
        raise Http404
    return subject
