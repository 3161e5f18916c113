"""Doors for people: rules that turn counts into points, and what other rules would change."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cookout.core.http import Request
from cookout.core.models import one_act
from cookout.core.undo import say
from cookout.groups.models import Group, Region
from cookout.insight.forms.scorecards import GroupForm, RulesForm, ScorecardForm, WhereForm, next_month
from cookout.insight.models import Scorecard
from cookout.insight.models.rule_words import band_name, rows
from cookout.insight.models.scoring import Scoring, moved


@require_safe
def scorecard_list(request: Request) -> HttpResponse:
    """Those that hold in my regions, and examples to begin from."""
    cards = list(Scorecard.objects.visible_to(request.user).select_related("region").order_by("name", "-version"))
    holding = [card for card in cards if card.region is not None]
    examples = [card for card in cards if card.region is None]
    return TemplateResponse(request, "insight/scorecard_list.html", {"holding": holding, "examples": examples})


@require_safe
def scorecard_detail(request: Request, uid: UUID) -> HttpResponse:
    """The rules in words, what they say of my group without naming anybody, and my own lines."""
    card = _card(request, uid)
    scoring = _scoring(request, card)
    context = {
        "card": card, "rules": card.as_rules, "versions": card.versions, "scoring": scoring,
        "rows": rows(card.as_rules, scoring.mine if scoring else None), "spread": _spread(scoring),
        "regions": _led(request), "groups": _several(request),
    }  # fmt: skip
    return TemplateResponse(request, "insight/scorecard_detail.html", context)


@require_safe
def scorecard_simulation(request: Request, uid: UUID) -> HttpResponse:
    """What if the rule were otherwise: the same counts under both."""
    card = _card(request, uid)
    asked = request.GET if any(name.startswith("line_") for name in request.GET) else None
    form = RulesForm(asked, rules=card.as_rules)
    context: dict[str, Any] = {"card": card, "form": form, "scoring": _scoring(request, card)}
    if form.is_valid() and context["scoring"] is not None:
        weeks = max(card.as_rules.weeks, form.new.weeks)
        before = Scoring.of(
            context["scoring"].group, card.as_rules, request.user, today=timezone.localdate(), weeks=weeks
        )
        after = before.under(form.new)
        context |= {
            "scoring": before, "before": _spread(before), "after": _spread(after),
            "moved": moved(before, after) if before.shows_all else None, "mine": (before.mine, after.mine),
        }  # fmt: skip
    return TemplateResponse(request, "insight/scorecard_simulation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def scorecard_create(request: Request) -> HttpResponse:
    """A card, or the next version of one, for a region that one directs."""
    where = WhereForm(request.GET)
    region = where.region_of(request.user)
    if region is None:
        raise Http404
    base = get_object_or_404(Scorecard.objects.visible_to(request.user), uid=where.cleaned_data["base"])
    first = {"name": base.name.removeprefix("Example: ").capitalize(), "starts_on": next_month()}
    form = ScorecardForm(request.POST or None, rules=base.as_rules, initial=first)
    if not form.is_valid():
        context = {"form": form, "region": region, "base": base}
        return TemplateResponse(request, "insight/scorecard_form.html", context, status=422 if request.POST else 200)
    said = form.cleaned_data
    with one_act(by=request.user, verb="scorecard.write", about=said["name"]) as act:
        card = Scorecard.write(
            by=request.user, region=region, name=said["name"], rules=form.told, starts_on=said["starts_on"]
        )
    say(request, _("“%(name)s”, version %(n)s, is written.") % {"name": card.name, "n": card.version}, act)
    return redirect(card)


def _card(request: Request, uid: UUID) -> Scorecard:
    return get_object_or_404(Scorecard.objects.visible_to(request.user).select_related("region"), uid=uid)


def _scoring(request: Request, card: Scorecard) -> Scoring | None:
    form = GroupForm(request.GET)
    group = form.group_of(request.user)
    if group is None:
        if request.GET.get("group"):
            raise Http404
        return None
    return Scoring.of(group, card.as_rules, request.user, today=timezone.localdate())


def _spread(scoring: Scoring | None) -> list[tuple[str, int]]:
    """Bands in words with how many lie in each; a band without a name is left out where it is empty."""
    told = scoring.spread if scoring is not None else {}
    return [(band_name(name), many) for name, many in told.items() if many or name not in ("", "?")]


def _several(request: Request) -> list[Group]:
    """The groups to choose from, where one sees more than one."""
    groups = list(Group.objects.visible_to(request.user).order_by("name", "pk"))
    return groups if len(groups) > 1 else []


def _led(request: Request) -> "list[Region]":
    """The regions for which this user may write rules."""
    if request.user.is_host:
        return list(Region.objects.filter(deleted_at=None))
    return list(Region.objects.directed_by(request.user))
