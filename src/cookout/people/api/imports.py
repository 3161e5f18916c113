"""Programs' door to address books: bring files in, look, apply, undo; take them along."""

import datetime as dt
import uuid
from typing import Any, Literal

from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404
from ninja import File, Query, Router, Schema, Status, UploadedFile
from pydantic import ConfigDict, Field

from cookout.core.api import Refused, Scope
from cookout.core.http import Request
from cookout.core.uploads import too_big
from cookout.people.models import AddressImport, ImportRow, Stage
from cookout.people.models.export import FORMATS, written

router = Router(tags=["address books"])
READ, WRITE = Scope("people:read"), Scope("people:write")


class Bad(Schema):
    """A part that could not be read: where, why and what to do. Line 0 is the whole file."""

    line: int
    reason: str


class FileOut(Schema):
    """One file and what its cards come to."""

    file: str
    format: str
    new: int
    same: int
    merge: int
    unreadable: list[Bad]


class ImportOut(Schema):
    """One run. `stage` goes uploaded, reading, (asking,) preview, applying, applied, undoing, undone."""

    uid: uuid.UUID
    stage: str = Field(json_schema_extra={"enum": [*Stage.values]})
    created_at: dt.datetime
    applied_at: dt.datetime | None
    undone_at: dt.datetime | None
    progress: int
    total: int
    book_changed: bool
    kept_since_edited: int
    failure: str
    files: list[FileOut]


class ImportLine(Schema):
    """One run in the list."""

    uid: uuid.UUID
    stage: str
    created_at: dt.datetime


class RowOut(Schema):
    """One card: what bringing it in means, and whom it belongs to."""

    file: str
    line: int
    outcome: str
    name: str
    reason: str
    person: uuid.UUID | None
    adds: list[str]


class Rows(Schema):
    """One part of the rows, and how many there are in all."""

    items: list[RowOut]
    count: int


class ColumnOut(Schema):
    """One column of a table: its title, up to three values that stand in it, and what it means or seems to mean."""

    title: str
    samples: list[str]
    means: str


class SheetOut(Schema):
    """One sheet of a spreadsheet; a CSV is one without a name."""

    sheet: str
    columns: list[ColumnOut]


class ImportAskedOut(Schema):
    """A file that asks what its columns mean, or of which you said so (`answered`), by its place among the files."""

    position: int
    file: str
    said: str
    answered: bool
    sheets: list[SheetOut]


class ColumnsIn(Schema):
    """What the columns of one file mean, by title (`phone`, `city:home`, `related:referred by`, `other`, `skip` …);
    those that are not named keep what they seem to mean. Or do without the file."""

    position: int = Field(ge=0, le=1000)
    sheet: str = Field("", max_length=100)
    columns: dict[str, str] = Field(default_factory=dict, max_length=300)
    leave_out: bool = False


class Part(Schema):
    """Which rows, and which part of them."""

    model_config = ConfigDict(extra="ignore")

    outcome: str = Field("", json_schema_extra={"enum": ["", *ImportRow.Outcome.values]})
    limit: int = Field(100, ge=1, le=1000)
    offset: int = Field(0, ge=0, le=10**9)


@router.post("/imports", auth=WRITE, response={201: ImportOut, **Refused}, summary="Bring files")
def import_create(request: Request, files: File[list[UploadedFile] | None] = None) -> Status[dict[str, Any]]:
    """Bring one or several files; the worker reads them, then `stage` is `preview`."""
    run = AddressImport.receive(files or (), by=request.user, too_big=too_big(request))
    return Status(201, _out(run))


@router.get("/imports", auth=READ, response={200: list[ImportLine], **Refused}, summary="My imports")
def import_list(request: Request) -> list[AddressImport]:
    """The runs of the last thirty days, the newest first."""
    return list(AddressImport.objects.visible_to(request.user).latest_first()[:200])


