"""The ways to ask whether 1-2-1s bring referrals, from the least to the most fair, with what each found."""

from dataclasses import dataclass

from cookout.science.study.results import Estimate, Study, Words


@dataclass(frozen=True, slots=True)
class Comparison:
    """One way to ask."""

    name: Words
    under: Words
    """Who is compared with whom, and for how much of what."""
    estimate: Estimate
    by_lot: bool = False


def comparisons(study: Study, outcome: str = "received") -> tuple[Comparison, ...]:
    """Different members, the same member, the same pair, and what the hat drew: the further down, the fairer.

    The first two are for one more 1-2-1 of a member in a month, the others for the pair that met: each says so.
    """
    found = [
        Comparison(
            Words("Different members"),
            Words("one more 1-2-1 a month; busy against quiet"),
            study.get(f"pooled.{outcome}"),
        ),
        Comparison(
            Words("The same member"),
            Words("one more 1-2-1 a month; own busy against quiet"),
            study.get(f"same_member.{outcome}"),
        ),
    ]
    if "pairs.met" in study.estimates:
        found.append(
            Comparison(
                Words("The same pair"),
                Words("within 3 months of meeting; against its others"),
                study.get("pairs.met"),
            )
        )
    found.append(_by_lot(study))
    return tuple(found)


def _by_lot(study: Study) -> Comparison:
    drawn = study.get("lot.relative")
    under = Words("no pair drawn and followed for 3 months yet")
    if drawn.silence not in ("", "no_draw", "missing_months", "not_asked", "no_pairs"):
        under = Words("drawn, and not yet enough to tell")
    if drawn.is_known:
        under = Words("met because the hat said so; within 3 months")
    return Comparison(Words("Drawn by lot"), under, drawn, by_lot=True)
