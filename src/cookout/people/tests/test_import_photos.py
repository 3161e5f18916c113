"""Pictures of cards are made small, lose where and when they were taken, and go out and in again the same."""

import base64
import io
import re
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from cookout.core.models import User
from cookout.people.formats.photo import RefusedPhoto, is_bare, shrink
from cookout.people.models import Detail, Person
from cookout.people.models.export import written
from cookout.people.testing import bring, counts, look, vcard
from cookout.people.tests.pictures import jpeg, photo


def with_place() -> bytes:
    """A picture in which the camera wrote where it was."""
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (40.0, 26.0, 46.0)}
    exif[0x010F] = "A camera"
    return jpeg(size=(1200, 900), exif=exif.tobytes())


def test_a_picture_is_small_and_says_nothing_but_itself(ada: User) -> None:
    bring(ada, vcard("Dana Dorn", **photo(data=with_place())))
    dana = Person.objects.kept_by(ada).get()
    stored = (Path(settings.MEDIA_ROOT) / str(dana.photo)).read_bytes()
    kept = Image.open(io.BytesIO(stored))
    assert max(kept.size) == 512
    assert not kept.getexif()
    assert b"A camera" not in stored


def test_the_name_of_the_file_cannot_be_guessed(ada: User) -> None:
    bring(ada, vcard("Dana Dorn", **photo()) + vcard("Emil Ek", **photo()))
    names = [str(person.photo).rsplit("/", 1)[1] for person in Person.objects.kept_by(ada)]
    assert len(set(names)) == 2
    assert all(re.fullmatch(r"[\w-]{22}\.jpg", name) for name in names)


def test_a_further_picture_is_kept_beside_and_stripped_too(ada: User) -> None:
    card = vcard("Dana Dorn", EMAIL="dana@example.org", **photo("green"))
    bring(ada, card)
    run = bring(ada, vcard("Dana Dorn", EMAIL="dana@example.org", **photo(data=with_place())))
    assert counts(run) == {"merge": 1}
    dana = Person.objects.kept_by(ada).with_details().get()
    assert dana.details.filter(kind=Detail.Kind.PHOTO).count() == 2
    out = b"".join(written(ada, "vcard4"))
    assert out.count(b"data:image/jpeg;base64") == 2
    pictures = re.findall(rb"base64,([A-Za-z0-9+/=]+)", out.replace(b"\r\n ", b""))
    assert not any(b"A camera" in base64.b64decode(picture) for picture in pictures)


def test_a_picture_put_there_by_hand_is_known_when_it_comes_back(ada: User) -> None:
    dana = Person.keep(by=ada, full_name="Dana Dorn")
    dana.put_photo(shrink(jpeg()), by=ada)
    assert counts(bring(ada, b"".join(written(ada, "vcard4")))) == {"same": 1}


def test_a_picture_of_too_many_dots_is_left_out_in_a_sentence(ada: User) -> None:
    bomb = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(bomb, "PNG")
    run = look(ada, vcard("Dana Dorn", **photo(data=bomb.getvalue())))
    assert counts(run) == {"new": 1, "unreadable": 1}
    assert "million dots" in run.plain()["files"][0]["unreadable"][0]["reason"]


def test_shrinking_twice_is_shrinking_once() -> None:
    for data in (jpeg(), jpeg(size=(3000, 10)), with_place()):
        once = shrink(data)
        assert is_bare(once)
        assert shrink(once) == once


@pytest.mark.parametrize("added", [b"behind the end", b"\xff\xe1\x00\x10Exif\0\0"])
def test_what_carries_something_besides_the_picture_is_not_bare(added: bytes) -> None:
    bare = shrink(jpeg())
    inside = bare[:2] + b"\xff\xe1" + (2 + len(added)).to_bytes(2) + added + bare[2:]
    assert not is_bare(inside)
    assert not is_bare(bare + added)
    assert added not in shrink(inside)


def test_a_transparent_picture_stands_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    assert Image.open(io.BytesIO(shrink(out.getvalue()))).getpixel((5, 5)) == (255, 255, 255)


def test_what_is_no_picture_is_refused_in_a_sentence() -> None:
    with pytest.raises(RefusedPhoto, match="not a picture"):
        shrink(b"\xff\xd8 no more")
