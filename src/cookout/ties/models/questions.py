"""Good questions for what one does not know yet, by heading; the later ones go deeper."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

QUESTIONS: Mapping[str, tuple["str | LazyText", ...]] = MappingProxyType(
    {
        "goals": (_("What are they working towards?"), _("What would “enough” look like?"), _("What is in the way?")),
        "accomplishments": (
            _("What are they proud of?"),
            _("What did they finish last year?"),
            _("What did nobody notice?"),
        ),
        "interests": (
            _("What do they do on a free Saturday?"),
            _("What could they talk about for hours?"),
            _("What did they take up lately?"),
        ),
        "networks": (
            _("Which groups do they belong to?"),
            _("Who calls them first?"),
            _("Whom do they know that you should?"),
        ),
        "skills": (
            _("What do others ask them for?"),
            _("What do they do that few can?"),
            _("What do they want to learn?"),
        ),
        "personal": (_("Who is at home?"), _("Where did they grow up?"), _("What did they do before?")),
        "business": (
            _("How did they get into this work?"),
            _("What does a good week look like?"),
            _("What changed in their trade?"),
        ),
        "ambitions": (
            _("Where will they be in five years?"),
            _("How do they measure success?"),
            _("What would they stop doing?"),
        ),
        "customers": (
            _("Who is their ideal customer?"),
            _("Who were their last ten customers?"),
            _("What do customers try to fix?"),
        ),
        "good_referral": (
            _("What makes a good referral for them?"),
            _("What does one hear before?"),
            _("Whom should one not send?"),
        ),
        "questions": (
            _("What do they ask a prospect first?"),
            _("What should one ask for them?"),
            _("What opens the door?"),
        ),
        "passion": (_("Why do they do this work?"), _("What keeps them up at night?"), _("What would they do unpaid?")),
    }
)
"""Three for each heading."""
