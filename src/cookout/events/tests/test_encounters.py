"""An encounter written down differently or taken away, and the photo of a card: what follows, and what Undo brings."""

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from cookout.core.models import Act, User
from cookout.core.privacy import erase
from cookout.core.refusal import Refusal
from cookout.core.sweep import sweep_files
from cookout.core.testing import make_user
from cookout.events.models import Encounter, Event
from cookout.events.models.encounter_changes import Going
from cookout.people.models import Person
from cookout.ties.models import Promise, Tie, Touch, local_today

DAY = dt.timedelta(days=1)


def caught(ben: User, **told: Any) -> Encounter:
    said = {"name": "Devon Marsh", "contact": "614 555 0142", "talked": "One piano", "promise": "Market report"}
    return Encounter.capture(**{"by": ben, **said, **told})


def photo(size: tuple[int, int] = (2400, 1200), color: str = "navy") -> "ContentFile[bytes]":
    """A photo that says where it was taken."""
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x010F] = "Quillcam"
    Image.new("RGB", size, color).save(out, "JPEG", exif=exif)
    return ContentFile(out.getvalue(), name="card.jpg")


def of(encounter: Encounter) -> tuple[Tie, Touch]:
    """The tie and the contact as they are kept."""
    return Tie.objects.get(pk=encounter.tie_id), Touch.objects.get(pk=encounter.touch_id)


def test_what_said_the_same_follows_and_what_i_wrote_elsewhere_stays(ben: User) -> None:
    today = local_today(ben)
    hop, fair = (Event.note(by=ben, name=name, on=today - 3 * DAY) for name in ("Gallery hop", "Fair"))
    one = caught(ben, event=hop)
    fair.miss(by=ben)
    act = one.correct(by=ben, event=fair, talked=" A grand piano ", impression="Warm")
    fair.refresh_from_db()
    assert not fair.is_missed
    tie, touch = of(one)
    assert (tie.how_met, tie.met_on, tie.waits_since, tie.sort_on) == (
        "Fair",
        today - 3 * DAY,
        today - 3 * DAY,
        today - DAY,
    )
    assert (touch.on, touch.text, tie.last_touch_on) == (today - 3 * DAY, "A grand piano", today - 3 * DAY)
    act.undo(by=ben)
    tie, touch = of(one)
    assert (tie.how_met, tie.met_on, touch.text, tie.last_touch_on) == ("Gallery hop", today, "One piano", today)
    tie.describe(by=ben, how_met="Through Priya")
    one = Encounter.objects.visible_to(ben).get()
    one.correct(by=ben, event=None, place="By the oysters")
    assert (one.where, of(one)[0].how_met) == ("By the oysters", "Through Priya")


def test_what_cannot_be_is_refused(ben: User) -> None:
    one, today = caught(ben), local_today(ben)
    hers = Event.note(by=make_user("Cleo"), name="Hers", on=today)
    for wrong in ({"on": today + DAY}, {"on": dt.date(1799, 1, 1)}, {"event": hers}, {"place": "x" * 301}):
        with pytest.raises(Refusal):
            one.correct(by=ben, **wrong)
    with pytest.raises(Refusal, match="picture"):
        one.keep_photo(ContentFile(b"GIF89a no picture", name="card.gif"), by=ben)
    one.refresh_from_db()
    assert (one.on, one.place, one.card.name) == (today, "", "")


def test_what_was_caught_by_mistake_goes_with_the_person_and_comes_back(ben: User) -> None:
    one = caught(ben)
    going = Going.along_with(one)
    assert (going.person, going.touch, going.promise) == (one.tie.person, one.touch, one.promise)
    act = one.remove(by=ben)
    one.remove(by=ben)
    assert not Person.objects.kept_by(ben).exists()
    assert not Promise.objects.visible_to(ben).exists()
    assert not Touch.objects.visible_to(ben).exists()
    act.undo(by=ben)
    assert Encounter.objects.visible_to(ben).get().where == ""
    assert Promise.objects.visible_to(ben).open().count() == Touch.objects.visible_to(ben).count() == 1
    assert of(one)[0].last_touch_on == local_today(ben)


@pytest.mark.parametrize("more", ["note", "kept", "circle", "met again", "edited"])
def test_nobody_goes_of_whom_there_is_more(ben: User, more: str) -> None:
    one, today = caught(ben), local_today(ben)
    if more == "note":
        one.tie.write("Plays on Fridays", by=ben)
    elif more == "kept" and one.promise:
        one.promise.keep(by=ben)
    elif more == "circle":
        one.tie.move("light", by=ben)
    elif more == "met again":
        Encounter.objects.create(owner=ben, tie=one.tie, on=today, place="Harbor", captured_at=one.captured_at)
    else:
        one.tie.person.put_details([(None, "email", "", "devon@example.org")], by=ben)
    one.refresh_from_db()
    assert Going.along_with(one).person is None
    one.remove(by=ben)
    tie = of(one)[0]
    assert Person.objects.kept_by(ben).get() == tie.person
    assert Promise.objects.visible_to(ben).exists() == (more == "kept")
    assert tie.last_touch_on is None
    again = more == "met again"
    assert (tie.how_met, tie.met_on, tie.sort_on) == (("Harbor", today, today + 2 * DAY) if again else ("", None, None))


def test_an_event_that_is_taken_away_leaves_its_name(ben: User) -> None:
    event = Event.note(by=ben, name="Gallery hop", on=local_today(ben))
    one = caught(ben, event=event)
    act = event.remove(by=ben)
    one = Encounter.objects.visible_to(ben).get()
    assert (one.there, one.where) == (None, "Gallery hop")
    Event.objects.filter(pk=event.pk).delete()  # as the sweep does in thirty days
    assert Encounter.objects.visible_to(ben).get().where == "Gallery hop"
    assert act.undo(by=ben).restored


def test_a_photo_is_small_bare_and_one_until_it_is_swept(ben: User, settings: Any) -> None:
    one, root = caught(ben), Path(settings.MEDIA_ROOT)
    one.keep_photo(photo(), by=ben)
    first = root / one.card.name
    with Image.open(first) as kept:
        assert (max(kept.size), dict(kept.getexif())) == (1600, {})
    one.keep_photo(photo(), by=ben)
    assert root / one.card.name == first
    act = one.keep_photo(photo(color="red"), by=ben)
    act.undo(by=ben)
    one.refresh_from_db()
    assert root / one.card.name == first
    one.drop_photo(by=ben)
    Act.objects.get(verb="encounter.photo", changes__isnull=False, undone_at=None, pk__gt=act.pk).undo(by=ben)
    assert first.exists()


def test_photos_go_with_the_person_and_with_the_account(
    ben: User, settings: Any, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cookout.core.sweep.STRAY_KEPT", -DAY)
    files = []
    for name in ("Devon Marsh", "Mo Farouk"):
        one = caught(ben, name=name)
        one.keep_photo(photo((90, 50)), by=ben)
        files.append(Path(settings.MEDIA_ROOT) / one.card.name)
    Person.objects.get(full_name="Devon Marsh").delete()  # as the sweep does in thirty days, with the diary
    Act.objects.all().delete()
    sweep_files()
    assert [file.exists() for file in files] == [False, True]
    with django_capture_on_commit_callbacks(execute=True):
        erase(ben)
    assert not files[1].exists()
