"""The arrows and habits that import-linter and ruff cannot see. Each guard was broken once on purpose."""

import ast
import re
import subprocess
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps

HOME = Path(__file__).resolve().parents[1]
SRC = HOME / "src" / "cookout"
GROUND = {"core", "science"}
PUBLIC = {"models", "rules", "signals", "formats"}
MAX_LINES = 400
GENERATED = {"docs/reference.md", "THIRD_PARTY.md", "LICENSE", "CHANGELOG.md", "PRIVACY.toml"}
BORROWED = ("core/static/core/vendor/", "core/icons/", "core/static/core/fonts/", "/migrations/", "/tests/files/")
WIDGETS = "django"
"""Where Django looks for its own widgets, so that a house may write them quicker."""
ALLAUTH = {"account", "mfa", "usersessions", "allauth", "socialaccount"}


def order() -> list[str]:
    """The rooms from the ground up, as the import contract names them."""
    told = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))
    layers = told["tool"]["importlinter"]["contracts"][0]["layers"]
    return [layer.strip("()") for layer in reversed(layers)]


RANK = {room: place for place, room in enumerate(order())}


@cache
def tracked() -> tuple[str, ...]:
    """Every file of the repository, also those not committed yet."""
    words = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(words, cwd=HOME, capture_output=True, text=True, check=True).stdout.splitlines()
    return tuple(name for name in listed if (HOME / name).is_file())


def texts(*endings: str) -> Iterator[tuple[str, str]]:
    """Name and text of our own files with these endings (all texts where none is given)."""
    for name in tracked():
        if (endings and not name.endswith(endings)) or any(part in name for part in BORROWED):
            continue
        try:
            yield name, (HOME / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def room_of(name: str) -> str:
    """The room a source file lies in."""
    return Path(name).relative_to("src/cookout").parts[0]


def sources() -> Iterator[tuple[str, str]]:
    return ((name, text) for name, text in texts(".py") if name.startswith("src/cookout/") and name.count("/") > 2)


def templates() -> Iterator[tuple[str, str]]:
    return ((name, text) for name, text in texts(".html", ".txt", ".webmanifest") if "/templates/" in name)


def test_foreign_keys_point_downwards() -> None:
    wrong = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models()
        if model.__module__.startswith("cookout.")
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
        if field.related_model is not None and field.related_model.__module__.startswith("cookout.")
        if RANK[field.related_model._meta.app_label] > RANK[model._meta.app_label]
    ]
    assert not wrong, "these point upwards; let the higher room hold the key"


NAMED = re.compile(r"""\{%\s*(?:url|include|extends)\s+["'](\w+)[:/]""")
REVERSED = re.compile(r"""\b(?:reverse|reverse_lazy|redirect)\(\s*["'](\w+):""")


def test_addresses_and_includes_point_downwards_or_stay_in_the_room() -> None:
    wrong = []
    for pattern, files in ((NAMED, templates()), (REVERSED, sources())):
        for name, text in files:
            here = room_of(name)
            there = [found for found in pattern.findall(text) if RANK.get(found, -1) > RANK[here]]
            if "/tests/" not in name:
                wrong += [f"{name} → {room}" for room in there]
    assert not wrong, "a low room names a higher one; offer a slot instead"


def test_rooms_use_only_each_others_public_modules() -> None:
    wrong = []
    for name, text in sources():
        here = room_of(name)
        open_to = PUBLIC | ({"testing"} if "/tests/" in name or name.endswith("/testing.py") else set())
        for module in imported(text):
            parts = module.split(".")
            if parts[0] != "cookout" or len(parts) < 2 or here == "site" or parts[1] in GROUND | {here}:
                continue
            if len(parts) < 3 or parts[2] not in open_to:
                wrong.append(f"{name} imports {module}")
    assert not wrong, f"from another room take only {sorted(PUBLIC)}"


