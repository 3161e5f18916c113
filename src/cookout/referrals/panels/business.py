"""What came of a referral, on its page: closed business for who keeps the record, at most a band for the referrer."""

from cookout.core import slots
from cookout.core.models import User
from cookout.core.slots import Panel
from cookout.referrals.models import Ask, ClosedBusiness, Referral, Role, State, Update
from cookout.referrals.models.business import bands_for, may_thank, thanks_draft
from cookout.referrals.models.composing import update_composer
from cookout.referrals.models.money import totals


def business(user: User, one: Referral) -> Panel | None:
    """What it brought, with a way to note more, and thanks for the referrer."""
    if one.state != State.WON:
        return None
    if not one.keeps_record(user):
        bands = bands_for(user, one)
        return Panel("bands", "referrals/_bands.html", {"one": one, "bands": bands}) if bands else None
    rows = list(ClosedBusiness.objects.visible_to(user).filter(referral=one))
    data = {"one": one, "rows": rows, "totals": totals(rows)}
    if may_thank(one, user) and not one.is_owing:
        person = one.person_for(user, Role.REFERRER)
        data["composer"] = update_composer(one, user, person=person, draft=thanks_draft(one, user))
        data["thanked"] = Update.objects.arrived().filter(referral=one, kind=Update.Kind.THANKS).last()
    return Panel("business", "referrals/_business.html", data)


def came_of(user: User, one: Referral) -> Panel | None:
    """The ask of which it came; or, where one came before it, the question whether it did."""
    if one.provider.user_id != user.pk or one.is_name:
        return None
    noted = Ask.objects.visible_to(user).filter(referral=one).first()
    asked = noted or Ask.before(user, one)
    data = {"one": one, "ask": asked, "is_noted": noted is not None}
    return Panel("ask", "referrals/_came_of.html", data) if asked else None


def register() -> None:
    """Fill the slots."""
    slots.register("referral.main", business, order=30)
    slots.register("referral.own", came_of, order=60)
