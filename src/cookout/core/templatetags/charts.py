"""The drawings, for templates."""

from collections.abc import Sequence

from django import template
from django.utils.safestring import SafeString

from cookout.core.charts import attendance, capacity, matrix, table, tie, units

register = template.Library()


@register.simple_tag
def table_chart(seats: Sequence[table.Seat], of: int = 15, label: str = "") -> SafeString:
    """`{% table_chart seats capacity %}`: who sits at the table."""
    return table.table(seats, of, label)


@register.simple_tag
def tie_chart(course: tie.Course) -> SafeString:
    """`{% tie_chart course %}`: a tie over time, wide and narrow."""
    return tie.tie(course)


@register.simple_tag
def hours_chart(have: float, need: float, need_label: str, label: str = "") -> SafeString:
    """`{% hours_chart have need "144 people would take" %}`."""
    return capacity.hours(have, need, need_label=need_label, label=label)


@register.simple_tag
def dots_chart(seats: int, a_month: int = 12, label: str = "") -> SafeString:
    """`{% dots_chart seats 12 %}`: a year of new faces and how many find room."""
    return capacity.dots(seats, a_month=a_month, label=label)


@register.simple_tag
def units_chart(states: Sequence[tuple[units.State, str]], label: str) -> SafeString:
    """`{% units_chart states "Five: three closed" %}`."""
    return units.units(states, label)


@register.simple_tag
def strip_chart(marks: Sequence[str], label: str = "") -> SafeString:
    """`{% strip_chart strip.marks %}`: the last meetings of one member."""
    return attendance.strip(marks, label)


@register.simple_tag
def attendance_chart(weeks: Sequence[attendance.Week], label: str = "") -> SafeString:
    """`{% attendance_chart weeks %}`: the last meetings of a group."""
    return attendance.weeks(weeks, label)


@register.simple_tag
def matrix_chart(told: matrix.Matrix) -> SafeString:
    """`{% matrix_chart met.picture %}`: who has met whom."""
    return matrix.matrix(told)


@register.simple_tag
def small_matrix_chart(told: matrix.Matrix) -> SafeString:
    """`{% small_matrix_chart met.picture %}`: its squares alone, beside the large one on the same page."""
    return matrix.small(told)
