"""The page where people are taken along, and the files themselves."""

from django.http import HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from cookout.core.http import Request
from cookout.people.models import Person
from cookout.people.models.export import FORMATS, written


@require_safe
def export(request: Request) -> HttpResponse | StreamingHttpResponse:
    """Without a format the choice, with one the file."""
    format = request.GET.get("format", "")
    if format not in FORMATS:
        count = Person.objects.kept_by(request.user).count()
        return TemplateResponse(request, "people/export.html", {"count": count})
    name, kind = FORMATS[format]
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return StreamingHttpResponse(written(request.user, format), content_type=kind, headers=headers)
