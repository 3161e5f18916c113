"""During: the guide to type into while talking, what a device had kept, and the choice between two texts."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cookout.core import queue
from cookout.core.http import Request
from cookout.core.models import Act, one_act
from cookout.core.refusal import Refusal
from cookout.core.side_by_side import Sent
from cookout.core.undo import say
from cookout.one_to_ones.forms.guide import ChoiceForm
from cookout.one_to_ones.models import Answer, OneToOne, guide_to
from cookout.people.models import Facet


@require_http_methods(["GET", "HEAD", "POST"])
def guide_detail(request: Request, uid: UUID) -> HttpResponse:
    """The questions and what was answered; without a script the whole page is sent at once."""
    one, refused = _mine(request, uid), dict[str, tuple[str, str]]()
    if request.method == "POST":
        act, refused = _write_all(request, one)
        if not refused:
            return _after(request, one, act)
    guide = guide_to(request.user, one, refused=refused)
    context = {"one": one, "guide": guide, "other": one.other(request.user), "facets": Facet.choices}
    response = TemplateResponse(request, "one_to_ones/guide.html", context, status=422 if refused else 200)
    if not refused:
        response.headers[queue.KEEPS] = str(request.user.uid)
    return response


@queue.receives
def answer_create(request: Request, uid: UUID) -> dict[str, Any]:
    """One answer, as a device sends it."""
    one, posted = _mine(request, uid), request.POST
    key, question, facet = (posted.get(name, "") for name in ("key", "question", "facet"))
    answer = Answer.to(key, by=request.user, one_to_one=one, question=question, facet=facet, lock=True)
    if queue.is_first(request):
        answer.write(posted.get("text", ""), by=request.user, sent=queue.sent(request, ""))
        if answer.pk and not answer.prompt:
            answer.reword(question, facet, by=request.user)
    return {
        "key": answer.key,
        "text": answer.text,
        "revision": answer.revision,
        "beside": len(answer.waiting),
        "is_linked": one.person_for(request.user) is not None,
        "people": [{"name": person.full_name, "url": person.get_absolute_url()} for person in answer.people()],
    }


@require_POST
def choice_create(request: Request, uid: UUID) -> HttpResponse:
    """Which of two texts stays."""
    mine = get_object_or_404(Answer.objects.visible_to(request.user), uid=uid)
    one = _mine(request, mine.one_to_one.uid)
    form = ChoiceForm(request.POST)
    if not form.is_valid():
        raise Refusal(_("Say which of the two stays."))
    act = mine.choose(by=request.user, **form.cleaned_data)
    say(request, _("Kept. Nothing stands beside it any more."), act)
    return redirect("one_to_ones:guide_detail", one.uid)


def _mine(request: Request, uid: UUID) -> OneToOne:
    one: OneToOne = get_object_or_404(OneToOne.objects.visible_to(request.user).with_seats(), uid=uid)
    return one


def _write_all(request: Request, one: OneToOne) -> tuple[Act | None, dict[str, tuple[str, str]]]:
    """Write what was typed; what cannot be taken stays in its field, with the reason."""
    refused: dict[str, tuple[str, str]] = {}
    with one_act(by=request.user, verb="answer.write", about=str(one)) as act:
        for name in [name for name in request.POST if name.startswith("text:")]:
            key = name.removeprefix("text:")
            try:
                _write(request, one, key)
            except Refusal as refusal:
                refused[key] = (request.POST[name], str(refusal))
        changed = act.changes.exists()
        if not changed:
            act.delete()
    return (act if changed else None), refused


def _write(request: Request, one: OneToOne, key: str) -> None:
    text, base = request.POST[f"text:{key}"], request.POST.get(f"base:{key}", "")
    question, facet = request.POST.get(f"question:{key}", ""), request.POST.get(f"facet:{key}", "")
    answer = Answer.to(key, by=request.user, one_to_one=one, question=question, facet=facet, lock=True)
    if answer.pk or text.strip():
        answer.write(text, by=request.user, sent=Sent("", int(base) if base.isdecimal() and len(base) < 10 else None))
        if answer.pk and not answer.prompt:
            answer.reword(question, facet, by=request.user)


def _after(request: Request, one: OneToOne, act: Act | None) -> HttpResponse:
    if act is not None:
        say(request, _("Saved."), act)
    finished = "finish" in request.POST
    return redirect("one_to_ones:wrap_up_detail" if finished else "one_to_ones:guide_detail", one.uid)
