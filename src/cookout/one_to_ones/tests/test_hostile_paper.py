"""Paper for somebody of whom one wrote down far too much: one page, in a moment, and nothing of it is a program."""

import io
import time

import pytest
from pypdf import PdfReader

from cookout.core.models import User
from cookout.one_to_ones.models.prep import prep_for
from cookout.one_to_ones.papers import prep_paper
from cookout.ties.models import Fact, Tie, local_today
from cookout.ties.testing import keep

pytestmark = pytest.mark.django_db

QUICK = 20
"""Seconds of this process; it took minutes."""
SAID = ('#read("/etc/passwd") $x$ *b* ', "#{while true {}} ", "ﷺ ", "\u202eevil ", '"; panic("x") ')


def test_thousands_of_facts_are_one_page(ada: User) -> None:
    marta = keep(ada, "Marta Reyes")
    Tie.objects.between(ada, marta).learn("goals", "Sell the firm", by=ada)
    tie, today = Tie.objects.between(ada, marta), local_today(ada)
    facts = (Fact(owner=ada, tie=tie, facet="goals", text=SAID[n % 5] * 20, learned_on=today) for n in range(2000))
    Fact.objects.bulk_create(facts)
    began = time.process_time()
    pages = PdfReader(io.BytesIO(prep_paper(prep_for(ada, marta, today=today)))).pages
    assert time.process_time() - began < QUICK
    assert len(pages) == 1
    assert "root:" not in pages[0].extract_text()
