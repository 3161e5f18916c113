"""Today as plain data, for programs and for the command line."""

from typing import Any

from cookout.plan.models.today import Task, Today


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
        "person": task.person.full_name if task.person else None,
        "person_uid": task.person.uid if task.person else None,
        "contact": task.contact.kind if task.contact else None,
        "href": task.contact.href if task.contact else None,
        "lives": list(task.lives),
        "drawn": task.drawn,
    }
