"""Nouns of the room `people`."""

from cookout.people.models.address_import import AddressImport
from cookout.people.models.book import LIST, Book, Row, plain
from cookout.people.models.classification import Classification
from cookout.people.models.column_mapping import ColumnMapping
from cookout.people.models.comparing import Differs, differing
from cookout.people.models.dance_card import GUIDE, PROMPTS, Prompt, prompts_of, weights
from cookout.people.models.detail import Detail
from cookout.people.models.duplicates import Duplicates, Twins
from cookout.people.models.import_chores import needed_pictures, sweep_orphans
from cookout.people.models.import_run import ImportFile, ImportRow, Stage
from cookout.people.models.merge import CHOICES, Distinct, Merge, known_by, now_known_as, seen_by, seen_or_404
from cookout.people.models.moving import Moving
from cookout.people.models.origin import Origin, is_brought_in
from cookout.people.models.person import Person
from cookout.people.models.profile import LONGEST, Audience, Facet, ProfileEntry, ProfileVersion
from cookout.people.models.profile_link import LASTS, OpenCard, ProfileLink
from cookout.people.models.sheet import Line, Sheet
from cookout.people.models.word import Word

__all__ = [
    "CHOICES",
    "GUIDE",
    "LASTS",
    "LIST",
    "LONGEST",
    "PROMPTS",
    "AddressImport",
    "Audience",
    "Book",
    "Classification",
    "ColumnMapping",
    "Detail",
    "Differs",
    "Distinct",
    "Duplicates",
    "Facet",
    "ImportFile",
    "ImportRow",
    "Line",
    "Merge",
    "Moving",
    "OpenCard",
    "Origin",
    "Person",
    "ProfileEntry",
    "ProfileLink",
    "ProfileVersion",
    "Prompt",
    "Row",
    "Sheet",
    "Stage",
    "Twins",
    "Word",
    "differing",
    "is_brought_in",
    "known_by",
    "needed_pictures",
    "now_known_as",
    "plain",
    "prompts_of",
    "seen_by",
    "seen_or_404",
    "sweep_orphans",
    "weights",
]
