"""Who passes whom to whom in two years: those who meet pass more, mostly to whom they met, and not only."""

import datetime as dt
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from cookout.site.sample.hours import clock, local_day
from cookout.site.sample.names import Inventor, plain
from cookout.site.sample.referral_shapes import OwnSide, Referral, Who
from cookout.site.sample.referral_stories import Cast, Manners, Story
from cookout.site.sample.shapes import Account, Diary
from cookout.site.sample.words import fill, life_of_one, read

MONTHS = 24
AT_LEAST, OF_THE_BUSY, FOR_EACH = 0.65, 0.2, 0.12
"""How many a month somebody passes who meets nobody; more for each 1-2-1 in her average month, because the busy are
busy in everything (and liked, so they also receive more); and a little more for each in this month."""

LIKELIER = 2.2
"""By so much likelier a referral goes to somebody met lately than to anybody else."""

AFTER = dt.timedelta(days=50)
"""So long after a 1-2-1 what is passed to the other may have grown from it."""

TOLD_HERE = 40
"""The latest days of those with a book of their own are told by hand."""

FIRMS = {"gloria", "andre", "lena", "victor", "kate", "rosa", "chris", "priya", "hannah", "joel", "ify"}
"""To whom one sends firms as often as people."""

HANDOFFS = {"name": 8, "card": 22, "told": 34, "mail": 26, "together": 10}
HERE = ("here", "here", "here", "in_person", "text")