def imported(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            whole = node.module.count(".") < 2
            yield from (f"{node.module}.{alias.name}" if whole else node.module for alias in node.names)


def test_files_stay_small() -> None:
    limited = (".py", ".html", ".css", ".js", ".md", ".toml", ".txt", "Makefile", ".sh")
    long = {
        name: lines
        for name, text in texts(*limited)
        if name not in GENERATED and (lines := text.count("\n")) > MAX_LINES
    }
    assert not long, f"longer than {MAX_LINES} lines"


def test_every_template_lies_in_the_folder_of_its_room() -> None:
    wrong = []
    for name, _text in templates():
        inside = name.split("/templates/", 1)[1].split("/")
        for_all = room_of(name) in {"core", "site"} and (len(inside) == 1 or inside[0] in {*ALLAUTH, WIDGETS})
        if inside[0] != room_of(name) and not for_all:
            wrong.append(name)
    assert not wrong, "a template outside templates/<room>/ can hide another room's"


TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)", re.IGNORECASE),
    "a handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
}


@pytest.mark.parametrize("what", INLINE)
def test_no_template_breaks_the_content_security_policy(what: str) -> None:
    wrong = [name for name, text in templates() if INLINE[what].search(TAG.sub("", text))]
    assert not wrong, what


# Put together here, so that this file does not contain what it forbids.
FORBIDDEN = {
    "a path of one machine": ("/" + "root/", "/" + "work/", "/" + "farm/", "/" + "home/"),
    "a package registry": ("py" + "pi.org", "python" + "hosted", "npm" + "js.org", "npm" + "js.com", "deb." + "debian"),
    "a mark of another organisation": ("B" + "NI", "Givers " + "Gain", "Le" + "Tip", "Givers" + "Gain"),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_names(what: str) -> None:
    patterns = [
        re.compile(rf"(?<!\w){re.escape(word)}(?!\w)" if word.isalpha() else re.escape(word))
        for word in FORBIDDEN[what]
    ]
    wrong = [f"{name}: {found[0]}" for name, text in texts() for pattern in patterns if (found := pattern.search(text))]
    assert not wrong, what


def test_no_place_for_odds_and_ends() -> None:
    wrong = [name for name in tracked() if re.search(r"(^|/)(utils|helpers|services|common|misc)(\.py|/)", name)]
    assert not wrong, "name the module after what it holds"


def test_nothing_is_left_to_do_later() -> None:
    later = re.compile(r"(#|//|/\*|<!--|^- ).*\b(TO" + r"DO|FIX" + r"ME|X" + r"XX)\b", re.MULTILINE)
    assert not [name for name, text in texts(".py", ".html", ".css", ".js", ".md") if later.search(text)]


def test_every_excuse_to_a_tool_has_its_reason_beside_it() -> None:
    bare = re.compile(
        r"#\s*(?:type: ignore(?!\[)|noqa(?!:)|noqa: [A-Z0-9, ]+$|type: ignore\[[\w, -]+\]$)", re.MULTILINE
    )
    wrong = [name for name, text in sources() if bare.search(text) and "/tests/" not in name]
    assert not wrong, "say why beside the noqa or type: ignore"


@pytest.mark.parametrize(
    "lock", ["requirements.lock", "requirements-dev.lock", "requirements-proof.lock", "requirements-uv.lock"]
)
def test_requirements_are_locked_by_hash_and_name_no_host(lock: str) -> None:
    text = (HOME / lock).read_text(encoding="utf-8")
    wanted = re.findall(r"^([a-z0-9][\w.-]*)==\S+(.*(?:\n .*)*)", text, re.MULTILINE)
    assert wanted
    assert not [name for name, rest in wanted if "--hash=sha256:" not in rest], "without a hash"
    assert "://" not in text
    assert "index-url" not in text


def test_every_body_of_the_api_has_a_name_of_its_own() -> None:
    """Two of one name in different rooms would be one in the contract, and programs would read the wrong one."""
    doors = (path for path in SRC.rglob("*.py") if {"api", "api.py"} & set(path.relative_to(SRC).parts))
    found = [name for path in doors for name in bodies(path)]
    assert sorted(name for name, many in Counter(found).items() if many > 1) == []


def bodies(path: Path) -> list[str]:
    """The shapes that go in or out."""
    classes = [node for node in ast.parse(path.read_text()).body if isinstance(node, ast.ClassDef)]
    return [node.name for node in classes if node.name.endswith(("In", "Out"))]
