"""Three scorecards as examples, belonging to no region: kinds that are in use, with neutral names and numbers."""

import datetime as dt

from django.db import migrations

from cookout.core.ids import uuid7

EXAMPLES = {
    "Example: a traffic light over six months": {
        "weeks": 26,
        "lines": [
            {"count": "absent", "steps": [[0, 15], [1, 10], [3, 5], [4, 0]]},
            {"count": "late", "steps": [[0, 5], [1, 0]]},
            {"count": "given", "per": "week", "steps": [[0.5, 5], [0.75, 10], [1, 15], [1.25, 20]]},
            {"count": "one_to_ones", "per": "week", "steps": [[0.25, 5], [0.5, 10], [0.75, 15], [1, 20]]},
            {"count": "visitors", "per": "week", "steps": [[0.04, 5], [0.1, 10], [0.25, 15], [0.5, 20]]},
            {"count": "thanked", "per": "week", "steps": [[0.1, 5], [0.25, 10]]},
            {"count": "credits", "per": "week", "steps": [[0.25, 5], [0.5, 10]]},
        ],
        "bands": [
            {"name": "green", "from": 70},
            {"name": "amber", "from": 50},
            {"name": "red", "from": 30},
            {"name": "grey", "from": 0},
        ],
    },
    "Example: points for each week": {
        "weeks": 13,
        "lines": [
            {"count": "there", "of": "expected", "each": 5, "most": 5},
            {"count": "one_to_ones", "per": "week", "each": 5, "most": 10},
            {"count": "given", "per": "week", "each": 5, "most": 15},
            {"count": "visitors", "per": "week", "each": 10, "most": 10},
            {"count": "credits", "per": "week", "each": 2, "most": 4},
        ],
        "bands": [{"name": "20 and more", "from": 20}, {"name": "10 and more", "from": 10}],
    },
    "Example: four deeds in a quarter": {
        "weeks": 13,
        "lines": [
            {"count": "given", "steps": [[13, 1]]},
            {"count": "one_to_ones", "steps": [[12, 1]]},
            {"count": "visitors", "steps": [[1, 1]]},
            {"count": "credits", "steps": [[6, 1]]},
        ],
        "bands": [{"name": "all four", "from": 4}, {"name": "three", "from": 3}, {"name": "two", "from": 2}],
    },
}


def enter(apps, schema_editor):
    Scorecard = apps.get_model("insight", "Scorecard")
    for name, rules in EXAMPLES.items():
        Scorecard.objects.get_or_create(
            region=None,
            name=name,
            version=1,
            defaults={"uid": uuid7(), "rules": rules, "starts_on": dt.date(2025, 1, 1)},
        )


class Migration(migrations.Migration):
    dependencies = [("insight", "0002_reports_and_recognition")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
