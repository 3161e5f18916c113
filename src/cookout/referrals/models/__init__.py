"""Nouns of the room `referrals`."""

from cookout.referrals.models.business import ClosedBusiness, Testimonial
from cookout.referrals.models.chain import chain_of, grown_from
from cookout.referrals.models.experience import Experience, ExperienceLink
from cookout.referrals.models.giving import Ask, Favor, Review
from cookout.referrals.models.kinds import (
    Channel,
    Closeness,
    Column,
    Handoff,
    Kind,
    Rating,
    Role,
    State,
    Temperature,
)
from cookout.referrals.models.ledger import LedgerEntry
from cookout.referrals.models.party import Known, Party, Side, Step
from cookout.referrals.models.record_link import RecordLink
from cookout.referrals.models.referral import Referral
from cookout.referrals.models.seen import Seen, seen
from cookout.referrals.models.stops import MailStop
from cookout.referrals.models.teaching import Teaching
from cookout.referrals.models.telling import moments_of
from cookout.referrals.models.telling_news import Update
from cookout.referrals.models.waiting import Reminder
from cookout.referrals.models.whom import Prospect, Twice
from cookout.referrals.models.window import Reply, WindowLink

__all__ = [
    "Ask",
    "Channel",
    "ClosedBusiness",
    "Closeness",
    "Column",
    "Experience",
    "ExperienceLink",
    "Favor",
    "Handoff",
    "Kind",
    "Known",
    "LedgerEntry",
    "MailStop",
    "Party",
    "Prospect",
    "Rating",
    "RecordLink",
    "Referral",
    "Reminder",
    "Reply",
    "Review",
    "Role",
    "Seen",
    "Side",
    "State",
    "Step",
    "Teaching",
    "Temperature",
    "Testimonial",
    "Twice",
    "Update",
    "WindowLink",
    "chain_of",
    "grown_from",
    "moments_of",
    "seen",
]
