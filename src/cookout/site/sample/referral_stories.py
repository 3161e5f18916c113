"""What becomes of an invented referral: step by step, with the news that its referrer hears and what comes of it."""

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cookout.site.sample.hours import clock, local_day, local_time
from cookout.site.sample.referral_shapes import Closed, Felt, Heard, Move, OwnSide, Told
from cookout.site.sample.words import read

ENDS = {"won": 46, "lost": 30, "not_a_fit": 16, "open": 8}
"""What becomes of those that were taken on, in a hundred; the open ones are the slow."""

DECLINED, WITHDRAWN, CORRECTED, THANKED, FELT, AGAIN = 0.05, 0.02, 0.02, 0.25, 0.3, 0.15
"""So many are refused, taken back, put right, thanked for, felt and said, and bought again."""

QUIET = dt.timedelta(days=6)
"""After so long without news a careful provider says that there is none."""

MOST_QUIET = 3
"""So often in a row; then one waits together."""

NIGHT, MORNING = dt.time(21), dt.time(7)


@dataclass(frozen=True, slots=True)
class Manners:
    """How somebody deals with referrals: how quickly, and how surely the referrer hears."""

    hours: float
    informs: float


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays in a story, as they are called."""

    referrer: str
    provider: str
    prospect: str
    provider_key: str = ""


class Story:
    """Tells one; nothing in it happens after yesterday."""

    def __init__(self, rng: random.Random, today: dt.date, cast: Cast, manners: Manners, *, finished: bool) -> None:
        self.rng = rng
        self.until = clock(today - dt.timedelta(days=1), NIGHT)
        self.cast = cast
        self.manners = manners
        self.finished = finished

    def moves(self, given: dt.datetime) -> tuple[Move, ...]:
        """From given to wherever it has come by now."""
        path = [Move("given", given, "referrer")]
        for state, role, hours in self._path():
            at = self.by_day(path[-1].at + dt.timedelta(hours=hours))
            if at > self.until:
                break
            kind = "corrected" if state == "proposal" and path[-1].state == "won" else "moved"
            note = self._note("corrected" if kind == "corrected" else state)
            path.append(Move(state, at, role, note, kind))
        return tuple(path)

    def _path(self) -> Iterator[tuple[str, str, float]]:
        """The states after it was given, by whom, and after how many hours each."""
        rng, chance = self.rng, self.rng.random()
        if chance < WITHDRAWN:
            yield "withdrawn", "referrer", rng.uniform(3, 60)
        elif chance < WITHDRAWN + DECLINED:
            yield "declined", "provider", rng.uniform(3, 60)
        else:
            yield "accepted", "provider", self._hours(10)
            yield from self._worked()

    def _worked(self) -> Iterator[tuple[str, str, float]]:
        """What a provider does with one that was accepted."""
        rng = self.rng
        end = rng.choices(list(ENDS), list(ENDS.values()))[0]
        end = "lost" if end == "open" and self.finished else end
        if rng.random() < 0.3:
            yield "tried", "provider", self._hours(14)
        yield "reached", "provider", self._hours(20)
        if end == "not_a_fit" and rng.random() < 0.6:
            yield end, "provider", rng.uniform(1, 90)
            return
        if rng.random() < 0.85:
            yield "meeting", "provider", rng.uniform(40, 260)
        if end == "open":
            return
        if rng.random() < 0.7:
            yield "proposal", "provider", rng.uniform(50, 340)
        yield end, "provider", rng.uniform(70, 560)
        if end == "won" and rng.random() < CORRECTED:
            yield "proposal", "provider", 2.0
            yield "won", "provider", rng.uniform(90, 200)

    def _hours(self, usual: float) -> float:
        return max(0.6, self.rng.gammavariate(2, usual / 2) * self.manners.hours)

    def _note(self, state: str) -> str:
        """What the provider writes beside it: of the own trade, where there are such words."""
        texts = read("texts/referrals")
        own = texts["notes_of"].get(self.cast.provider_key, {})
        return str(self.rng.choice(own.get(state) or texts["notes"].get(state, [""])))

    def by_day(self, at: dt.datetime) -> dt.datetime:
        """The same, not at night."""
        day, time = local_day(at), local_time(at)
        if time >= NIGHT:
            day += dt.timedelta(days=1)
        if time >= NIGHT or time < MORNING:
            return clock(day, dt.time(self.rng.randint(8, 10), self.rng.randrange(60), self.rng.randrange(60)))
        return at

    def told(self, moves: tuple[Move, ...], channels: tuple[str, ...]) -> tuple[Told, ...]:
        """The news: after most of what changed, and sometimes that nothing did."""
        found: list[Told] = []
        ends = [*(move.at for move in moves[1:]), self.until]
        for move, end in zip(moves, ends, strict=True):
            if move.role == "provider" and self._informs(is_last=move is moves[-1]):
                at = min(move.at + dt.timedelta(hours=self.rng.uniform(0.1, 30)), end - dt.timedelta(seconds=30))
                found.append(self._message(max(at, move.at + dt.timedelta(seconds=20)), move.state, channels))
            if found and move.state not in {*ENDS, "declined", "withdrawn"}:
                found += self._quiet(max(move.at, found[-1].at), end, channels)
        return tuple(found)

    def _quiet(self, since: dt.datetime, until: dt.datetime, channels: tuple[str, ...]) -> Iterator[Told]:
        """That there is nothing new, every so many days, as long as the provider thinks of it."""
        for _time in range(MOST_QUIET):
            since = self.by_day(since + QUIET)
            if since >= until or self.rng.random() > self.manners.informs:
                return
            yield self._message(since, "quiet", channels)

    def _informs(self, *, is_last: bool) -> bool:
        return (is_last and self.finished) or self.rng.random() < self.manners.informs

    def _message(self, at: dt.datetime, state: str, channels: tuple[str, ...]) -> Told:
        texts = read("texts/referrals")["told"].get(state)
        text = self.rng.choice(texts) if texts else self._declined()
        text = text.format(referrer=self.cast.referrer, prospect=self.cast.prospect)
        return Told(at, text, self.rng.choice(channels), "thanks" if state == "won" else "news")

    def _declined(self) -> str:
        return "{referrer}, thank you, but this one is not for me. I wrote why beside it."

    def heard(self, told: tuple[Told, ...], moves: tuple[Move, ...]) -> Iterator[Heard]:
        """What the referrer says: thanks for news, and a question where there is none."""
        texts = read("texts/referrals")
        for news in told:
            at = news.at + dt.timedelta(minutes=self.rng.randint(4, 900))
            if news.kind == "thanks" and self.rng.random() < THANKED * 2 and at < self.until:
                yield Heard(at, "thanks", self.rng.choice(texts["replies"]["thanks"]))
        asked = (told[-1].at if told else moves[0].at) + dt.timedelta(days=self.rng.randint(10, 16))
        if asked < self.until and moves[-1].state not in {*ENDS, "declined", "withdrawn"}:
            text = self.rng.choice(texts["reminders"]["all"]).format(prospect=self.cast.prospect)
            yield Heard(self.by_day(asked), "reminder", text, self.rng.choice(("here", "text", "in_person")))

    def felt(self, moves: tuple[Move, ...]) -> Iterator[Felt]:
        """How it went, as a prospect says by the link."""
        for move in moves:
            at = self.by_day(move.at + dt.timedelta(hours=self.rng.uniform(2, 70)))
            if move.state in {"meeting", "won"} and at < self.until and self.rng.random() < FELT:
                likely = (90, 9, 1) if moves[-1].state == "won" else (55, 35, 10)
                rating = self.rng.choices(("well", "so_so", "not_well"), likely)[0]
                line = self.rng.choice(read("texts/referrals")["experiences"][rating])
                yield Felt(move.state, at, rating, line, self.rng.random() < 0.7)
                return

    def closed(self, moves: tuple[Move, ...], *, mostly: float) -> Iterator[Closed]:
        """The money, for those that were won, and some who came back."""
        amounts: Mapping[str, list[int]] = read("texts/referrals")["amounts"]
        least, most = amounts.get(self.cast.provider_key, amounts["other"])
        if moves[-1].state != "won" or self.rng.random() > mostly:
            return
        on = local_day(moves[-1].at)
        amount = round(self.rng.triangular(least, most, least + (most - least) / 4) / 10) * 1000
        yield Closed(on, amount, shares_band=self.rng.random() < 0.4)
        again = on + dt.timedelta(days=self.rng.randint(90, 300))
        if self.rng.random() < AGAIN and again < local_day(self.until):
            yield Closed(again, max(1000, amount // 3000 * 1000), is_repeat=True)

    def fit(self, moves: tuple[Move, ...], owner: str) -> Iterator[OwnSide]:
        """How well it fit, as the provider judges for himself."""
        last = moves[-1]
        if last.state not in ENDS or self.rng.random() < 0.4:
            return
        likely = {"won": (0, 1, 4, 30, 65), "lost": (2, 10, 30, 40, 18), "not_a_fit": (40, 40, 18, 2, 0)}[last.state]
        fit = self.rng.choices((1, 2, 3, 4, 5), likely)[0]
        reason = self.rng.choice(read("texts/referrals")["fits"][str(fit)])
        yield OwnSide(owner, fit=fit, fit_reason=reason, fit_at=last.at + dt.timedelta(minutes=9))
