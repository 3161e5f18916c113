"""Months of pairs out of tallied rows: both ways of each pair, what they passed, and what the hat said."""

from collections.abc import Sequence

from cookout.science.study.engines.duck import Engine
from cookout.science.study.reading.cells import Read
from cookout.science.study.reading.columns import PAIRS
from cookout.science.study.reading.complaints import doubled, said, summed
from cookout.science.study.reading.read_months import Done, chapter_text, people_of
from cookout.science.study.reading.tally import Shape, Tallied, examples_of_doubles, note_counted, same_people, tallied
from cookout.science.study.results import Complaint

SHAPE = Shape(
    kind=PAIRS,
    people=("giver", "receiver"),
    numbers=("met", "referrals", "suggested", "probability"),
    required=("met", "referrals"),
    row="pair-month",
)
_ONE_PAIR = "chapter, least(giver, receiver), greatest(giver, receiver), month"


def read_pairs(reads: Sequence[Read], doubles: str, engine: Engine) -> Done:
    """Leave behind `pairs` and `pair_members`."""
    done = tallied(SHAPE, reads, engine)
    complaints = [*done.complaints, *note_counted(done.months)]
    if done.doubles and doubles == "refuse":
        raise doubled(done.doubles, SHAPE.row, examples_of_doubles(done, engine))
    engine.keep("pair_members", people_of(done))
    engine.keep(
        "written_pairs",
        f"SELECT t.raw_chapter, t.raw_giver, t.raw_receiver, g.number AS giver, r.number AS receiver, "
        f"{chapter_text(done, 't')} AS home FROM {done.tally} AS t "
        "JOIN pair_members AS g ON t.chapter = g.chapter AND t.giver = g.member "
        "JOIN pair_members AS r ON t.chapter = r.chapter AND t.receiver = r.member WHERE t.flaw = 0",
    )
    engine.keep("pairs_as_told", _pairs(done), doing="putting the pairs in order")
    if done.doubles:
        complaints.append(summed(done.doubles, SHAPE.row))
    complaints += _one_way(engine)
    complaints += _agreed(engine)
    return Done(done.rows - done.doubles, tuple(complaints), done.months.counted)


def _pairs(done: Tallied) -> str:
    numbers = {
        "met": "CAST(j.v_met AS INTEGER)",
        "referrals": "CAST(j.v_referrals AS INTEGER)",
        "suggested": "j.v_suggested = 1",
        "probability": "j.v_probability",
    }
    if done.doubles:
        # A part that is missing makes the whole missing; a hat draws once, whatever the number of rows.
        whole = {"met": "sum(j.v_met)", "referrals": "sum(j.v_referrals)"}
        numbers = {role: f"CAST({total} AS INTEGER)" for role, total in whole.items()}
        numbers |= {"suggested": "max(j.v_suggested) = 1", "probability": "max(j.v_probability)"}
    columns = ", ".join(f"{number} AS {name}" for name, number in numbers.items())
    by = " GROUP BY t.home, t.giver, t.receiver, j.month" if done.doubles else ""
    return (
        f"SELECT t.home AS chapter, t.giver AS giver, t.receiver AS receiver, j.month AS month, {columns} "
        f"FROM {done.judged} AS j JOIN written_pairs AS t ON {same_people(done)} WHERE j.flaw = 0{by}"
    )


def _one_way(engine: Engine) -> list[Complaint]:
    """Pairs of which only one direction is told."""
    both = "SELECT DISTINCT giver, receiver FROM pairs_as_told"
    directed, pairs = (
        int(value)
        for value in engine.rows(
            "SELECT coalesce(sum(n), 0), count(*) FROM (SELECT count(*) AS n FROM "
            f"({both}) AS d GROUP BY least(giver, receiver), greatest(giver, receiver)) AS u"
        )[0]
    )
    lonely = 2 * pairs - directed
    if not lonely:
        return []
    text = (
        "%(lonely)s of %(pairs)s pairs stand in one direction only: what the other passed back is missing, not zero. "
        "Put a row for each direction into the table."
    )
    return [said("one_direction", text, 0, lonely=f"{lonely:,}", pairs=f"{pairs:,}")]


def _agreed(engine: Engine) -> list[Complaint]:
    """Leaves behind `pairs`: that two met, and that the hat chose them, is the same seen from either."""
    differ = engine.rows(
        "SELECT count(*) FROM (SELECT 1 AS one FROM pairs_as_told "
        f"GROUP BY {_ONE_PAIR} HAVING min(met) <> max(met) "
        "OR min(CAST(suggested AS INTEGER)) <> max(CAST(suggested AS INTEGER))) AS d"
    )
    rows = int(differ[0][0])
    if not rows:
        engine.view("pairs", "SELECT * FROM pairs_as_told")
        return []
    window = f"OVER (PARTITION BY {_ONE_PAIR})"
    engine.keep(
        "pairs_agreed",
        f"SELECT chapter, giver, receiver, month, max(met) {window} AS met, referrals, "
        f"max(CAST(suggested AS INTEGER)) {window} = 1 AS suggested, probability FROM pairs_as_told",
    )
    engine.view("pairs", "SELECT * FROM pairs_agreed")
    text = (
        "For %(rows)s the two directions of a pair differ in whether the two met or were suggested; "
        "the greater is taken for both."
    )
    return [said("directions_differ", text, rows, rows=f"{rows:,} pair-months")]
