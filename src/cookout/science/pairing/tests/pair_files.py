"""Rosters, histories and gains as files, made up."""

import random
from pathlib import Path

TRADES = (
    "Realtor", "Mortgage broker", "Moving company", "CPA", "Estate attorney", "Florist", "Wedding photographer",
    "Chiropractor", "Massage therapist", "Electrician", "Plumber", "Roofer", "Landscaper", "Banker", "Business coach",
    "Web design", "Print shop", "Insurance agent", "Financial advisor", "Divorce lawyer", "Home inspector",
    "Interior designer", "Painter", "Dentist", "Caterer", "Event planner", "Travel agent", "IT support",
    "Cleaning company", "Pest control", "Auto repair", "Jeweler", "Solar installer", "Property manager", "Bookkeeper",
)  # fmt: skip
MONDAY = "2026-12-07"


def put(path: Path, *lines: str) -> Path:
    """These lines as a file."""
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def chapter(folder: Path, members: int = 35, seed: int = 3, away: float = 0.1) -> tuple[Path, Path]:
    """A roster with four weeks, each member away in some, and a history of a year."""
    rng = random.Random(seed)
    names = [f"Member {at:02d}" for at in range(1, members + 1)]
    marks = [["no" if rng.random() < away else "yes" for _week in range(4)] for _name in names]
    roster = put(
        folder / "roster.csv",
        "name,classification,week 1,week 2,week 3,week 4",
        *(f"{name},{TRADES[at % len(TRADES)]},{','.join(marks[at])}" for at, name in enumerate(names)),
    )
    pairs = [rng.sample(names, 2) for _ in range(6 * members)]
    held = (f"{a},{b},2026-{rng.randint(1, 11):02d}-{rng.randint(1, 28):02d}" for a, b in pairs)
    return roster, put(folder / "history.csv", "a,b,date", *held)
