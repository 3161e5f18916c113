"""The wrap-up of a 1-2-1, and the six weeks that follow a first one."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cookout.core.http import Request, back
from cookout.core.refusal import Refusal
from cookout.core.undo import say
from cookout.one_to_ones.forms.after import WrapUpSheet
from cookout.one_to_ones.models import OneToOne, Wrapping, end_six_weeks, resume_six_weeks, wrapping


def wrap_up_detail(request: Request, uid: UUID) -> HttpResponse:
    """What follows from it: promises, a thinking slot, the next one, and how it went."""
    one = _mine(request, uid)
    seen = wrapping(one, request.user)
    sheet = WrapUpSheet(request.user, seen, request.POST if request.method == "POST" else None)
    if sheet.is_bound and sheet.is_valid() and (done := _finish(request, sheet)):
        return done
    context = {"one": one, "seen": seen, "sheet": sheet}
    return TemplateResponse(request, "one_to_ones/wrap_up.html", context, status=422 if sheet.is_bound else 200)


@require_POST
def follow_through_end(request: Request, uid: UUID) -> HttpResponse:
    """Enough of the six weeks."""
    one = _mine(request, uid)
    sentence = _("The six weeks with %(name)s end here.") % {"name": one.other(request.user).first_name}
    say(request, sentence, end_six_weeks(one, by=request.user))
    return back(request)


@require_POST
def follow_through_resume(request: Request, uid: UUID) -> HttpResponse:
    """Go on after all."""
    one = _mine(request, uid)
    sentence = _("The six weeks with %(name)s go on.") % {"name": one.other(request.user).first_name}
    say(request, sentence, resume_six_weeks(one, by=request.user))
    return back(request)


def _mine(request: Request, uid: UUID) -> OneToOne:
    one: OneToOne = get_object_or_404(OneToOne.objects.visible_to(request.user).with_seats(), uid=uid)
    return one


def _finish(request: Request, sheet: WrapUpSheet) -> HttpResponse | None:
    """Do it and say so; where it cannot be done, the form says why and nothing is lost."""
    seen, name = sheet.seen, {"name": sheet.seen.other.first_name}
    try:
        if sheet.form.was_missed:
            act = seen.one.miss(by=request.user)
            say(request, _("Noted: it did not happen. Nobody is blamed; propose another time."), act)
            return redirect(seen.one)
        wrap_up = sheet.finish()
    except Refusal as refusal:
        sheet.form.add_error(None, str(refusal))
        sheet.form.collides = refusal.code == "collides"
        return None
    say(request, _("Wrapped up with %(name)s.") % name, wrap_up.act)
    return redirect(_then(seen))


def _then(seen: Wrapping) -> str:
    return seen.person.get_absolute_url() if seen.person else seen.one.get_absolute_url()
