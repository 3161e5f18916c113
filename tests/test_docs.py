"""The papers around the code say what the code does: every command, path, setting, noun and verb, and no dead link."""

import ast
import re
import shlex
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands, load_command_class

from tests import reference, third_party

HOME = Path(__file__).resolve().parents[1]
PAPERS = [
    "README.md",
    "CONTRIBUTING.md",
    "STYLE.md",
    "GLOSSARY.md",
    "docs/backtest.md",
    "docs/chapter.md",
    "docs/handshake.md",
    "docs/imports.md",
    "docs/operating.md",
    "docs/pair.md",
    "docs/reference.md",
    "docs/referrals.md",
    "docs/rounds.md",
    "docs/study.md",
]
DERIVED = {"make", "rename", "remove", "give", "take", "correct", "issue", "revoke"}
"""Verbs that several nouns share; the code puts the noun before them."""


def paper(name: str) -> str:
    return (HOME / name).read_text(encoding="utf-8")


def sources() -> Iterator[ast.Module]:
    for path in (HOME / "src").rglob("*.py"):
        if "tests" not in path.parts and "migrations" not in path.parts:
            yield ast.parse(path.read_text(encoding="utf-8"))


def test_the_reference_is_what_the_program_says() -> None:
    assert reference.render() == paper("docs/reference.md"), "run “make docs”"


def test_every_command_of_ours_says_what_it_is_for() -> None:
    silent = re.findall(r"### cookout (\w+)\n\n(?:None)?\n", paper("docs/reference.md"))
    assert not silent
    assert {"serve", "work", "backup", "restore", "import", "today"} <= set(reference.our_commands())


def test_the_list_of_licences_is_complete() -> None:
    assert third_party.render() == paper("THIRD_PARTY.md"), "run “make docs”"
    assert "unknown" not in paper("THIRD_PARTY.md")


def test_whatever_was_copied_here_lies_beside_its_licence() -> None:
    licences = [path.relative_to(HOME).as_posix() for path in (HOME / "src").rglob("LICENSE*")]
    told = {text for _name, _where, _licence, text in third_party.COPIED}
    assert told == set(licences)


def test_every_setting_is_documented() -> None:
    read = set(re.findall(r"COOKOUT_[A-Z_]+[A-Z]", paper("src/cookout/site/settings.py")))
    named = set(re.findall(r"`(COOKOUT_[A-Z_]+)`", paper("docs/operating.md")))
    assert read - {"COOKOUT_"} <= named
    assert named <= read | {"COOKOUT_SECRET_KEY_FILE"}


def test_every_noun_is_in_the_glossary() -> None:
    glossary = paper("GLOSSARY.md")
    ours = [model for model in apps.get_models() if model.__module__.startswith("cookout.")]
    missing = [model.__name__ for model in ours if f"(`{model.__name__}`)" not in glossary]
    assert not missing
    classes = {node.name for tree in sources() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    gone = set(re.findall(r"\(`(\w+)`\)", glossary)) - classes
    assert not gone


def test_every_verb_of_the_diary_is_in_the_glossary() -> None:
    told = set(re.findall(r"`(\w+\.\w+)`", paper("GLOSSARY.md")))
    assert recorded() <= told
    gone = {verb for verb in told - recorded() if verb.split(".")[1] not in DERIVED}
    assert not gone


def recorded() -> set[str]:
    """Every verb that any code hands to the diary as it stands."""
    found: set[str] = set()
    for tree in sources():
        for node in ast.walk(tree):
            words = _said(node) if isinstance(node, ast.Call) else []
            constants = [word.value for word in words if word.arg == "verb" and isinstance(word.value, ast.Constant)]
            found |= {str(value.value) for value in constants if re.fullmatch(r"[a-z_]+\.[a-z_]+", str(value.value))}
    return {verb for verb in found if verb.split(".")[0] in NOUNS}


def _said(call: ast.Call) -> list[ast.keyword]:
    """What a call is given, by name or by place; slots and names of files look like verbs and are none."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if name in {"register", "register_chore", "attach"}:
        return []
    return call.keywords + [ast.keyword("verb", arg) for arg in call.args]


NOUNS = {re.sub(r"(?<!^)(?=[A-Z])", "_", model.__name__).lower() for model in apps.get_models()} | {
    *(model._meta.model_name for model in apps.get_models()),
    "account", "calendar", "profile", "today",
}  # fmt: skip


def anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("name", PAPERS)
def test_no_link_is_dead(name: str) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", paper(name)):
        if "://" in target:
            continue
        path, _hash, part = target.partition("#")
        linked = (HOME / name).parent / path if path else HOME / name
        assert linked.exists(), f"{name} links to {target}"
        if part:
            headings = re.findall(r"^#+ (.+)$", linked.read_text(encoding="utf-8"), re.MULTILINE)
            assert part in map(anchor, headings), f"{name} links to {target}"


def commands_told() -> Iterator[list[str]]:
    """Every line of a paper that calls one of our commands that act for somebody."""
    for name in ("README.md", "docs/chapter.md", "docs/handshake.md", "docs/referrals.md", "docs/rounds.md"):
        for line in re.findall(r"^    cookout (.+)$", paper(name), re.MULTILINE):
            yield [str(uuid.UUID(int=1)) if word == "UID" else word for word in shlex.split(line)]


@pytest.mark.parametrize("words", list(commands_told()), ids=" ".join)
def test_whatever_a_paper_types_is_understood(words: list[str]) -> None:
    command, *rest = words
    parser = load_command_class(get_commands()[command], command).create_parser("cookout", command)
    parser.parse_args([*rest, "--user", "sam@sample.example.org"])


def test_the_readme_names_the_two_commands_as_they_are() -> None:
    targets = set(re.findall(r"^([a-z-]+):", paper("Makefile"), re.MULTILINE))
    for name in PAPERS:
        called = set(re.findall(r"(?:^    |`)make ([a-z-]+)", paper(name), re.MULTILINE))
        assert called <= targets, f"{name} names a target that the Makefile has not"
