"""A month by its English name."""

NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def month_named(number: int) -> str:
    """A month as a person writes it; `number` is 12 * year + month - 1.

    >>> month_named(12 * 2025 + 6)
    'July 2025'
    """
    return f"{NAMES[number % 12]} {number // 12}"
