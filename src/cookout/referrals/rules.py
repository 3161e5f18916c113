"""Pure decisions about referrals: what may follow what, when news is owed, what may be told."""

import datetime as dt
from calendar import monthrange

NEWS_DAYS = 7
"""So long an open referral may go without news to its referrer, where the provider says nothing else (§5.7)."""

FEWEST_DAYS, MOST_DAYS = 3, 30
"""What a provider may set instead."""

FIRST_CONTACT = dt.timedelta(hours=48)
"""By then the prospect has heard from the provider (§5.7)."""

MOST_PASSED = 40
"""So many referrals are passed by one user in a day: beyond it the house would spam."""

SILENT = dt.timedelta(days=7)
"""After so long without a word the referrer may ask, and not more often than that."""

MOST_TOLD = 100
"""So much news is told by one user in a day: beyond it the house would spam."""

LONGEST_NEWS = 4000
"""So many letters an update or a question has at most."""

A_DAY, A_WEEK = dt.timedelta(days=1), dt.timedelta(days=7)

MOST_REPLIES = 20
"""So often a referrer says something on her page of one referral, at most once a day of each kind."""

MOST_LETTERS = 6
"""So many letters about one referral one user makes the house send in a day."""

MOST_LETTERS_A_DAY = 120
"""So many about all of them."""

OPEN = ("given", "accepted", "tried", "reached", "meeting", "proposal")
"""In which somebody waits for news."""

WORKED_ON = ("accepted", "tried", "reached", "meeting", "proposal")
"""Accepted, and not decided."""

ANSWERS = ("accepted", "declined")
"""What a provider answers; the line beside it is for the referrer, unless it is confidential."""

DECIDED = ("declined", "won", "lost", "not_a_fit", "withdrawn")

TOLD_BY_PROVIDER = (*WORKED_ON, "won", "lost", "not_a_fit")
"""The states into which a provider moves one that was accepted."""

CORRECTABLE = (*TOLD_BY_PROVIDER, "declined")
"""What can be put right, and into what: what was accepted or declined."""

CALLED = ("tried", "reached", "meeting", "proposal", "won")
"""The states that say that the prospect has heard from the provider."""

EXPERIENCED = ("reached", "meeting", "proposal", "won", "lost", "not_a_fit")
"""The states after which a prospect can say how it went."""

ORDER = {"name": 0, "given": 1, "accepted": 2, "tried": 3, "reached": 4, "meeting": 5, "proposal": 6}
"""How far one has come, for those that are not decided."""


def may_follow(now: str, new: str) -> bool:
    """Say whether a state follows another without a correction: onwards, or trying once more.

    >>> may_follow("accepted", "meeting"), may_follow("meeting", "reached"), may_follow("tried", "tried")
    (True, False, True)
    >>> may_follow("given", "won"), may_follow("won", "lost")
    (False, False)
    """
    if now not in WORKED_ON or new not in TOLD_BY_PROVIDER or new == "accepted":
        return False
    return new == now == "tried" or new in DECIDED or ORDER[new] > ORDER[now]


def next_states(now: str) -> tuple[str, ...]:
    """The states that whoever keeps the record may choose from, onwards.

    >>> next_states("given"), next_states("proposal"), next_states("won")
    (('accepted', 'declined'), ('won', 'lost', 'not_a_fit'), ())
    """
    if now == "given":
        return ("accepted", "declined")
    return tuple(state for state in TOLD_BY_PROVIDER if may_follow(now, state))


def news_due(untold: dt.datetime | None, *, is_open: bool, told_at: dt.datetime, days: int) -> dt.datetime | None:
    """When the referrer is due for news: at once where something changed, else when an open one was silent so long.

    >>> noon = dt.datetime(2025, 10, 1, 12, tzinfo=dt.timezone.utc)
    >>> news_due(None, is_open=True, told_at=noon, days=7).isoformat()
    '2025-10-08T12:00:00+00:00'
    >>> later = noon + dt.timedelta(days=9)  # it changed when a silent week was over already
    >>> news_due(later, is_open=True, told_at=noon, days=7).isoformat()
    '2025-10-08T12:00:00+00:00'
    >>> news_due(None, is_open=False, told_at=noon, days=7) is None
    True
    """
    silent = told_at + dt.timedelta(days=days) if is_open else None
    due = [at for at in (untold, silent) if at is not None]
    return min(due, default=None)


def stake(closeness: int | None, handoff: str, temperature: int | None) -> int | None:
    """How much standing the referrer lent, from 1 to 5; None where it is not known how close the two are.

    How close they are counts most; then how much of the handing over was done in the referrer's own name.

    >>> stake(4, "together", 5), stake(1, "card", 1), stake(None, "mail", 4)
    (5, 1, None)
    """
    if closeness is None:
        return None
    own_name = {"": 0, "name": 0, "card": 0, "told": 1, "mail": 2, "together": 3}[handoff]
    points = (closeness - 1) * 2 + own_name + (1 if (temperature or 0) >= 4 else 0)
    return min(5, 1 + points // 2)


ASK_REST_DAYS = 56
"""So long after an ask one does not ask the same person once more (§5.8)."""

ASK_BEARS_DAYS = 182
"""So long after an ask a referral may have come of it."""

MOST_REVIEWS = 240
"""Dates of one review that are told apart: twenty years of monthly ones."""


def months_on(day: dt.date, months: int) -> dt.date:
    """The same day so many months later; the last of the month where it is shorter.

    >>> months_on(dt.date(2025, 1, 31), 1), months_on(dt.date(2025, 11, 15), 14)
    (datetime.date(2025, 2, 28), datetime.date(2027, 1, 15))
    """
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    year = min(years, dt.MAXYEAR)
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))


