"""Taking an import back: hidden at once, swept in stages; who was edited or used since stays and is counted."""

from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from cookout.people.models import photos
from cookout.people.models.bringing_in import refresh_words
from cookout.people.models.bulk import Pace, delete_in_turns
from cookout.people.models.detail import Detail
from cookout.people.models.import_run import ImportRun, Stage
from cookout.people.models.merge import Merge
from cookout.people.models.origin import Origin
from cookout.people.models.person import Person
from cookout.people.models.word import Word
from cookout.people.signals import people_in_use


class TakingBack:
    """Takes one run back, applied or half brought in. Safe to repeat."""

    def __init__(self, run: ImportRun) -> None:
        self._run = run
        self._origin_id = run.hidden_under
        self._pace = Pace()

    def hide(self) -> None:
        """The import leaves the book in one short transaction; who is in use is let out of it before, in stages."""
        if not Origin.objects.filter(pk=self._origin_id, state=Origin.State.APPLIED).exists():
            return
        self._release(all_of_them=False)
        with transaction.atomic():
            origin = Origin.objects.select_for_update().get(pk=self._origin_id)
            self._release(all_of_them=True)
            self._take_photos_back()
            origin.state, origin.undone_at = Origin.State.UNDONE, timezone.now()
            origin.save(update_fields=["state", "undone_at"])
            self._run.note(undone_at=origin.undone_at)

    def sweep(self) -> None:
        """Remove what is hidden, and the pictures that came with it."""
        sweep_origin(self._origin_id, self._pace, self._run.keep_lease)
        photos.clear(self._run.uid, keep=self._kept_photos())

    def finish(self, stage: str) -> None:
        """Say how it ended."""
        self._run.note(stage=stage)
        self._run.tell()

    def _release(self, *, all_of_them: bool) -> None:
        """Whoever is in use becomes the keeper's own, with all that came with them."""
        used = self._in_use()
        while pks := list(used.values_list("pk", flat=True)[: None if all_of_them else self._pace.size]):
            with self._pace.turn():
                Detail.objects.filter(Q(person_id__in=pks) | Q(pk__in=moved_on(pks)), origin_id=self._origin_id).update(
                    origin=None
                )
                Person.objects.filter(pk__in=pks).update(origin=None)
                self._run.note(kept_since_edited=self._run.kept_since_edited + len(pks))
            self._run.keep_lease()

    def _in_use(self) -> "QuerySet[Person]":
        """People of this import on whom something of the keeper's own, or of another import, hangs by now.

        Whoever was made one with somebody by hand stays with all that came, so that the two can be taken apart.
        """
        elsewhere = Detail.objects.applied().filter(person=OuterRef("pk")).exclude(origin_id=self._origin_id)
        in_use = Q(edited_at__isnull=False) | Q(account_person__isnull=False) | Q(Exists(elsewhere))
        in_use |= Q(Exists(Person.objects.filter(merged_into=OuterRef("pk"))))
        for _receiver, person_ids in people_in_use.send(sender=Person, keeper=self._run.keeper):
            in_use |= Q(pk__in=person_ids)
        there = Q(in_use, deleted_at=None) | Person.still_needed
        return Person.objects.filter(there, origin_id=self._origin_id).order_by("pk")

    def _take_photos_back(self) -> None:
        pictures = Detail.objects.filter(origin_id=self._origin_id, kind=Detail.Kind.PHOTO).values("value")
        Person.objects.filter(keeper=self._run.keeper, photo__in=pictures).exclude(photo="").update(photo="")

    def _kept_photos(self) -> frozenset[str]:
        folder = f"{photos.FOLDER}/{self._run.uid}/"
        of_people = Person.objects.filter(photo__startswith=folder).values_list("photo", flat=True)
        of_details = Detail.objects.filter(kind=Detail.Kind.PHOTO, value__startswith=folder).values_list(
            "value", flat=True
        )
        return frozenset({*of_people, *of_details})


def moved_on(pks: list[int]) -> list[int]:
    """The details that went to another when one of these people was made one with somebody."""
    moved = Merge.objects.standing().filter(gone__in=pks).values_list("moved", flat=True)
    return [pk for rows in moved for label, pk, *_whom in rows if label == "people.detail"]


def sweep_origin(origin_id: int, pace: Pace, breathe: Callable[[], None]) -> None:
    """Remove the hidden rows of an origin, turn by turn. Safe to repeat."""
    people = Person.objects.filter(origin_id=origin_id).order_by("pk")
    while pks := list(people.values_list("pk", flat=True)[: pace.size]):
        _sweep_people(pks, pace)
        breathe()
    details = Detail.objects.filter(origin_id=origin_id)
    added_to = sorted(set(details.values_list("person_id", flat=True)))
    for _gone in delete_in_turns(details, pace):
        breathe()
    refresh_words(added_to, pace, breathe)


def _sweep_people(pks: list[int], pace: Pace) -> None:
    """Nothing else hangs on most of them, so they go at once; where something does, it goes with them one by one."""
    try:
        with pace.turn():
            for rows in (Word.objects.filter(person_id__in=pks), Detail.objects.filter(person_id__in=pks)):
                rows._raw_delete(rows.db)
            people = Person.objects.filter(pk__in=pks)
            people._raw_delete(people.db)
    except IntegrityError:
        with pace.turn():
            Person.objects.filter(pk__in=pks).delete()


def take_back(run: ImportRun) -> None:
    """All of it: hide, sweep, and say that it is done. What was only half brought in was never seen."""
    back = TakingBack(run)
    if run.origin_id is not None:
        back.hide()
        back.sweep()
    back.finish(Stage.UNDONE if run.applied_at else Stage.STOPPED)