@dataclass
class Chapter:
    """The members and how they deal with each other."""

    accounts: Mapping[str, Account]
    joined: Mapping[str, dt.date]
    diary: Diary
    rng: random.Random
    inventor: Inventor
    today: dt.date
    by_hand: frozenset[frozenset[str]]
    """Pairs of whom nothing is invented."""
    owners: frozenset[str]
    """Whose book the sample tells."""
    months: int = MONTHS
    met: dict[str, list[tuple[dt.date, str, str]]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Draw what is everybody's own; learn who met whom when."""
        rng, members = self.rng, sorted(self.joined)
        self.keen = {who: rng.gammavariate(8, 1 / 8) for who in members}
        self.manners = {who: Manners(rng.uniform(0.5, 1.9), rng.uniform(0.55, 0.98)) for who in members}
        self.manners |= {who: Manners(0.8, 0.93) for who in sorted(self.owners & set(members))}
        for one in self.diary.one_to_ones:
            if one.says and one.second and one.starts_at and {one.first, one.second} <= set(members):
                for mine, other in ((one.first, one.second), (one.second, one.first)):
                    self.met[mine].append((local_day(one.starts_at), other, one.key))
        self.liked = {who: rng.uniform(0.7, 1.3) * (0.65 + 0.28 * len(self.met[who]) / self.months) for who in members}

    def referrals(self) -> Iterator[Referral]:
        """All that were passed between members, oldest month first."""
        for month in range(self.months - 1, -1, -1):
            for who in sorted(self.joined):
                for _number in range(self._many(who, month)):
                    made = self._one(who, month)
                    if made is not None:
                        yield made

    def _many(self, who: str, month: int) -> int:
        """How many somebody passes in a month: more where there were 1-2-1s; a Poisson number."""
        begins = self.today - dt.timedelta(days=30 * (month + 1))
        if self.joined[who] > begins:
            return 0
        ones = [(self.today - day).days // 30 for day, _other, _key in self.met[who]]
        months = Counter(ones)
        near, usual = (months[month] + months[month + 1]) / 2, len(ones) / (max(months, default=0) + 1)
        rate = (AT_LEAST + OF_THE_BUSY * usual + FOR_EACH * near) * self.keen[who]
        return sum(self.rng.random() < rate / 20 for _try in range(20))

    def _one(self, who: str, month: int) -> Referral | None:
        day = self.today - dt.timedelta(days=30 * month + self.rng.randint(2, 31))
        to, grew_from = self._to_whom(who, day)
        pair = {who, to}
        is_told = bool(pair & self.owners)
        if not to or frozenset(pair) in self.by_hand or (is_told and (self.today - day).days < TOLD_HERE):
            return None
        return self._told(who, to, day, grew_from, finished=is_told)

    def _to_whom(self, who: str, day: dt.date) -> tuple[str, str]:
        """Anybody, the liked ones sooner and those met lately too; these often because of what was said there."""
        lately = {other: key for on, other, key in self.met[who] if on <= day <= on + AFTER}
        here = [other for other in sorted(self.joined) if other != who and self.joined[other] < day]
        weights = [self.liked[other] * (LIKELIER if other in lately else 1) for other in here]
        to = self.rng.choices(here, weights)[0]
        return to, lately.get(to, "")

    def _told(self, who: str, to: str, day: dt.date, grew_from: str, *, finished: bool) -> Referral:
        rng = self.rng
        given = clock(day, dt.time(rng.randint(8, 19), rng.randrange(60), rng.randrange(60)))
        referrer, provider = (Who(self.accounts[key].name.full, account=key) for key in (who, to))
        is_inside = rng.random() < 0.08
        prospect = referrer if is_inside else self.prospect(to)
        cast = Cast(referrer.first, provider.first, prospect.first, to)
        story = Story(rng, self.today, cast, self.manners[to], finished=finished)
        moves = story.moves(given)
        told = story.told(moves, HERE)
        sides = [*story.fit(moves, to), *([OwnSide(who, one_to_one=grew_from)] if grew_from else [])]
        one = Referral(
            f"{who} to {to} {given:%Y-%m-%d %H:%M:%S}", who, given, referrer, provider, prospect, moves, told,
            tuple(story.heard(told, moves)), tuple(story.felt(moves)), tuple(story.closed(moves, mostly=0.85)),
            tuple(sides), note=self._note(to), is_confidential=rng.random() < 0.02, was_asked=rng.random() < 0.2,
            update_days=rng.choice((7, 7, 7, 7, 14)),
        )  # fmt: skip
        return replace(one, expects_call=True, handoff="together") if is_inside else self._warmed(one)

    def prospect(self, to: str) -> Who:
        """Somebody new: a person, or a firm for whom firms are customers."""
        rng, name = self.rng, self.inventor.name()
        mail = f"{plain(name.given)}.{plain(name.family)}@home.example.org" if rng.random() < 0.5 else ""
        phone = f"+1 614 555 01{rng.randrange(100):02}" if rng.random() < 0.8 else ""
        if to in FIRMS and rng.random() < 0.5:
            firm = rng.choice(rng.choice(read("work")["own"]).split("|")[2].split(";"))
            town = life_of_one(rng)["town"]
            called = fill(firm, {"family": name.family, "given": name.given, "town": town})
            return Who(called, mail="", phone=phone)
        return Who(name.full, mail=mail, phone=phone)

    def _note(self, to: str) -> str:
        needs = read("texts/referrals")["needs"]
        return fill(self.rng.choice(needs.get(to) or needs["all"]), life_of_one(self.rng))

    def _warmed(self, one: Referral) -> Referral:
        """How it was handed over, and how warm it is by that; some do not say."""
        rng = self.rng
        handoff = rng.choices(list(HANDOFFS), list(HANDOFFS.values()))[0]
        warmth = {"name": 1, "card": 2, "told": 3, "mail": 3, "together": 4}[handoff] + rng.choice((0, 0, 1))
        steps = read("texts/referrals")["first_steps"]
        return replace(
            one, handoff=handoff, temperature=warmth if rng.random() < 0.9 else None,
            closeness=rng.choices((1, 2, 3, 4, None), (8, 22, 34, 26, 10))[0],
            expects_call=rng.choices((True, False, None), (62, 18, 20))[0],
            may_tell=rng.choices((True, False, None), (85, 4, 11))[0],
            first_step=rng.choice(steps.get(one.provider.account, steps["all"])) if rng.random() < 0.4 else "",
        )  # fmt: skip
