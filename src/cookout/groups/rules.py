"""Decisions of the room `groups` from values alone."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

Row = TypeVar("Row")


def would_loop(parents: Mapping[int, int | None], region: int, parent: int | None) -> bool:
    """Whether a region would become part of itself; `parents` says for each region what it hangs below.

    >>> tree = {1: None, 2: 1, 3: 2}
    >>> would_loop(tree, 1, 3), would_loop(tree, 3, 1), would_loop(tree, 2, 2), would_loop(tree, 2, None)
    (True, False, True, False)
    """
    seen: set[int] = set()
    while parent is not None and parent not in seen:
        if parent == region:
            return True
        seen.add(parent)
        parent = parents.get(parent)
    return False


def in_order(
    rows: Sequence[Row], key: Callable[[Row], int], parent: Callable[[Row], int | None]
) -> list[tuple[Row, int]]:
    """Each row followed by what hangs below it, with its depth; none is lost, not even in a loop.

    >>> tree = {1: None, 2: 3, 3: 1, 4: 5, 5: 4}
    >>> in_order(list(tree), int, tree.get)
    [(1, 0), (3, 1), (2, 2), (4, 0), (5, 1)]
    """
    known = {key(row) for row in rows}
    below: defaultdict[int | None, list[Row]] = defaultdict(list)
    for row in rows:
        above = parent(row)
        below[above if above in known else None].append(row)
    ordered: list[tuple[Row, int]] = []
    seen: set[int] = set()
    # What no top reaches hangs in a loop: its first row stands as a top.
    for top in [*below[None], *rows]:
        waiting = [(top, 0)]
        while waiting:
            row, depth = waiting.pop()
            if key(row) in seen:
                continue
            seen.add(key(row))
            ordered.append((row, depth))
            waiting += [(child, depth + 1) for child in reversed(below[key(row)])]
    return ordered
