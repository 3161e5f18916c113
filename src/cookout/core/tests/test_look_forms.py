"""Forms in our look: a label for everything, help and errors tied to their box."""

from html.parser import HTMLParser

import pytest
from django import forms

from cookout.core import parts
from cookout.core.forms import CookoutRenderer, ManyFiles, Toggle, shape


class Tags(HTMLParser):
    """All opening tags with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def ids(self) -> list[str]:
        return [attrs["id"] or "" for _tag, attrs in self.found if "id" in attrs]


def rendered(form: forms.Form) -> str:
    form.renderer = CookoutRenderer()
    return str(form.render())


@pytest.fixture
def bad() -> str:
    form = parts.PartsForm({"contact": "devon at example", "name": "<b>Devon</b>"})
    form.add_error(None, "One thing to look at.")
    return rendered(form)


def test_every_box_has_a_label(bad: str) -> None:
    tags = Tags(bad)
    labelled = {attrs.get("for") for tag, attrs in tags.found if tag == "label"}
    boxes = [attrs for tag, attrs in tags.found if tag in ("input", "select", "textarea")]
    assert len(boxes) > 8
    assert [box["id"] for box in boxes if box["id"] not in labelled] == []


def test_what_describes_a_box_exists_once(bad: str) -> None:
    tags = Tags(bad)
    ids = tags.ids()
    assert len(ids) == len(set(ids))
    described = " ".join(attrs["aria-describedby"] or "" for _tag, attrs in tags.found if "aria-describedby" in attrs)
    assert "id_contact_helptext" in described
    assert "id_contact_error" in described
    assert [name for name in described.split() if name not in ids] == []


def test_a_mistake_is_marked_on_its_box_and_said_with_an_icon(bad: str) -> None:
    contact = next(attrs for tag, attrs in Tags(bad).found if attrs.get("id") == "id_contact")
    assert contact["aria-invalid"] == "true"
    assert '<p class="error"><svg class="icon"' in bad
    assert 'class="error error--form" role="alert"' in bad


def test_what_was_typed_is_escaped(bad: str) -> None:
    assert "<b>Devon</b>" not in bad
    assert "&lt;b&gt;Devon" in bad


def test_choices_stand_in_a_fieldset_with_their_question(bad: str) -> None:
    assert "<legend>You promised</legend>" in bad
    assert "<legend>What will you send?</legend>" in bad


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (forms.CharField(), "box"),
        (forms.CharField(widget=forms.Textarea), "box"),
        (forms.ChoiceField(), "select"),
        (forms.MultipleChoiceField(), "box"),
        (forms.BooleanField(), "check"),
        (forms.BooleanField(widget=Toggle), "toggle"),
        (forms.ChoiceField(widget=forms.RadioSelect), "picks"),
        (forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple), "picks"),
        (forms.FileField(widget=ManyFiles), "file"),
    ],
)
def test_each_kind_of_field_has_its_shape(field: forms.Field, expected: str) -> None:
    form = type("One", (forms.Form,), {"one": field})()
    assert shape(form["one"]) == expected
    assert 'class="field' in rendered(form)


def test_a_toggle_is_a_switch() -> None:
    switch = next(attrs for _tag, attrs in Tags(rendered(parts.PartsForm())).found if attrs.get("id") == "id_morning")
    assert switch["role"] == "switch"


def test_a_hidden_field_stays_hidden() -> None:
    form = type("One", (forms.Form,), {"one": forms.CharField(widget=forms.HiddenInput)})()
    assert "field" not in rendered(form).replace('type="hidden"', "")


def test_several_files_can_be_chosen_at_once() -> None:
    form = type("One", (forms.Form,), {"one": forms.FileField(widget=ManyFiles(attrs={"multiple": True}))})()
    assert "multiple" in rendered(form)
