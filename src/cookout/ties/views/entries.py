"""The quick entry, and adding someone: what is done on the go."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cookout.core.http import Request, back
from cookout.core.models import one_act
from cookout.core.templatetags.dates import ago
from cookout.core.undo import say
from cookout.people.models import Person, seen_by
from cookout.ties.forms import AcquaintanceForm, EntryForm
from cookout.ties.models import Circle, CircleFull, Nobody, QuickEntry, Tie, WhichOne
from cookout.ties.views.found import form_page


@require_POST
def entry_create(request: Request) -> HttpResponse:
    """Note what one line says; ask where several may be meant, offer to add where nobody is."""
    form = EntryForm(request.POST)
    if not form.is_valid():
        return back(request)
    line, chosen = form.cleaned_data["line"], form.cleaned_data["person"]
    person = seen_by(request.user, chosen) if chosen else None
    try:
        entry = QuickEntry.read(line, by=request.user, person=person)
    except WhichOne as which:
        return form_page(request, "ties/entry_which.html", line=line, name=which.name, people=which.people)
    except Nobody as nobody:
        return form_page(request, "ties/entry_nobody.html", line=line, name=nobody.name)
    return _noted(request, entry, form)


def _noted(request: Request, entry: QuickEntry, form: EntryForm) -> HttpResponse:
    names = ", ".join(person.full_name for person in entry.people)
    with one_act(by=request.user, verb="touch.note", about=names) as act:
        touches = entry.note(by=request.user, uid=form.cleaned_data["uid"])
    said = {"what": touches[0].get_kind_display(), "name": names, "when": ago(touches[0].on)}
    say(request, _("Noted: %(what)s with %(name)s, %(when)s.") % said, act)
    return back(request, entry.people[0].get_absolute_url())


def person_create(request: Request) -> HttpResponse:
    """Someone new, and at once how we met and how deep."""
    form = AcquaintanceForm(request.POST or None, initial={"full_name": request.GET.get("name", "")})
    if request.method != "POST" or not form.is_valid():
        return form_page(
            request, "ties/person_new.html", form=form, line=request.POST.get("line", request.GET.get("line", ""))
        )
    said = form.cleaned_data
    with one_act(by=request.user, verb="person.keep", about=said["full_name"]) as act:
        person = Person.keep(by=request.user, full_name=said["full_name"], details=form.details(), uid=said["uid"])
        tie = Tie.objects.between(request.user, person)
        if said["how_met"]:
            tie.describe(by=request.user, how_met=said["how_met"])
    full = _placed(request, tie, said["circle"])
    _note_line(request, person)
    say(request, full or _("%(name)s is in your book.") % {"name": person.full_name}, act)
    return redirect(person)


def _placed(request: Request, tie: Tie, circle: str) -> str:
    """Give the new person the wished circle; where it is full, say so and leave them unsorted."""
    if not circle or circle == Circle.UNSORTED:
        return ""
    try:
        tie.move(circle, by=request.user)
    except CircleFull as full:
        return _("%(name)s is in your book, unsorted. %(full)s") % {"name": tie.person.full_name, "full": full}
    return ""


def _note_line(request: Request, person: Person) -> None:
    """The quick entry that could not be noted because nobody was called so."""
    if line := request.POST.get("line", ""):
        QuickEntry.read(line, by=request.user, person=person).note(by=request.user)
