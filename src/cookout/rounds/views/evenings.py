"""Speed evenings of a group: the list, planning one, turn by turn, on the wall, on paper, as a table."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cookout.core import papers
from cookout.core.http import Request
from cookout.core.models import User, one_act
from cookout.core.refusal import Refusal
from cookout.core.undo import say
from cookout.events.models import today_in
from cookout.groups.models import Group
from cookout.rounds.forms.evenings import AbsenceForm, EveningForm
from cookout.rounds.models import SpeedEvening
from cookout.rounds.models.evening_asked import ways_to_sit, who_come
from cookout.rounds.models.evening_turns import EveningPlan
from cookout.rounds.papers import evening_paper

PER_PAGE = 20


def seen(user: User, uid: UUID) -> SpeedEvening:
    """An evening of a group that this user may see."""
    return get_object_or_404(SpeedEvening.objects.visible_to(user).select_related("group__region"), uid=uid)


def led(user: User, uid: UUID) -> SpeedEvening:
    """An evening of a group that this user leads."""
    return get_object_or_404(SpeedEvening.objects.led_by(user).select_related("group"), uid=uid)


@require_safe
def evening_list(request: Request, uid: UUID) -> HttpResponse:
    """The evenings of a group, the latest first."""
    groups = Group.objects.visible_to(request.user).select_related("region").with_counts()
    group = get_object_or_404(groups, uid=uid)
    evenings = SpeedEvening.objects.filter(group=group, deleted_at=None)
    page = Paginator(evenings, PER_PAGE).get_page(request.GET.get("page"))
    context = {"group": group, "leads": group.is_led_by(request.user), "page": page, "today": today_in(group)}
    return TemplateResponse(request, "rounds/evening_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def evening_create(request: Request, uid: UUID) -> HttpResponse:
    """Plan one: the page says how many tables and turns fit those who come."""
    group = get_object_or_404(Group.objects.led_by(request.user), uid=uid)
    form = EveningForm(group, request.POST or None, initial={"on": today_in(group)})
    if form.is_valid():
        try:
            return redirect(SpeedEvening.plan(by=request.user, group=group, **form.cleaned_data))
        except Refusal as no:
            form.refuse(no)
    people = who_come(group, today_in(group)).count()
    context = {"form": form, "group": group, "people": people, "ways": ways_to_sit(people)}
    return TemplateResponse(request, "rounds/evening_form.html", context, status=422 if form.is_bound else 200)


@require_safe
def evening_detail(request: Request, uid: UUID) -> HttpResponse:
    """One evening, turn by turn; one's own way through it first."""
    return _page(request, seen(request.user, uid))


def _page(request: Request, evening: SpeedEvening, form: AbsenceForm | None = None) -> HttpResponse:
    plan, leads = EveningPlan.of(evening), evening.group.is_led_by(request.user)
    context = {
        "evening": evening, "group": evening.group, "plan": plan, "leads": leads,
        "mine": next((slip for slip in plan.slips if slip.membership.user_id == request.user.pk), None),
        "is_open": evening.on >= today_in(evening.group),
        "absence": form or AbsenceForm(plan.members, evening.turns),
    }  # fmt: skip
    return TemplateResponse(request, "rounds/evening_detail.html", context, status=422 if form else 200)


@require_safe
def evening_screen(request: Request, uid: UUID) -> HttpResponse:
    """One turn, large enough for the wall; the next one by a link."""
    evening = seen(request.user, uid)
    plan, asked = EveningPlan.of(evening), request.GET.get("turn", "1")
    number = min(max(int(asked), 1), evening.turns) if asked.isdecimal() and len(asked) < 4 else 1
    context = {"evening": evening, "group": evening.group, "plan": plan, "turn": plan.turns[number - 1]}
    return TemplateResponse(request, "rounds/evening_screen.html", context)


@require_safe
def evening_pdf(request: Request, uid: UUID) -> HttpResponse:
    """The plan on paper: turn by turn, table by table, and a slip for each."""
    evening = seen(request.user, uid)
    body = evening_paper(EveningPlan.of(evening), size=papers.size_for(request.user))
    return papers.answer(body, f"{_stem(evening)}.pdf")


@require_safe
def evening_csv(request: Request, uid: UUID) -> HttpResponse:
    """The plan as a table: a row a seat."""
    evening = seen(request.user, uid)
    answer = HttpResponse(EveningPlan.of(evening).as_table(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{_stem(evening)}.csv"'
    return answer


@require_POST
def evening_again_create(request: Request, uid: UUID) -> HttpResponse:
    """Seat the same people anew."""
    evening = led(request.user, uid)
    with one_act(by=request.user, verb="speed_evening.again", about=evening.group.name) as act:
        fresh = evening.again(by=request.user)
    say(request, _("Seated anew. Undo brings the seating before back."), act, to=evening.get_absolute_url())
    return redirect(fresh)


@require_POST
def evening_absence_create(request: Request, uid: UUID) -> HttpResponse:
    """Somebody does not come, or goes home."""
    evening = led(request.user, uid)
    form = AbsenceForm(EveningPlan.of(evening).members, evening.turns, request.POST)
    if not form.is_valid():
        return _page(request, evening, form)
    act = evening.without(by=request.user, **form.cleaned_data)
    who = {"name": form.cleaned_data["membership"].name, "turn": form.cleaned_data["turn"]}
    say(request, _("Seated without %(name)s from turn %(turn)s on.") % who, act)
    return redirect(evening)


@require_POST
def evening_remove(request: Request, uid: UUID) -> HttpResponse:
    """It does not take place."""
    evening = led(request.user, uid)
    say(request, _("The speed evening is gone."), evening.remove(by=request.user))
    return redirect("rounds:evening_list", evening.group.uid)


def _stem(evening: SpeedEvening) -> str:
    return f"speed-evening-{slugify(evening.group.name) or 'group'}-{evening.on.isoformat()}"
