"""What the prospect reads: who recommended whom to them, and who holds what of theirs. Nothing of the others."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from cookout.referrals.models.experience import Experience, ExperienceLink
from cookout.referrals.models.kinds import Kind, Role
from cookout.referrals.models.party import Party
from cookout.referrals.models.referral import Referral


@dataclass(frozen=True)
class OwnPart:
    """One referral as the prospect sees it."""

    link: ExperienceLink

    @cached_property
    def one(self) -> Referral:
        """The referral."""
        return self.link.referral

    @property
    def provider(self) -> Party:
        """Who does the work."""
        return self.one.provider

    @property
    def referrer(self) -> Party | None:
        """Who recommended; None where nobody did, because they came by themselves."""
        return None if self.one.kind == Kind.INSIDE else self.one.referrer

    @property
    def asks_to_tell(self) -> bool:
        """Whether it is worth asking if the referrer may know."""
        return self.referrer is not None and not self.one.is_confidential

    @property
    def answer(self) -> Experience | None:
        """What was said already."""
        return self.link.answer

    @property
    def wants_no_contact(self) -> bool:
        """Whether they asked to be left alone."""
        return self.one.wants_no_contact

    @property
    def holders(self) -> list[str]:
        """In whose book of this house the name stands."""
        parties = (self.one.party(role) for role in (Role.REFERRER, Role.PROVIDER))
        return [party.called for party in parties if party.user_id is not None]

    @property
    def held(self) -> list[str]:
        """What of theirs stands there; kinds, not values, because an address can be passed on."""
        prospect = self.one.prospect
        kept = [_("your name")]
        kept += [_("your mail address")] if prospect.mail else []
        kept += [_("your phone number")] if prospect.phone else []
        return kept
