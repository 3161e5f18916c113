"""Made-up reports of a made-up chapter, in the shape in which other systems export them."""

from cookout.science.reports.tests.workbooks import Bold, Rows, Value

ATTENDANCE_HEAD: list[Value] = [
    "First Name", "Last Name", "P", "A", "L", "M", "S", "RGI", "RGO", "RRI", "RRO", "V", "1-2-1", "TYFCB", "CEU", "T",
]  # fmt: skip
SLIPS_HEAD: list[Value] = [
    "From", "To", "Slip Type", "Inside/Outside", "TYFCB Amount", "CEU Credits", "Detail",
]  # fmt: skip

ATTENDANCE: Rows = [
    ["Chapter Summary PALMS Report"],
    ["Chapter:", None, "Olentangy"],
    ["From:", None, "2026-04-01T00:00:00.000", None, "To:", None, "2026-04-30T00:00:00.000"],
    [],
    ATTENDANCE_HEAD,
    ["Ada", "Ash", 4, 0, 0, 0, 0, 2, 1, 3, 0, 1, 4, 1480.5, 2, 0],
    ["Ben", "Birch", 3, 0, 1, 0, 0, 0, 0, 1, 1, 0, 3, None, 1, 0],
    ["Cleo", "Cedar", 2, 1, 0, 0, 1, 3, 0, 0, 2, 2, None, 99, 0, 0],
    ["Dan", "Dogwood", 3, 0, 0, 1, 0, 1, 0, 2, 0, 0, 1, 20.25, 4, 0],
    ["Visitors", None, None, None, None, None, None, 1, 0, 1, 0, None, None, None, None, None],
    ["XYZ", None, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, None, 0, 0],
    ["Total", None, 12, 1, 1, 1, 1, 7, 3, 7, 3, 3, 8, 1599.75, 7, 0],
]
"""Four members in April 2026: 1-2-1s 4, 3, not told, 1."""

SLIPS: Rows = [
    ["Slips Audit Report for 14/04/2026"],
    ["Chapter:", "Olentangy"],
    SLIPS_HEAD,
    ["Ada Ash", "Ben Birch", "Referral", "Tier 1 (inside)", None, None, None],
    ["Ada Ash", "Ben Birch", "Referral", "Tier 1 (inside)", None, None, None],
    ["Ben Birch", Bold("Finn Fir"), "Referral", "Tier 2 (outside)", None, None, "Scioto"],
    [Bold("Finn Fir"), "Ada Ash", "One-to-One", None, None, None, "Scioto"],
    ["Ada Ash", "Cleo Cedar", "One-to-One", None, None, None, None],
    [None, "Ada Ash", "TYFCB", None, 1480.5, None, None],
    [None, "Ben Birch", "TYFCB", None, 99, None, None],
    [None, "Cleo Cedar", "TYFCB", None, 20.25, None, None],
    ["Cleo Cedar", "Gus Guest", "Visitor", None, None, None, None],
    ["Dan Dogwood", None, "CEU", None, None, 3, "Podcast"],
]
"""Ten slips of one meeting; the first two are equal, and both are true."""

WIDE: Rows = [
    ["Attendance", None, None, None, None, None],
    ["Name", "2026-03-31", "2026-04-07", "2026-04-14", "2026-04-28", "2026-05-05"],
    ["Ada Ash", "P", "P", "L", "P", "P"],
    ["Ben Birch", "P", "A", None, "S", "H"],
    ["Cleo Cedar", None, None, None, None, "M"],
]
"""Three members over five meetings; of the 21st of April nothing is told."""
