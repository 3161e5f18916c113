"""Letters about rounds: whom one meets when a plan is announced, and what has changed; one a member and act."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cookout.core.http import house_url
from cookout.core.models import Act, Letter, User, WorkState
from cookout.rounds.models import Pairing, Round
from cookout.rounds.models.seen import is_found
from cookout.rounds.models.shared import Shared
from cookout.rounds.models.telling import of, told
from cookout.rounds.models.why import why_of
from cookout.rounds.rules import monday_of


def write_announced(sender: type[Model], round: Round, by: User, act: Act, **kwargs: Any) -> None:
    """One letter a member with account: whom she meets in which week, and why."""
    rows = round.pairings.standing().select_related("round", "first__user", "second__user")
    theirs: dict[User, list[Pairing]] = defaultdict(list)
    for row in rows.order_by("week", "pk"):
        for user in _accounts([row]):
            theirs[user].append(row)
    _write(act, theirs, "announced")


def write_called_off(sender: type[Model], round: Round, by: User, act: Act, **kwargs: Any) -> None:
    """One letter to each who would have met somebody yet; what the two have arranged themselves stands, unsaid here."""
    theirs: dict[User, list[Pairing]] = defaultdict(list)
    standing = round.pairings.standing().select_related("round", "first__user", "second__user", "one_to_one")
    for row in standing.order_by("week", "pk"):
        if row.monday >= monday_of(timezone.localdate()) and not is_found(row):
            for user in _accounts([row]):
                theirs[user].append(row)
    theirs.pop(by, None)  # who did it has read it on the page
    _write(act, theirs, "called_off")


def write_changed(
    sender: type[Model], round: Round, by: User, act: Act,
    ended: Sequence[Pairing], begun: Sequence[Pairing], **kwargs: Any,
) -> None:  # fmt: skip
    """One letter to each whose partner or week changed, and to nobody else; who did it has read it on the page."""
    gone, new = of(row.pk for row in ended), of(row.pk for row in begun)
    theirs = {user: [row for row in new if row.seat_of(user)] for user in _accounts([*gone, *new]) if user != by}
    _write(act, theirs, "changed", ended=gone, begun=new)


def hold_back(sender: type[Act], act: Act, rows: tuple[tuple[str, int], ...], **kwargs: Any) -> None:
    """An act was undone: its letters that wait are not sent, those that went are put right."""
    letters = Letter.objects.filter(key__startswith=_key(act, ""))
    letters.filter(work_state=WorkState.WAITING).delete()
    sent = [letter for letter in letters.select_related("user") if not letter.key.endswith(":undone")]
    for letter in sent:
        said = _("%(name)s took the last change back. The plan is as it was before.") % {"name": act.by.name}
        text = render_to_string("rounds/mail/undone.txt", {"said": said, "link": house_url()})
        _letter(f"{letter.key}:undone", letter.user, letter.to, _("The plan is as it was"), text)


def _accounts(rows: Iterable[Pairing]) -> list[User]:
    """Who of these has an account to which a letter can go, each once."""
    users = {seat.user.pk: seat.user for row in rows for seat in row.both if seat.user is not None}
    return [user for _pk, user in sorted(users.items()) if user.is_active]


def _write(act: Act, theirs: dict[User, list[Pairing]], kind: str, **changed: Any) -> None:
    both = Shared.of({row.pk: row for rows in theirs.values() for row in rows}.values())
    for user, rows in theirs.items():
        with translation.override("en"), timezone.override(user.tzinfo):
            said = told(user, **changed) if changed else []
            if changed and not said:
                continue
            lines = [_line(row, user, both) for row in rows]
            has_lot, made = any(row.draw_id for row in rows), rows[0].round if rows else None
            context = {"user": user, "said": said, "lines": lines, "has_lot": has_lot, "round": made}
            text = render_to_string(f"rounds/mail/{kind}.txt", context)
            subject = said[0].rstrip(".") if said else _subject(kind) % {"round": made}
        _letter(_key(act, str(user.uid)), user, user.email, subject, text)


def _subject(kind: str) -> str:
    return _("Called off: the round of %(round)s") if kind == "called_off" else _("Whom you meet: %(round)s")


def _line(row: Pairing, user: User, both: Shared) -> dict[str, Any]:
    other = row.other(row.seat_of(user) or row.first)
    return {
        "row": row, "name": other.name, "why": f"{why_of(row.reasons).text}. {both.said(row, user)}".rstrip(),
        "link": house_url() + row.get_absolute_url(),
    }  # fmt: skip


def _letter(key: str, user: User | None, to: str, subject: str, text: str) -> None:
    Letter.objects.create(key=key, user=user, to=to, subject=" ".join(subject.split())[:200], text=text)


def _key(act: Act, rest: str) -> str:
    return f"round:{act.uid}:{rest}"
