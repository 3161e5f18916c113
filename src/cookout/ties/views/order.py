"""Keeping order: bulk acts, saved lists, lives and tags."""

from collections.abc import Callable
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from cookout.core.http import Request, back
from cookout.core.models import Act
from cookout.core.undo import say
from cookout.people.models import Book, Person
from cookout.ties.forms import NameForm
from cookout.ties.models import Circle, Context, SavedList, Tag, Tie
from cookout.ties.views.found import form_page, mine

Deed = Callable[[Request, list[Person]], Act | None]


@require_POST
def bulk_create(request: Request) -> HttpResponse:
    """One deed for all who were chosen on the list."""
    known = {str(person.uid): person for person in _chosen(request)}
    people = [known[uid] for uid in request.POST.getlist("person") if uid in known]
    deed = DEEDS.get(request.POST.get("deed", ""))
    act = deed(request, people) if deed and people else None
    if act is None:
        return back(request, reverse("people:person_list"))
    said = ngettext("Done for %(n)s person.", "Done for %(n)s people.", len(people)) % {"n": len(people)}
    say(request, said, act)
    return back(request, reverse("people:person_list"))


def _chosen(request: Request) -> list[Person]:
    uids = [uid for text in request.POST.getlist("person") if (uid := _uid(text))]
    return list(Person.objects.known_to(request.user).filter(uid__in=uids))


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _tag(request: Request, people: list[Person]) -> Act | None:
    name = request.POST.get("tag", "").strip()
    return Tag.put(name, people, by=request.user) if name else None


def _untag(request: Request, people: list[Person]) -> Act | None:
    tag = Tag.named(request.POST.get("tag", ""), by=request.user)
    act: Act | None = tag.take(people, by=request.user) if tag else None
    return act


def _life(request: Request, people: list[Person]) -> Act | None:
    life = Context.objects.visible_to(request.user).filter(uid=_uid(request.POST.get("life", ""))).first()
    act: Act | None = life.give(people, by=request.user) if life else None
    return act


def _circle(circle: Circle) -> Deed:
    return lambda request, people: Tie.move_all(people, circle, by=request.user)


DEEDS: dict[str, Deed] = {
    "tag": _tag,
    "untag": _untag,
    "life": _life,
    "light": _circle(Circle.LIGHT),
    "let_go": _circle(Circle.LET_GO),
    "unsorted": _circle(Circle.UNSORTED),
}


@require_POST
def list_create(request: Request) -> HttpResponse:
    """Save what the list is narrowed by under a name."""
    form = NameForm(request.POST)
    if form.is_valid():
        asks = Book.asked(request.user, request.POST.dict())
        SavedList.keep(form.cleaned_data["name"], {**asks.asks, "sort": asks.sort}, by=request.user)
        say(request, _("Saved as “%(name)s”.") % {"name": form.cleaned_data["name"]})
    return back(request, reverse("people:person_list"))


@require_safe
def list_detail(request: Request, uid: UUID) -> HttpResponse:
    """Go to a saved list."""
    saved = mine(SavedList, request, uid)
    return redirect(f"{reverse('people:person_list')}?{urlencode(sorted(saved.filters.items()))}")


@require_safe
def order_list(request: Request) -> HttpResponse:
    """My lives, tags and saved lists, to name and to clear."""
    user = request.user
    lives, tags = _("One of the lives you lead: insurance, coaching, parish."), _("Words of your own for some people.")
    kinds = [
        (_("Lives"), "life", Context.objects.visible_to(user), lives),
        (_("Tags"), "tag", Tag.objects.visible_to(user), tags),
        (_("Saved lists"), "list", SavedList.objects.visible_to(user), _("Filters that you come back to.")),
    ]
    return form_page(request, "ties/order_list.html", kinds=kinds)


NOUNS = {"life": Context, "tag": Tag, "list": SavedList}


@require_POST
def order_create(request: Request, noun: str) -> HttpResponse:
    """A new life or tag."""
    form = NameForm(request.POST)
    if form.is_valid():
        row = NOUNS[noun].make(form.cleaned_data["name"], by=request.user)
        say(request, _("There is “%(name)s” now.") % {"name": row.name})
    return redirect("ties:order_list")


@require_POST
def order_update(request: Request, noun: str, uid: UUID) -> HttpResponse:
    """Call a life, a tag or a list differently."""
    row = mine(NOUNS[noun], request, uid)
    form = NameForm(request.POST)
    if form.is_valid():
        act = row.rename(form.cleaned_data["name"], by=request.user)
        say(request, _("It is called “%(name)s” now.") % {"name": row.name}, act)
    return redirect("ties:order_list")


@require_POST
def order_remove(request: Request, noun: str, uid: UUID) -> HttpResponse:
    """Take a life, a tag or a list away; the people stay."""
    row = mine(NOUNS[noun], request, uid)
    say(request, _("“%(name)s” is gone. The people stay.") % {"name": row.name}, row.remove(by=request.user))
    return redirect("ties:order_list")
