"""What of the plan is searched: the reviews of weeks, for who wrote them."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from cookout.core import search
from cookout.core.models import User
from cookout.core.search import full_text
from cookout.core.templatetags.dates import short_day
from cookout.plan.models.review import WeekReview

full_text.keep(WeekReview, "went_well", "in_the_way", "next_week")


def find_reviews(user: User, text: str, limit: int) -> Iterator[search.Hit]:
    """What I wrote at the end of a week, the latest first."""
    for row in full_text.found(WeekReview, text, limit, lambda: WeekReview.objects.visible_to(user)):
        title = _("The week of %s") % short_day(row.monday)
        said = search.excerpt(" · ".join(filter(None, (row.went_well, row.in_the_way, row.next_week))), text)
        url = reverse("plan:review_update", args=[row.monday.isoformat()])
        yield search.Hit(_("Your weeks"), title, said, url, str(row.uid))
