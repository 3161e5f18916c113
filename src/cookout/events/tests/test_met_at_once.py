"""Two phones, or one that sends twice, in the same moment: everybody met is kept once, with somebody who is there."""

import threading
import uuid
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import connection

from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.events.models import Encounter, Event, Likeness
from cookout.people.models import Person
from cookout.ties.models import Touch, local_today

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the tests' SQLite in memory has one writer, and no queue for the others"
    ),
]


def at_once(*deeds: Callable[[], object]) -> Counter[str]:
    """Do all of it in the same moment, each on a connection of its own; count what came of it."""
    ends, ready = list[str](), threading.Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> None:
        ready.wait()
        try:
            deed()
        except Refusal:
            ends.append("refused")
        except Exception as problem:  # told by the assertion: a thread's error reaches nobody by itself
            ends.append(f"{type(problem).__name__}: {problem}")
        else:
            ends.append("done")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(ends)


def test_what_is_sent_at_once_is_kept_once(ben: User) -> None:
    uid, today = uuid.uuid4(), local_today(ben)

    def send() -> None:
        event = Event.note(by=User.objects.get(pk=ben.pk), name="Gallery hop", on=today, uid=uid)
        Encounter.capture(by=User.objects.get(pk=ben.pk), name="Devon Marsh", event=event, promise="Coffee", uid=uid)

    assert at_once(*[send] * 4) == {"done": 4}
    assert Event.objects.count() == Encounter.objects.count() == Touch.objects.count() == 1
    assert Person.objects.kept_by(ben).count() == 1


def test_nobody_is_caught_upon_somebody_who_is_another_by_then(ben: User) -> None:
    known = Person.keep(by=ben, full_name="Devon Marsh")
    met = Encounter.capture(by=ben, name="Devon Marsh")
    like, caught = Likeness.objects.get(), met.tie.person

    def again() -> None:
        Encounter.capture(by=User.objects.get(pk=ben.pk), person=caught)

    def same() -> None:
        Likeness.objects.get(pk=like.pk).answer(same=True, by=User.objects.get(pk=ben.pk))

    ends = at_once(same, again, same)
    assert ends["done"] + ends["refused"] == 3
    assert ends["refused"] <= 1
    assert {one.tie.person for one in Encounter.objects.visible_to(ben)} == {known}
    assert Encounter.objects.visible_to(ben).count() == 2 - ends["refused"]