ASK_FROM = 0.5
"""So many referrals are to be expected in six months before one asks again (§5.8)."""


def may_ask(
    *, owes: int, overdue: int, days_since: int | None, went_badly: int, has_referred: bool, is_client: bool, done: int,
    expected: float,
) -> str:  # fmt: skip
    """Whether it is time to ask for another referral, as one word; the first that stands in the way, else `time`.

    What is owed comes first, then a rest of eight weeks, then what did not go well. Only who has referred or was
    served is asked, only when something was done for them since, and when more than half a referral is to be
    `expected` in six months.

    >>> facts = dict(overdue=0, went_badly=0, has_referred=True, is_client=False, expected=0.9)
    >>> may_ask(owes=1, days_since=90, done=3, **facts), may_ask(owes=0, days_since=20, done=3, **facts)
    ('owes', 'rest')
    >>> may_ask(owes=0, days_since=90, done=0, **facts), may_ask(owes=0, days_since=None, done=2, **facts)
    ('nothing', 'time')
    >>> may_ask(owes=0, days_since=90, done=3, **{**facts, "expected": 0.2})
    'little'
    """
    stands = {
        "owes": owes > 0,
        "overdue": overdue > 0,
        "rest": days_since is not None and days_since < ASK_REST_DAYS,
        "badly": went_badly > 0,
        "stranger": not has_referred and not is_client,
        "nothing": done == 0,
        "little": expected <= ASK_FROM,
    }
    return next((why for why, is_so in stands.items() if is_so), "time")


_BEGINNINGS = "the st st. saint dr dr. mr mr. mrs mrs. ms ms. prof prof."
_FIRM_WORDS = """
& and agency associates auto bakery bank bar barbershop books brothers bros bros. builders cafe café care catering
center centre church clinic club co co. coffee college company construction consulting corp corp. council crew dental
design electric estate family farm farms fitness florist foundation garage gmbh group gym heirs heating holdings home
homes hotel inc inc. insurance kitchen law legal llc llp ltd ltd. media motors office parish partners pharmacy pizza
plumbing practice press properties realty repair restaurant roasters roofing salon school services shop society
solutions sons studio studios supply systems team title tools trust university vet veterinary works yoga
"""

FIRST_OF_A_FIRM = frozenset(_BEGINNINGS.split())
"""A name that begins so is said whole: the first word alone means nobody."""

OF_A_FIRM = frozenset(_FIRM_WORDS.split())
"""Words behind the first that people do not bear: the name is that of a firm, a house or a family."""


def first_name_of(name: str) -> str:
    """What one calls somebody: people by the first word, firms and families by all of it."""
    words = name.split()
    low = [word.rstrip(",").lower() for word in words]
    if not words:
        return ""
    is_firm = low[0] in FIRST_OF_A_FIRM or not OF_A_FIRM.isdisjoint(low[1:]) or low[-1].endswith(("'s", "’s"))
    return name.strip() if is_firm else words[0]


def with_provider(state: str, *, met: bool, tried: bool, reached: bool) -> str:
    """What a referral did to its referrer's standing with the provider: a cause, "ended", or nothing yet.

    A meeting repays, whatever came after it: a sale is the provider's to make. Not a good fit costs, and so does a
    prospect whom nobody could reach. A no before anything was done costs nothing: a provider may have no time.

    >>> with_provider("meeting", met=True, tried=True, reached=True), with_provider("tried", met=False, tried=True,
    ...     reached=False)
    ('met', '')
    >>> with_provider("lost", met=False, tried=True, reached=False), with_provider("lost", met=False, tried=False,
    ...     reached=False), with_provider("not_a_fit", met=True, tried=True, reached=True)
    ('unreached', 'ended', 'not_a_fit')
    """
    if state == "not_a_fit":
        return "not_a_fit"
    if met:
        return "met"
    if state == "lost" and tried and not reached:
        return "unreached"
    return "ended" if state in DECIDED else ""


def with_prospect(state: str, *, went_well: bool | None, left_alone: bool) -> str:
    """What it did to the referrer's standing with the prospect; their own word counts before everything else.

    >>> with_prospect("won", went_well=None, left_alone=False), with_prospect("won", went_well=False, left_alone=False)
    ('won', 'not_yet')
    >>> with_prospect("reached", went_well=None, left_alone=True), with_prospect("lost", went_well=None,
    ...     left_alone=False), with_prospect("meeting", went_well=None, left_alone=False)
    ('left_alone', 'ended', '')
    """
    if went_well is not None:
        return "well" if went_well else "not_yet"
    if left_alone:
        return "left_alone"
    if state == "won":
        return "won"
    return "ended" if state in DECIDED else ""


REPAYS, COSTS = ("met", "won", "well"), ("not_yet", "not_a_fit", "unreached", "left_alone")
"""The causes that repay what was lent, and those that cost it."""
