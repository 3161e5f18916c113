"""What is swept now and then: rows that a crash left hidden, and which files are needed all the same."""

from collections.abc import Iterable

from cookout.people.models.bulk import Pace
from cookout.people.models.detail import Detail
from cookout.people.models.import_run import ImportRow, Stage
from cookout.people.models.origin import Origin
from cookout.people.models.taking_back import sweep_origin

LIVE = (Stage.APPLYING, Stage.UNDOING)


def sweep_orphans() -> None:
    """Remove what is hidden and belongs to no import that goes on. Safe to repeat."""
    hidden = Origin.objects.exclude(state=Origin.State.APPLIED).exclude(address_import__stage__in=LIVE)
    for origin in hidden.order_by("pk"):
        sweep_origin(origin.pk, Pace(), lambda: None)
        if not hasattr(origin, "address_import"):
            origin.delete()


def needed_pictures() -> Iterable[str]:
    """Pictures that people have besides the one that is shown, and those that wait in a preview."""
    yield from Detail.objects.filter(kind=Detail.Kind.PHOTO, value__startswith="photos/").values_list(
        "value", flat=True
    )
    waiting = ImportRow.objects.filter(
        file__run__stage__in=[Stage.READING, Stage.ASKING, Stage.PREVIEW, Stage.APPLYING]
    )
    for pictures in waiting.filter(data__has_key="p").values_list("data__p", flat=True):
        yield from (name for name, _digest in pictures)
