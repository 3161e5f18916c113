"""What an undo may take back of whom I met: nobody is lost by it, and no half of two that were made one."""

from django.db.models import Q
from django.utils.translation import gettext as _

from cookout.core.models import Act, Change
from cookout.core.refusal import Refusal
from cookout.events.models.capturing import undecided, waiting
from cookout.events.models.encounter import Encounter
from cookout.events.models.likeness import Likeness
from cookout.ties.models import Tie

ENCOUNTER, LIKENESS, PERSON = "events.encounter", "events.likeness", "people.person"
TIE, TRIAGE = "ties.tie", "ties.triage"


def refuse_half_undo(act: Act) -> None:
    """Not where somebody I met would leave the book with it, nor where one of two was moved on since."""
    rows = act.changes.filter(model__in=(ENCOUNTER, LIKENESS, PERSON))
    found = list(rows.order_by("pk").values_list("pk", "model", "object_id", "before"))
    if not found:
        return
    act.by.wait_in_line()
    made = {(model, pk) for _at, model, pk, before in found if before is None}
    met = [pk for model, pk in made if model == ENCOUNTER]
    _refuse_to_lose_others([pk for model, pk in made if model == PERSON], met)
    moved = {pk for _at, model, pk, _before in found if model == ENCOUNTER}
    asked = {pk for _at, model, pk, _before in found if model == LIKENESS and not met}
    moved |= set(Likeness.objects.filter(pk__in=asked).values_list("encounter_id", flat=True))
    since = Change.objects.filter(pk__gt=found[-1][0], act__undone_at=None, before__isnull=False).exclude(act=act)
    _refuse_what_went_on(since.filter(model=ENCOUNTER, object_id__in=moved, after__has_key="tie_id").first())
    _refuse_what_went_on(since.filter(model=LIKENESS, object_id__in=asked).first())


def _refuse_to_lose_others(people: list[int], met: list[int]) -> None:
    """Whoever came into the book by it stays as long as another encounter says that I met them."""
    others = Encounter.objects.filter(deleted_at=None, tie__deleted_at=None, tie__person__in=people).exclude(pk__in=met)
    other = others.select_related("tie__person").first()
    if other is not None:
        said = {"name": other.tie.person.full_name}
        raise Refusal(_("You met %(name)s once more since. Take that away first, or undo what made one of two.") % said)


def _refuse_what_went_on(change: Change | None) -> None:
    if change is None:
        return
    encounter = Encounter.objects.filter(pk=change.object_id).first() if change.model == ENCOUNTER else None
    if encounter is None:
        encounter = Likeness.objects.get(pk=change.object_id).encounter
    said = {"name": encounter.tie.person.full_name}
    raise Refusal(_("You said since that somebody you met is %(name)s. Undo that first.") % said)


def wait_again(act: Act) -> None:
    """Whoever I met without having decided waits for it also after something else was taken back."""
    changed: dict[str, set[int]] = {ENCOUNTER: set(), TIE: set(), TRIAGE: set()}
    moved: set[int] = set()
    rows = act.changes.filter(model__in=changed).values_list("model", "object_id", "before", "after")
    for model, pk, before, after in rows:
        changed[model].add(pk)
        moved |= {row["tie_id"] for row in (before, after) if row and "tie_id" in row}
    touched = Q(pk__in=changed[TIE] | moved)
    touched |= Q(encounters__in=changed[ENCOUNTER]) | Q(triages__in=changed[TRIAGE])
    for tie in Tie.objects.filter(touched, deleted_at=None, sort_on=None).distinct() if any(changed.values()) else ():
        if new := waiting(tie, undecided(tie)):
            Tie.objects.filter(pk=tie.pk).update(**new)