@router.get("/imports/{uid}", auth=READ, response={200: ImportOut, **Refused}, summary="One import")
def import_detail(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """How far it is and what it means."""
    return _out(_mine(request, uid))


@router.get("/imports/{uid}/rows", auth=READ, response={200: Rows, **Refused}, summary="Rows of an import")
def import_rows(request: Request, uid: uuid.UUID, asked: Query[Part]) -> dict[str, Any]:
    """The cards one by one, in the order of the files."""
    rows = _mine(request, uid).rows().select_related("file", "person")
    if asked.outcome:
        rows = rows.filter(outcome=asked.outcome)
    part = rows[asked.offset : asked.offset + asked.limit]
    return {"count": rows.count(), "items": [_row(row) for row in part]}


@router.get(
    "/imports/{uid}/columns", auth=READ, response={200: list[ImportAskedOut], **Refused}, summary="Columns asked"
)
def import_columns(request: Request, uid: uuid.UUID) -> list[dict[str, Any]]:
    """The files of which you say what their columns mean; the run waits in `asking` until each is answered."""
    files = [file for file in _mine(request, uid).in_files() if file.asked]
    return [
        {**file.asked, "position": file.position, "file": file.name, "answered": not file.is_asking} for file in files
    ]


@router.post("/imports/{uid}/columns", auth=WRITE, response={200: ImportOut, **Refused}, summary="Say what they mean")
def import_columns_answer(request: Request, uid: uuid.UUID, said: ColumnsIn) -> dict[str, Any]:
    """Say it of one file; once no file asks any more the worker reads them, and what was said holds for the next
    tables with the same columns."""
    run = _mine(request, uid)
    if said.leave_out:
        run.leave_out(said.position, by=request.user)
    else:
        run.answer(said.position, said.columns, by=request.user, sheet=said.sheet)
    return _out(run)


@router.post("/imports/{uid}/apply", auth=WRITE, response={200: ImportOut, **Refused}, summary="Bring in")
def import_apply(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """Bring in what the preview shows; the worker does it. If the book has changed so that the preview would
    come out differently, the run goes back to `preview` with `book_changed`."""
    run = _mine(request, uid)
    run.apply(by=request.user)
    return _out(run)


@router.post("/imports/{uid}/undo", auth=WRITE, response={200: ImportOut, **Refused}, summary="Take back")
def import_undo(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """Take all of it back, except who was edited or used since: `kept_since_edited`."""
    run = _mine(request, uid)
    run.undo(by=request.user)
    return _out(run)


@router.delete("/imports/{uid}", auth=WRITE, response={204: None, **Refused}, summary="Forget files not brought in")
def import_remove(request: Request, uid: uuid.UUID) -> Status[None]:
    """Forget files and rows that were not brought in."""
    _mine(request, uid).discard(by=request.user)
    return Status(204, None)


@router.get("/export", auth=READ, response=Refused, summary="Take people along")
def export(request: Request, format: Literal["vcard4", "vcard3", "csv", "zip"] = "vcard4") -> StreamingHttpResponse:
    """`vcard4`, `vcard3`, `csv`: my people; `zip`: everything that is mine."""
    name, kind = FORMATS[format]
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return StreamingHttpResponse(written(request.user, format), content_type=kind, headers=headers)


def _mine(request: Request, uid: uuid.UUID) -> AddressImport:
    return get_object_or_404(AddressImport.objects.visible_to(request.user), uid=uid)


def _out(run: AddressImport) -> dict[str, Any]:
    names = ("uid", "stage", "created_at", "applied_at", "undone_at", "progress", "total", "book_changed")
    more = ("kept_since_edited", "failure")
    return {name: getattr(run, name) for name in (*names, *more)} | run.plain()


def _row(row: ImportRow) -> dict[str, Any]:
    person = row.person.uid if row.person else row.person_uid
    shown = {name: getattr(row, name) for name in ("line", "outcome", "name", "reason", "adds")}
    return {**shown, "file": row.file.name, "person": person}
