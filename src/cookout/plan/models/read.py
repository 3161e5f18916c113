"""Today as plain data, for programs and for the command line."""

from typing import Any

from cookout.plan.models.lines import Task
from cookout.plan.models.today import Today


def as_data(today: Today) -> dict[str, Any]:
    """The list without rows and drawings."""
    return {
        "on": today.on,
        "minutes": today.minutes,
        "more_due": today.more_due,
        "tasks": [_task(task) for task in today.tasks],
        "losing_touch": [_task(task) for task in today.losing],
    }


def _task(task: Task) -> dict[str, Any]:
    return {
        "key": task.key,
        "part": task.part,
        "what": task.words.what,
        "why": task.words.why,
        "opener": task.words.opener,
        "minutes": task.minutes,
        "person": task.person.full_name if task.person else task.name or None,
        "person_uid": task.person.uid if task.person else None,
        "contact": task.contact.kind if task.contact else None,
        "href": task.contact.href if task.contact else None,
        "page": task.links[0].href if task.links else None,
        "starts_at": task.starts_at,
        "lives": list(task.lives),
        "drawn": task.drawn,
    }
