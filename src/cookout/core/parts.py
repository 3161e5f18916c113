"""Invented people and numbers for the page of parts, so that every piece of the look can be seen at once."""

import datetime as dt
import math
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils import timezone

from cookout.core.charts.table import Seat
from cookout.core.charts.tie import Ahead, Course, Kind, Mark
from cookout.core.forms import Toggle

COLOURS = (
    "paper",
    "card",
    "sunk",
    "chip",
    "line",
    "edge",
    "night",
    "ink",
    "ink-2",
    "ink-3",
    "green",
    "green-deep",
    "green-soft",
    "ember",
    "ember-soft",
    "honey",
    "honey-soft",
    "butter",
    "dusk",
    "dusk-soft",
    "alert",
    "alert-soft",
    "focus",
)
SEATS = (
    ("Marta Reyes", 82),
    ("Walter Brandt", 71),
    ("Gloria Huang", 64),
    ("Ana Sousa", 77),
    ("Jerome Tate", 22),
    ("Ryan Mercer", 66),
    ("Beth Lawson", 38),
    ("Elena Petrova", 90),
    ("Tom Becker", 55),
    ("Hannah Weiss", 61),
    ("Luis Ortega", 47),
    ("Mei Tanaka", 68),
    ("Ify Okonkwo", 73),
)
#: Days ago, what it renews (0 to 100), kind, words.
CONTACTS: tuple[tuple[int, int, Kind, str], ...] = (
    (330, 34, "note", "call"),
    (306, 40, "meet", "her holiday open house"),
    (259, 50, "ref", "she referred the Hales"),
    (225, 45, "meet", "1-2-1"),
    (127, 60, "meet", "1-2-1"),
    (106, 30, "note", "call"),
    (65, 30, "note", "her mother’s 80th"),
    (22, 60, "meet", "1-2-1"),
    (6, 78, "ref", "she referred Héctor Delgado"),
)


class PartsForm(forms.Form):
    """One field of each shape."""

    name = forms.CharField(label="Name")
    contact = forms.EmailField(label="Email", help_text="Only you see it.")
    talk = forms.CharField(label="What you talked about", widget=forms.Textarea(attrs={"rows": 2}))
    life = forms.ChoiceField(label="Life", choices=[("a", "Life insurance"), ("b", "Little League")])
    promise = forms.ChoiceField(
        label="You promised",
        choices=[("a", "Market report"), ("b", "Coffee"), ("c", "Nothing")],
        widget=forms.RadioSelect,
    )
    send = forms.MultipleChoiceField(
        label="What will you send?",
        choices=[("a", "My card"), ("b", "Thank-you note")],
        widget=forms.CheckboxSelectMultiple,
    )
    client = forms.BooleanField(label="A client of mine", required=False)
    morning = forms.BooleanField(
        label="A letter each morning", help_text="Today’s list, at seven", required=False, widget=Toggle
    )
    file = forms.FileField(label="Choose a file, or drop it here", help_text="vCard or CSV", required=False)


def samples() -> dict[str, Any]:
    """What the template shows."""
    today = timezone.localdate()
    good = {"name": "Devon Marsh", "contact": "devon@example.org", "talk": "Two cats.", "life": "a"}
    bad = PartsForm({**good, "contact": "devon at example", "promise": "b", "send": ["a"]}, auto_id="bad_%s")
    bad.add_error(None, "One thing to look at, then save once more.")
    return {
        "colours": COLOURS,
        "warmth": range(6),
        "series": range(1, 7),
        "form": PartsForm({**good, "promise": "a", "send": ["b"]}, auto_id="good_%s"),
        "bad_form": bad,
        "seats": [Seat(name, percent) for name, percent in SEATS],
        "people": [
            {"name": "Marta Reyes", "ring": 82},
            {"name": "Beth Lawson", "ring": 38},
            {"name": "Jerome Tate", "ring": 22},
            {"name": "Mo Farouk", "ring": None},
        ],
        "course": course(today),
        "units": [("closed", "Hale, closed"), ("open", "Nguyen, working"), ("not", "Lutz, not a fit")],
        "empty_seats": [],
        "page": Paginator(range(230), 50).page(2),
        "crumbs": [("People", "#people"), ("Import", "#import")],
        "today": today,
        "lately": today - dt.timedelta(days=6),
    }


def course(today: dt.date) -> Course:
    """A believable tie: it halves every six weeks and each contact renews it."""
    days = {today - dt.timedelta(days=ago): (gain, kind, words) for ago, gain, kind, words in CONTACTS}
    strength, line, marks = 18.0, [], []
    for ago in range(350, -1, -1):
        day = today - dt.timedelta(days=ago)
        strength *= 0.5 ** (1 / 42)
        line.append((day, strength))
        if day in days:
            gain, kind, words = days[day]
            strength += (100 - strength) * gain / 100
            line.append((day, strength))
            marks.append(Mark(day, strength, kind, words))
    ahead = [
        Ahead(today + dt.timedelta(days=n), *(strength * math.pow(0.5, n / half) for half in (30, 42, 60)))
        for n in range(0, 78, 7)
    ]
    label = "Strength of your tie with Marta, with a projection. It fell in spring, rose again and is warm."
    return Course(line=line, today=today, label=label, marks=marks, ahead=ahead)
