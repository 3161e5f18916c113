"""On a region's page: the round across its chapters, how it stands, and for who directs it the way to the next."""

from cookout.core import slots
from cookout.core.models import User
from cookout.core.slots import Panel
from cookout.groups.models import Region
from cookout.rounds.models.across import Standing, has_failed, is_busy, rounds_now
from cookout.rounds.models.who_meets import worth_of


def across(user: User, region: Region) -> Panel | None:
    """The round of these weeks; a draft where one directs the region; for others without one nothing."""
    known, draft = rounds_now(region, user)
    leads = user.is_host or Region.objects.directed_by(user).filter(pk=region.pk).exists()
    if known is None and not leads:
        return None
    data = {
        "region": region, "round": known, "draft": draft, "leads": leads,
        "standing": Standing.of(known) if known else None,
        "worth": worth_of(known) if known else "",
        "is_busy": draft is not None and is_busy(draft), "failed": draft is not None and has_failed(draft),
    }  # fmt: skip
    return Panel("across", "rounds/_across.html", data)


def register() -> None:
    """Fill the slot."""
    slots.register("region.main", across, order=15)
