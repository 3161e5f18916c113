"""Pages of the book: the list, one person, changing and removing, companies, the link to an account."""

from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, Min
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cookout.core.http import Request, back
from cookout.core.models import one_act
from cookout.core.search import LONGEST
from cookout.core.undo import say
from cookout.people.forms import PersonForm, detail_rows, wanted
from cookout.people.models import Book, Classification, Detail, Duplicates, Merge, Person

PER_PAGE = 50


def seen(request: Request, uid: UUID) -> Person:
    """This person, if the viewer may see them."""
    return get_object_or_404(Person.objects.visible_to(request.user).with_details(), uid=uid)


def kept(request: Request, uid: UUID) -> Person:
    """This person, if the viewer keeps them."""
    return get_object_or_404(Person.objects.kept_by(request.user).with_details(), uid=uid)


@require_safe
def person_list(request: Request) -> HttpResponse:
    """My people, as asked for."""
    book = Book.asked(request.user, request.GET.dict())
    page = Paginator(book.people().with_details(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "book": book,
        "twice": 0 if book.is_narrowed else len(Duplicates.at_hand(request.user)),
        "page": page,
        "rows": book.rows(list(page.object_list)),
        "back_to": request.get_full_path(),
    }
    return TemplateResponse(request, "people/person_list.html", context)


@require_safe
def person_detail(request: Request, uid: UUID) -> HttpResponse:
    """One person; the rooms above say what is between us."""
    person = seen(request, uid)
    return TemplateResponse(request, "people/person_detail.html", {"person": person, **_shown(person, request)})


def _shown(person: Person, request: Request) -> dict[str, object]:
    offered = person.accounts(request.user) if person.account_person_id is None else []
    title = person.first(Detail.Kind.TITLE)
    trade = None
    if title and person.classification is None and person.keeper_id == request.user.pk:
        trade = Classification.objects.named_by(title, person.organisation)
    merges = Merge.objects.visible_to(request.user).standing().filter(kept=person).select_related("gone", "kept")
    return {"offered": offered, "trade": trade, "is_mine": person.keeper_id == request.user.pk, "merges": merges}


def person_update(request: Request, uid: UUID) -> HttpResponse:
    """Change the name, the trade, the photo and the details of someone I keep."""
    return _update(request, kept(request, uid))


def profile_update(request: Request) -> HttpResponse:
    """The same for myself: what my card says."""
    return _update(request, get_object_or_404(Person.objects.with_details(), account=request.user))


def _update(request: Request, person: Person) -> HttpResponse:
    if request.method != "POST":
        return _edit(request, person, PersonForm.of(person), detail_rows(person))
    form = PersonForm(request.POST, request.FILES, initial=PersonForm.of(person).initial)
    rows = detail_rows(person, request.POST)
    if not (form.is_valid() and rows.is_valid()):
        return _edit(request, person, form, rows)
    with one_act(by=request.user, verb="person.edit", about=person.full_name) as act:
        if form.has_changed():
            person.rename(by=request.user, **form.names())
        if form.cleaned_data["photo"] or form.cleaned_data["without_photo"]:
            person.put_photo(form.cleaned_data["photo"], by=request.user)
        if changed := wanted(rows):
            person.put_details(changed, by=request.user)
    say(request, _("%(name)s is as you wrote.") % {"name": person.full_name}, act)
    return redirect(person, permanent=False)


def _edit(request: Request, person: Person, form: PersonForm, rows: object) -> HttpResponse:
    context = {"person": person, "form": form, "rows": rows, "trades": Classification.objects.all()}
    failed = form.is_bound
    return TemplateResponse(request, "people/person_form.html", context, status=422 if failed else 200)


@require_POST
def person_remove(request: Request, uid: UUID) -> HttpResponse:
    """Take someone out of my book."""
    person = kept(request, uid)
    act = person.remove(by=request.user)
    say(request, _("%(name)s is no longer in your book.") % {"name": person.full_name}, act)
    return redirect("people:person_list")


@require_POST
def trade_update(request: Request, uid: UUID) -> HttpResponse:
    """Take the trade that the job title suggests."""
    person = kept(request, uid)
    trade = get_object_or_404(Classification, slug=request.POST.get("trade", ""))
    act = person.rename(by=request.user, classification=trade)
    say(request, _("%(name)s: %(trade)s.") % {"name": person.full_name, "trade": trade.name}, act)
    return back(request, person.get_absolute_url())


@require_safe
def photo_detail(request: Request, uid: UUID) -> FileResponse:
    """The photo, to those who may see the person."""
    person = get_object_or_404(Person.objects.visible_to(request.user), uid=uid)
    if not person.photo.name or not person.photo.storage.exists(person.photo.name):
        raise Http404
    return FileResponse(
        person.photo.open("rb"),
        content_type="image/jpeg",
        headers={"Cache-Control": "private, max-age=600", "X-Content-Type-Options": "nosniff"},
    )


@require_POST
def link_create(request: Request, uid: UUID) -> HttpResponse:
    """Say that someone I keep is an account that I may see."""
    person = kept(request, uid)
    chosen = request.POST.get("account", "")
    account = next((other for other in person.accounts(request.user) if str(other.uid) == chosen), None)
    if account is None:
        raise Http404
    act = person.link(account, by=request.user)
    say(request, _("Linked. What %(name)s tells of themselves stands beside your notes.") % _name(person), act)
    return back(request, person.get_absolute_url())


@require_POST
def link_remove(request: Request, uid: UUID) -> HttpResponse:
    """Take the link back."""
    person = kept(request, uid)
    act = person.unlink(by=request.user)
    say(request, _("%(name)s is no longer linked; everything of yours is as it was.") % _name(person), act)
    return back(request, person.get_absolute_url())


def _name(person: Person) -> dict[str, str]:
    return {"name": person.first_name}


@require_safe
def company_list(request: Request) -> HttpResponse:
    """The companies of my people, with how many I know in each."""
    mine = Person.objects.known_to(request.user)
    companies = (
        Detail.objects.applied()
        .filter(kind=Detail.Kind.ORGANISATION, person__in=mine.values("pk"))
        .exclude(key="")
        .values("key")
        .annotate(name=Min("value"), people=Count("person", distinct=True))
        .order_by("key")
    )
    text = request.GET.get("q", "").strip()[:LONGEST]
    if text:
        companies = companies.filter(value__icontains=text)
    page = Paginator(companies, PER_PAGE).get_page(request.GET.get("page"))
    return TemplateResponse(request, "people/company_list.html", {"page": page, "q": text})
