"""What is owed: the list, news for a referrer, and the question to a silent provider."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cookout.core.http import Request
from cookout.core.refusal import Refusal
from cookout.core.undo import say
from cookout.referrals.forms.owed import UpdateForm, WordsForm
from cookout.referrals.models import Channel, Referral, Reminder, Role, Update
from cookout.referrals.models.composing import (
    Composer,
    compose_debt,
    compose_wait,
    reminder_composer,
    update_composer,
)
from cookout.referrals.models.debts import MOST, calls, debts, first_calls, owed_news, waited_for, waits

PAGE = 20
"""So many debts stand on a page, each with its draft."""


def owed_list(request: Request) -> HttpResponse:
    """News I owe, first calls, and for what I wait."""
    user = request.user
    owed = owed_news(user)
    page = Paginator(owed, PAGE).get_page(request.GET.get("page"))
    owing = [
        (debt, compose_debt(debt, user, then="owed"))
        for debt in debts(user, owed[max(0, page.start_index() - 1) : page.end_index()])
    ]
    context: dict[str, Any] = {"page": page, "debts": owing, "is_first": page.number == 1}
    if page.number == 1:
        context["calls"] = calls(user, first_calls(user)[:MOST])
        silent = waits(user, waited_for(user)[:MOST])
        context["waits"] = [(wait, compose_wait(wait, user, then="owed")) for wait in silent]
    return TemplateResponse(request, "referrals/owed_list.html", context)


@require_POST
def update_create(request: Request, uid: UUID) -> HttpResponse:
    """Tell the referrer."""
    one = _mine(request, uid)
    form = UpdateForm(request.POST)
    if not form.is_valid():
        return _once_more(request, one, form, form.first_error)
    said = {name: form.cleaned_data[name] for name in ("text", "channel", "up_to", "uid")}
    try:
        update = Update.tell(referral=one, by=request.user, kind=form.cleaned_data["kind"] or Update.Kind.NEWS, **said)
    except Refusal as no:
        return _once_more(request, one, form, str(no))
    sentence = _("Written to %(name)s.") if update.channel == Channel.MAIL else _("%(name)s is told.")
    say(request, sentence % {"name": one.referrer.first_name}, update.act)
    return _then(one, form)


@require_POST
def reminder_create(request: Request, uid: UUID) -> HttpResponse:
    """Ask how it is going."""
    one = _mine(request, uid)
    form = WordsForm(request.POST)
    if not form.is_valid():
        return _once_more(request, one, form, form.first_error)
    said = {name: form.cleaned_data[name] for name in ("text", "channel", "uid")}
    try:
        reminder = Reminder.ask(referral=one, by=request.user, **said)
    except Refusal as no:
        return _once_more(request, one, form, str(no))
    say(request, _("%(name)s is asked.") % {"name": one.provider.first_name}, reminder.act)
    return _then(one, form)


def _mine(request: Request, uid: UUID) -> Referral:
    one: Referral = get_object_or_404(Referral.objects.visible_to(request.user).with_parties(), uid=uid)
    return one


def _then(one: Referral, form: WordsForm) -> HttpResponse:
    return redirect("referrals:owed_list") if form.cleaned_data["then"] else redirect(one)


def _once_more(request: Request, one: Referral, form: WordsForm, error: str) -> HttpResponse:
    """The same words, and why they did not go; nothing is lost."""
    context = {"one": one, "composer": _again(request, one, form, error)}
    return TemplateResponse(request, "referrals/words_form.html", context, status=422)


def _again(request: Request, one: Referral, form: WordsForm, error: str) -> Composer:
    user, said = request.user, form.cleaned_data
    kept = {
        "draft": form.data.get("text", ""),
        "error": error,
        "channel": said.get("channel", ""),
        "uid": said.get("uid"),
    }
    if isinstance(form, UpdateForm):
        person = one.person_for(user, Role.REFERRER)
        return update_composer(one, user, person=person, up_to=said.get("up_to"), **kept)
    return reminder_composer(one, user, person=one.person_for(user, Role.PROVIDER), **kept)
