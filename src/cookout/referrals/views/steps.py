"""The steps of one referral: on, put right, accepted, declined, taken back, disowned, agreed."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cookout.core.http import Request
from cookout.core.models import Act, one_act
from cookout.core.refusal import Refusal
from cookout.core.undo import say
from cookout.referrals.forms.steps import LineForm, StepForm
from cookout.referrals.models import Referral, State
from cookout.referrals.views.detail import detail_page, mine


@require_POST
def step_create(request: Request, uid: UUID) -> HttpResponse:
    """Say where it stands now."""
    one = mine(request, uid)
    correct = bool(request.POST.get("correct"))
    form = StepForm(one, request.POST, correct=correct)
    typed = {"correction" if correct else "form": form, "line": request.POST.get("note", "")}
    if not form.is_valid():
        problem = _("It does not go there from where it stands now. Choose again.") if "state" in form.errors else ""
        return detail_page(request, one, status=422, problem=problem, **typed)
    try:
        act = _carried_out(one, request, form)
    except Refusal as no:
        return detail_page(request, one, status=409, problem=str(no), **typed)
    say(request, _("%(who)s: %(state)s.") % {"who": one.prospect.called, "state": one.get_state_display()}, act)
    return redirect("referrals:referral_list") if request.POST.get("then") == "board" else redirect(one)


def _carried_out(one: Referral, request: Request, form: StepForm) -> Act:
    """Step and what comes next in one act, so that one undo takes back both."""
    said, by = form.cleaned_data, request.user
    state, note = said["state"], said["note"]
    with one_act(by=by, verb="referral.step", about=str(one)) as act:
        if form.is_correction:
            one.correct(by=by, state=state, note=note)
        elif state == State.ACCEPTED:
            one.accept(by=by, note=note)
        elif state == State.DECLINED:
            one.decline(by=by, reason=note)
        else:
            one.move(by=by, state=state, note=note, on=said["on"])
        plan = {name: said[name] for name in ("next_step", "next_on") if name in form.data}
        if plan and one.is_open:
            one.change(by=by, **plan)
    return act


@require_POST
def referral_accept(request: Request, uid: UUID) -> HttpResponse:
    """Take it on."""
    return _done(request, uid, "accept", _("Taken on: %(who)s."))


@require_POST
def referral_decline(request: Request, uid: UUID) -> HttpResponse:
    """Say no, and why."""
    return _done(request, uid, "decline", _("Declined: %(who)s."), words="reason")


@require_POST
def referral_withdraw(request: Request, uid: UUID) -> HttpResponse:
    """Take it back."""
    return _done(request, uid, "withdraw", _("Taken back: %(who)s."))


@require_POST
def referral_agree(request: Request, uid: UUID) -> HttpResponse:
    """The prospect does not mind a call."""
    return _done(request, uid, "agree", _("%(who)s agreed: it is a referral now."))


@require_POST
def referral_disown(request: Request, uid: UUID) -> HttpResponse:
    """It was not mine."""
    return _done(request, uid, "disown", _("Noted: %(who)s was not referred by you."), words="")


def _done(request: Request, uid: UUID, verb: str, sentence: str, words: str = "note") -> HttpResponse:
    """One verb with a line; a no stands on the page, with what was typed."""
    one, form = mine(request, uid), LineForm(request.POST)
    if not form.is_valid():
        return detail_page(request, one, status=422, problem=_("Say it in 300 letters at most."))
    line: dict[str, Any] = {words: form.cleaned_data["note"]} if words else {}
    try:
        act = getattr(one, verb)(by=request.user, **line)
    except Refusal as no:
        return detail_page(request, one, status=409, problem=str(no), line=form.cleaned_data["note"])
    say(request, sentence % {"who": one.prospect.called}, act)
    return redirect(one)
