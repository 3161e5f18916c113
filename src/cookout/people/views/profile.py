"""Pages of my own profile: the sheet, entry by entry, earlier words, and how others see it."""

from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cookout.core.http import Request
from cookout.core.models import one_act
from cookout.core.undo import say
from cookout.people.forms import EntryChangeForm, EntryForm
from cookout.people.models import PROMPTS, Audience, Line, ProfileEntry, ProfileVersion, Sheet

SEEN_AS = {
    Audience.GROUPS: gettext_lazy("A fellow member"),
    Audience.ONE_TO_ONE: gettext_lazy("A fellow with a 1-2-1 planned"),
    Audience.LINK: gettext_lazy("Someone with your link"),
}


@require_safe
def profile_detail(request: Request) -> HttpResponse:
    """My profile; for htmx one line of it."""
    anchor = request.GET.get("line", "")
    if request.htmx and anchor:
        return _line(request, anchor)
    sheet = Sheet.of(ProfileEntry.objects.of(request.user))
    return TemplateResponse(request, "people/profile_detail.html", {"sheet": sheet, "seen_as": SEEN_AS.items()})


@require_safe
def profile_seen(request: Request, audience: str) -> HttpResponse:
    """My profile as somebody else reads it."""
    if audience not in SEEN_AS:
        raise Http404
    entries = ProfileEntry.objects.of(request.user).seen_as(audience)
    context = {
        "sheet": Sheet.of(entries),
        "seen_as": SEEN_AS.items(),
        "audience": audience,
        "person": request.user.person,
    }
    return TemplateResponse(request, "people/profile_seen.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def profile_entry_create(request: Request) -> HttpResponse:
    """Answer a question, or tell something free under a heading."""
    anchor = request.GET.get("line", "")
    form = EntryForm(_sent(request))
    if Line.of(request.user, anchor) is None:
        raise Http404
    if not form.is_valid():
        return _line(request, anchor, form=form)
    prompt, facet = (anchor, "") if anchor in PROMPTS else ("", anchor)
    said = form.cleaned_data
    entry = ProfileEntry.tell(by=request.user, text=said["text"], audience=said["audience"], prompt=prompt, facet=facet)
    say(request, _("Told. Who may read it: %(who)s.") % {"who": entry.get_audience_display()}, entry.act)
    return _told(request, anchor)


@require_http_methods(["GET", "HEAD", "POST"])
def profile_entry_update(request: Request, uid: UUID) -> HttpResponse:
    """Change the words, the audience, or the question it answers."""
    entry = _mine(request, uid)
    before = entry.anchor
    form = EntryChangeForm.of(entry, _sent(request))
    if not form.is_valid():
        return _line(request, before, form=form, entry=entry)
    said = form.cleaned_data
    with one_act(by=request.user, verb="profile.reword", about=entry.facet) as act:
        entry.reword(by=request.user, text=said["text"], audience=said["audience"])
        if said["place"] != before:
            entry.place(said["place"], by=request.user)
    say(request, _("It says so now."), act)
    return _told(request, before) if entry.anchor == before else _whole_page(request, entry.anchor)


@require_POST
def profile_entry_remove(request: Request, uid: UUID) -> HttpResponse:
    """Take an entry back."""
    entry = _mine(request, uid)
    say(request, _("Taken back. Nobody reads it any more."), entry.withdraw(by=request.user))
    return _told(request, entry.anchor)


@require_POST
def profile_entry_order_create(request: Request, uid: UUID) -> HttpResponse:
    """Put an entry before or after its neighbour."""
    entry = _mine(request, uid)
    say(request, _("Moved."), entry.move(-1 if request.POST.get("way") == "up" else 1, by=request.user))
    return _told(request, entry.anchor)


@require_POST
def profile_restoration_create(request: Request, uid: UUID) -> HttpResponse:
    """Bring earlier words back."""
    version = get_object_or_404(ProfileVersion.objects.visible_to(request.user).select_related("entry"), uid=uid)
    say(request, _("Your earlier words are back."), version.entry.restore(version, by=request.user))
    return _told(request, version.entry.anchor)


def _mine(request: Request, uid: UUID) -> ProfileEntry:
    return get_object_or_404(ProfileEntry.objects.of(request.user).select_related("person"), uid=uid)


def _sent(request: Request) -> QueryDict | None:
    """What was typed; an empty form that was sent is a form too."""
    return request.POST if request.method == "POST" else None


def _line(
    request: Request, anchor: str, *, form: EntryForm | None = None, entry: ProfileEntry | None = None
) -> HttpResponse:
    """One line of the sheet, with a form in it where one is open: alone, or as a page of its own."""
    line = Line.of(request.user, anchor)
    if line is None:
        raise Http404
    versions = ProfileVersion.objects.visible_to(request.user).filter(entry=entry) if entry is not None else None
    context = {"line": line, "form": form, "entry": entry, "versions": versions, "oob": True}
    template = "people/_profile_line.html" if request.htmx else "people/profile_entry_form.html"
    return TemplateResponse(request, template, context, status=422 if form is not None and form.is_bound else 200)


def _told(request: Request, anchor: str) -> HttpResponse:
    """After a verb: the line as it stands and how much is filled now, or the page at that line."""
    if not request.htmx:
        return _whole_page(request, anchor)
    sheet = Sheet.of(ProfileEntry.objects.of(request.user))
    context = {"line": Line.of(request.user, anchor), "sheet": sheet, "oob": True}
    return TemplateResponse(request, "people/_profile_line.html", context)


def _whole_page(request: Request, anchor: str) -> HttpResponse:
    address = f"{reverse('people:profile_detail')}#{anchor}"
    if not request.htmx:
        return redirect(address)
    return HttpResponse(headers={"HX-Redirect": address})
