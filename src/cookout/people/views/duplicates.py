"""Pages of two who may be one: the pairs asked about, making them one, saying that they are two, taking apart."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cookout.core.http import Request, back
from cookout.core.refusal import Refusal
from cookout.core.search import LONGEST
from cookout.core.undo import say
from cookout.people.models import Distinct, Duplicates, Merge, Person, Twins, known_by

PER_PAGE = 10
"""Two cards each, side by side."""

OFFERED = 30


def mine(request: Request, uid: str | UUID) -> Person:
    """This person of my book, or who they became when they were made one with somebody."""
    try:
        uid = UUID(str(uid))
    except ValueError as no:
        raise Http404 from no
    return known_by(request.user, uid)


@require_safe
def duplicate_list(request: Request) -> HttpResponse:
    """Who may stand in my book twice."""
    waiting = Duplicates.of(request.user)
    page = Paginator(waiting.open, PER_PAGE).get_page(request.GET.get("page"))
    shown = waiting.twins(page.start_index() - 1, page.end_index()) if len(waiting) else []
    context = {"page": page, "pairs": [_asked(pair, request) for pair in shown]}
    return TemplateResponse(request, "people/duplicate_list.html", context)


def merge_create(request: Request, uid: UUID) -> HttpResponse:
    """Choose who is the same person; look at both; make them one."""
    person = mine(request, uid)
    if request.method == "POST":
        return _merge(request, person)
    if other := request.GET.get("other", ""):
        pair = Twins.of(person, mine(request, other))
        if pair.kept == pair.gone:
            return redirect(person)
        return TemplateResponse(request, "people/merge_form.html", {"person": person, "pair": _asked(pair, request)})
    text = request.GET.get("q", "").strip()[:LONGEST]
    found = Person.objects.kept_by(request.user).exclude(pk=person.pk).matching(text, by=request.user)
    people = found.with_details().in_order()[:OFFERED] if text else []
    return TemplateResponse(request, "people/merge_form.html", {"person": person, "q": text, "people": people})


def _asked(pair: Twins, request: Request) -> dict[str, object]:
    differing = pair.differing(request.user)
    return {
        "kept": pair.kept,
        "gone": pair.gone,
        "people": pair.people,
        "why": pair.why if pair.reasons else "",
        "asked": [one for one in differing if one.asks],
        "told": [one for one in differing if not one.asks],
    }


def _merge(request: Request, kept: Person) -> HttpResponse:
    gone = mine(request, request.POST.get("other", ""))
    if gone == kept:
        say(request, _("The two are one already: %(name)s.") % {"name": kept.full_name})
        return _on(request, kept)
    comes = [one.told for one in Twins(kept, gone).differing(request.user) if not one.asks]
    names = {"one": kept.full_name, "other": gone.full_name}
    act = Merge.make(kept, gone, by=request.user, take=_taken(request.POST))
    say(request, " ".join([_("%(one)s and %(other)s are one person now.") % names, *comes]), act)
    return _on(request, kept)


def _taken(said: QueryDict) -> frozenset[str]:
    """What was chosen from the one who goes."""
    return frozenset(name.removeprefix("from_") for name in said if name.startswith("from_") and said[name] == "gone")


def _on(request: Request, kept: Person) -> HttpResponse:
    """On to the next question, or to whom they are now."""
    return redirect("people:duplicate_list") if request.POST.get("next") == "list" else redirect(kept, permanent=False)


@require_POST
def distinct_create(request: Request, uid: UUID) -> HttpResponse:
    """Say that two are two, so that nobody asks again."""
    one, other = mine(request, uid), mine(request, request.POST.get("other", ""))
    names = {"one": one.full_name, "other": other.full_name}
    if one == other:
        raise Refusal(_("The two are one by now. Take them apart on the page of %(one)s.") % names)
    act = Distinct.say(one, other, by=request.user)
    say(request, _("%(one)s and %(other)s are two people. You are not asked again.") % names, act)
    return _on(request, one)


@require_POST
def merge_end(request: Request, uid: UUID) -> HttpResponse:
    """Take two apart again."""
    merge = get_object_or_404(Merge.objects.visible_to(request.user), uid=uid)
    act, stays = merge.end(by=request.user)
    names = {"kept": merge.kept.full_name, "gone": merge.gone.full_name}
    told = " ".join([_("%(kept)s and %(gone)s are two again.") % names, *stays])
    say(request, told, act if stays else None)
    return back(request, merge.kept.get_absolute_url())
