"""The two bundles: complete, small, in the order of the layers, and safe to keep for ever."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import override_settings

from cookout.core import assets

STATIC = Path(assets.__file__).parent / "static" / "core"
LIMIT = 100 * 1024


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stylesheet and a script of the room `people`, found where the static files finders look."""
    find = finders.find

    def found(path: str) -> str | None:
        place = tmp_path / path
        return str(place) if place.exists() else find(path)

    monkeypatch.setattr(assets.finders, "find", found)
    (tmp_path / "people").mkdir()
    return tmp_path / "people"


def test_styles_and_scripts_together_stay_under_a_hundred_kilobytes() -> None:
    assert sum(len(assets.bundle(kind).gzip) for kind in ("css", "js")) < LIMIT


@pytest.mark.parametrize("kind", ["css", "js"])
def test_a_bundle_is_named_by_what_is_in_it(kind: assets.Kind) -> None:
    bundle = assets.bundle(kind)
    assert re.fullmatch(rf"cookout-[0-9a-f]{{12}}\.{kind}", bundle.name)
    assert gzip.decompress(bundle.gzip) == bundle.body
    assert assets.asset_url(kind) == f"/assets/{bundle.name}"


def test_the_order_of_the_layers_is_said_first() -> None:
    body = assets.bundle("css").body.decode()
    assert body.startswith("@layer reset, base, layout, components, rooms, utilities;")
    assert body.index("--paper:") < body.index("@layer components {") < body.rindex("@layer utilities {")


def test_every_address_in_the_styles_leads_to_a_file() -> None:
    body = assets.bundle("css").body.decode()
    found = re.findall(r'url\("/static/([^"]+)"\)', body)
    assert len(found) == body.count("url(")
    assert len(found) >= 4
    assert [path for path in found if not finders.find(path)] == []


def test_styles_fetch_nothing_from_elsewhere() -> None:
    body = assets.bundle("css").body.decode()
    assert "@import" not in body
    assert "http" not in body


def test_a_room_s_sheet_comes_late_and_stays_in_the_layer_of_rooms(room: Path) -> None:
    (room / "people.css").write_text("/* a note */ .crowd { color: red }")
    with override_settings(DEBUG=True):
        body = assets.bundle("css").body.decode()
    assert "@layer rooms {\n.crowd { color: red }\n}" in body
    assert body.index("@layer rooms {\n") > body.rindex("@layer components {")


def test_a_changed_file_makes_a_new_name_while_debugging(room: Path) -> None:
    with override_settings(DEBUG=True):
        before = assets.bundle("css").name
        (room / "people.css").write_text(".crowd { color: red }")
        assert assets.bundle("css").name != before


def test_a_room_s_behaviour_has_a_scope_of_its_own(room: Path) -> None:
    (room / "people.js").write_text("// a note\nconst crowd = 1;\n")
    with override_settings(DEBUG=True):
        body = assets.bundle("js").body.decode()
    assert '\n(() => {"use strict";\nconst crowd = 1;\n})();' in body


def test_the_service_worker_is_not_among_the_page_s_scripts() -> None:
    assert "skipWaiting" not in assets.bundle("js").body.decode()
    assert "skipWaiting" in (STATIC / "js" / "sw.js").read_text()


def test_a_missing_sheet_is_said_loudly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "LAST_SHEET", "core/css/nowhere.css")
    assets._found_once.cache_clear()  # as at the first page
    with pytest.raises(FileNotFoundError, match="nowhere"):
        assets.bundle("css")


@pytest.mark.parametrize(("pattern", "most"), [("css/**/*.css", 300), ("js/*.js", 100)])
def test_the_files_stay_small(pattern: str, most: int) -> None:
    files = list(STATIC.glob(pattern))
    assert files
    assert [file.name for file in files if len(file.read_text().splitlines()) > most] == []


def test_scripts_never_make_code_or_markup_out_of_text() -> None:
    risky = re.compile(r"\beval\(|new Function|innerHTML|insertAdjacentHTML|document\.write|\.style\b")
    assert [file.name for file in (STATIC / "js").glob("*.js") if risky.search(file.read_text())] == []


def test_every_vendored_thing_brings_its_licence() -> None:
    assert (STATIC / "vendor" / "htmx" / "LICENSE").is_file()
    assert (STATIC / "vendor" / "htmx" / "VERSION").read_text().strip() == "2.0.11"
    assert len(list((STATIC / "fonts").glob("LICENSE-*.txt"))) == 2
    assert (STATIC.parents[1] / "icons" / "LICENSE").is_file()
