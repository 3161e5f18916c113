"""Who could introduce me, and who may be found through me."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cookout.core.http import Request
from cookout.core.refusal import Refusal
from cookout.core.undo import say
from cookout.groups.models import Group
from cookout.people.models import Person
from cookout.ties.models import Introduction, SharedTie, Target
from cookout.ties.views.found import mine, on, tie_with

TEMPLATE = "ties/introduction.html"


def introduction(request: Request) -> HttpResponse:
    """Ask by mail or phone. The address goes in the body, so that it stands in no log of addresses."""
    if request.method != "POST":
        return TemplateResponse(request, TEMPLATE, {})
    typed = request.POST.get("address", "").strip()
    try:
        answer = Introduction.to(Target.at(typed, by=request.user), by=request.user)
    except Refusal as refusal:
        return TemplateResponse(request, TEMPLATE, {"typed": typed, "refusal": str(refusal)}, status=422)
    return TemplateResponse(request, TEMPLATE, {"typed": typed, "answer": answer})


@require_POST
def introduction_person(request: Request, uid: UUID) -> HttpResponse:
    """Ask about somebody whom I may see."""
    person = get_object_or_404(Person.objects.visible_to(request.user), uid=uid)
    answer = Introduction.to(Target.of(person, by=request.user), by=request.user)
    return TemplateResponse(request, TEMPLATE, {"answer": answer, "person": person})


@require_POST
def shared_tie_create(request: Request, uid: UUID) -> HttpResponse:
    """Let the members of a group be told to ask me."""
    tie = tie_with(request, uid)
    chosen = request.POST.get("group", "")
    group = next((one for one in Group.objects.of(request.user) if str(one.uid) == chosen), None)
    if group is None:
        return on(request, tie)
    word = request.POST.get("closeness", "")
    closeness = int(word) if word in {str(value) for value in SharedTie.Says.values} else SharedTie.Says.KNOWS
    SharedTie.share(tie, group, by=request.user, closeness=closeness)
    said = {"name": tie.person.first_name, "group": group.name}
    say(request, _("%(name)s may be found through you by %(group)s.") % said)
    return on(request, tie)


@require_POST
def shared_tie_remove(request: Request, uid: UUID) -> HttpResponse:
    """Take it back."""
    row = mine(SharedTie, request, uid)
    act = row.unshare(by=request.user)
    say(request, _("%(name)s is not found through you by %(group)s.")
        % {"name": row.tie.person.first_name, "group": row.group.name}, act)  # fmt: skip
    return on(request, row.tie)
