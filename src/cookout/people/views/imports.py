"""Pages of address books coming in: choose files, look, bring in, take back."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cookout.core.http import Request
from cookout.core.refusal import Refusal
from cookout.core.uploads import too_big
from cookout.people.forms import ColumnsForm
from cookout.people.models import AddressImport, Duplicates, ImportRow, Stage

PER_PAGE = 50


def mine(request: Request, uid: UUID) -> AddressImport:
    """This import, if it is the viewer's."""
    return get_object_or_404(AddressImport.objects.visible_to(request.user), uid=uid)


def import_list(request: Request) -> HttpResponse:
    """Where to bring files, and what was brought before."""
    if request.method == "POST":
        uploads = request.FILES.getlist("files")
        run = AddressImport.receive(uploads, by=request.user, too_big=too_big(request))
        return redirect("people:import_detail", run.uid, permanent=False)
    runs = AddressImport.objects.visible_to(request.user).latest_first().prefetch_related("files")
    page = Paginator(runs, PER_PAGE).get_page(request.GET.get("page"))
    return TemplateResponse(request, "people/import_list.html", {"page": page})


@require_safe
def import_detail(request: Request, uid: UUID) -> HttpResponse:
    """One import: how far it is, what it would do, what it has done."""
    run = mine(request, uid)
    if run.stage == Stage.ASKING and not request.htmx:
        asking = next(file for file in run.in_files() if file.is_asking)
        return redirect("people:import_columns", run.uid, asking.position, permanent=False)
    if request.htmx:
        response = TemplateResponse(request, "people/import_detail.html#progress", {"run": run})
        return response if run.is_busy else _whole_page()
    counts = run.counts
    asked = request.GET.get("show", "")
    shown = (
        asked if asked in counts else next((name for name in ("new", "merge", "unreadable") if counts[name]), "same")
    )
    page = Paginator(run.rows_of(shown), PER_PAGE).get_page(request.GET.get("page"))
    tabs = [(name, label, counts[name]) for name, label in ImportRow.Outcome.choices]
    context = {"run": run, "counts": counts, "shown": shown, "tabs": tabs, "page": page, "files": run.in_files()}
    if run.stage == Stage.APPLIED:
        context["twice"] = len(Duplicates.at_hand(request.user))
    return TemplateResponse(request, "people/import_detail.html", context)


def import_columns(request: Request, uid: UUID, position: int) -> HttpResponse:
    """What the columns of one file mean: three values of each, what it seems to be, and what one says."""
    run = mine(request, uid)
    file = run.asked_about(position)
    if file is None or run.is_busy:
        return redirect("people:import_detail", run.uid, permanent=False)
    if "leave" in request.POST:
        run.leave_out(position, by=request.user)
        return redirect("people:import_detail", run.uid, permanent=False)
    sheet = file.sheet_of(request.POST.get("sheet", request.GET.get("sheet", file.sheet)))
    form = ColumnsForm(sheet["columns"], file.columns, request.POST or None)
    if form.is_valid():
        try:
            run.answer(position, form.said(), by=request.user, sheet=sheet["sheet"])
        except Refusal as refusal:  # said on this page, so that what was chosen stays
            form.add_error(None, str(refusal))
        else:
            return redirect("people:import_detail", run.uid, permanent=False)
    context = {"run": run, "file": file, "form": form, "sheet": sheet["sheet"]}
    return TemplateResponse(request, "people/import_columns.html", context, status=422 if form.is_bound else 200)


@require_POST
def application_create(request: Request, uid: UUID) -> HttpResponse:
    """Bring in what the preview shows."""
    run = mine(request, uid)
    run.apply(by=request.user)
    return redirect("people:import_detail", run.uid, permanent=False)


@require_POST
def import_undo_create(request: Request, uid: UUID) -> HttpResponse:
    """Take all of it back."""
    run = mine(request, uid)
    run.undo(by=request.user)
    return redirect("people:import_detail", run.uid, permanent=False)


@require_POST
def import_remove(request: Request, uid: UUID) -> HttpResponse:
    """Forget files that were not brought in."""
    mine(request, uid).discard(by=request.user)
    messages.success(request, _("Forgotten. Nothing of it was brought in."))
    return redirect("people:import_list", permanent=False)


def _whole_page() -> HttpResponse:
    """Have the browser fetch the page anew: the waiting is over."""
    return HttpResponse(headers={"HX-Refresh": "true"})
