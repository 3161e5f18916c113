"""How many people I can go deep with: hours, seats, the arithmetic line by line, and how crowded my trade is."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cookout.core.http import Request
from cookout.core.undo import say
from cookout.ties.forms import CapacityForm, CrowdingForm
from cookout.ties.models import Capacity, OwnTrade, Table
from cookout.ties.views.found import form_page
from cookout.ties.views.triage import year_of


def capacity_detail(request: Request) -> HttpResponse:
    """See the table and the arithmetic; set the hours and the seats."""
    capacity = Capacity.of(request.user)
    form = CapacityForm(request.POST) if request.method == "POST" else CapacityForm.of(capacity)
    if request.method != "POST" or not form.is_valid():
        year_form, year = year_of(request)
        table = Table.of(request.user)
        return form_page(request, "ties/capacity_detail.html", form=form, table=table, year=year, year_form=year_form)
    act = capacity.set_aside(by=request.user, **form.cleaned_data)
    say(request, _("You set aside %(hours)s hours a week.") % {"hours": capacity.hours_per_week}, act)
    return redirect("ties:capacity_detail")


def crowding_detail(request: Request) -> HttpResponse:
    """See how crowded my trade is and what follows; say it is otherwise, and why."""
    capacity = Capacity.of(request.user)
    form = CrowdingForm(request.POST) if request.method == "POST" else CrowdingForm.of(capacity)
    if request.method != "POST" or not form.is_valid():
        return form_page(request, "ties/crowding_detail.html", form=form, own=OwnTrade.of(request.user))
    act = capacity.set_aside(by=request.user, **form.cleaned_data)
    say(request, _("Kept: how crowded your trade is."), act)
    return redirect("ties:crowding_detail")
