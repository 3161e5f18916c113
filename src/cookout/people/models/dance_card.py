"""The questions of the dance card: what one tells of oneself, and what one asks another.

Each belongs to a heading (`Facet`), is personal or about business, and weighs more the more it helps to refer someone
or to be a friend. Profile entries and facts name the question they answer by its key; both may also stand free under a
heading.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question: `own` is put to oneself, `ask` to the other; `short` is its name in a list."""

    key: str
    short: "str | LazyText"
    own: "str | LazyText"
    ask: "str | LazyText"
    social: bool
    value: float = 1.0
    most: int = 1
    """How many entries a full answer has: ten customers, seven professions."""

    @property
    def facet(self) -> str:
        """The heading it belongs to."""
        return self.key.partition(".")[0]


_ALL: tuple[Prompt, ...] = (
    # GAINS: four for each heading
    Prompt("goals.business", _("Business goal"), _("What do you want your business to reach this year?"),
           _("What do you want your business to reach this year?"), social=False, value=2, most=3),
    Prompt("goals.personal", _("Personal goal"), _("What do you want for yourself and your family?"),
           _("What are you working towards outside of work?"), social=True, value=2, most=3),
    Prompt("goals.help", _("What would help"), _("What would help you get there?"),
           _("What would help you get there?"), social=False, value=2),
    Prompt("goals.enough", _("Enough"), _("What would “enough” look like?"),
           _("What would “enough” look like for you?"), social=True),
    Prompt("accomplishments.results", _("Business results"), _("Which results are you proud of?"),
           _("Which result of the last year are you proud of?"), social=False, value=2, most=3),
    Prompt("accomplishments.wins", _("Personal wins"), _("Which win at home or on the field made you smile?"),
           _("What did you win lately that has nothing to do with work?"), social=True, value=2, most=3),
    Prompt("accomplishments.finished", _("Finished"), _("What did you finish that took long?"),
           _("What did you finish that took long?"), social=False),
    Prompt("accomplishments.unnoticed", _("Unnoticed"), _("What are you proud of that nobody noticed?"),
           _("What are you proud of that nobody noticed?"), social=True),
    Prompt("interests.free_time", _("Free time"), _("What do you do on a free Saturday?"),
           _("What do you do on a free Saturday?"), social=True, value=2, most=4),
    Prompt("interests.hours", _("For hours"), _("What could you talk about for hours?"),
           _("What could you talk about for hours?"), social=True, value=2),
    Prompt("interests.lately", _("Taken up lately"), _("What have you taken up lately?"),
           _("What have you taken up lately?"), social=True),
    Prompt("interests.together", _("With whom"), _("With whom do you spend that time?"),
           _("Who got you into it, and who is with you now?"), social=True),
    Prompt("networks.groups", _("Groups"), _("Which groups, clubs and boards do you belong to?"),
           _("Which groups, clubs and boards do you belong to?"), social=False, value=2, most=4),
    Prompt("networks.calls", _("Who calls first"), _("Who calls you first when something goes wrong?"),
           _("Who calls you first when something goes wrong?"), social=False, value=2, most=3),
    Prompt("networks.reach", _("Can introduce to"), _("Which trades and people can you introduce to?"),
           _("Which trades and people do you know well?"), social=False, value=2, most=4),
    Prompt("networks.past", _("From before"), _("Whom do you still know from school and earlier jobs?"),
           _("Whom do you still see from school or from your first job?"), social=True),
    Prompt("skills.asked_for", _("Asked for"), _("What do others ask you for?"),
           _("What do others ask you for?"), social=False, value=2, most=3),
    Prompt("skills.rare", _("Rare"), _("What do you do that few can?"),
           _("What do you do in the first ten minutes that others in your trade skip?"), social=False, value=2),
    Prompt("skills.help", _("How you help"), _("How do you help your customers?"),
           _("How do you help your customers?"), social=False, value=3),
    Prompt("skills.learning", _("Learning"), _("What are you learning?"),
           _("What would you like to learn?"), social=True),
    # Background
    Prompt("personal.home", _("Home"), _("Who is at home?"), _("Who is at home?"), social=True, value=2),
    Prompt("personal.roots", _("Roots"), _("Where did you grow up?"),
           _("Where did you grow up, and what stayed with you?"),
           social=True, value=2),
    Prompt("personal.before", _("Before"), _("What did you do before?"),
           _("What did you do before this?"), social=True),
    Prompt("personal.town", _("In town"), _("How long have you lived here, and what keeps you?"),
           _("How long have you lived here, and what keeps you?"), social=True),
    Prompt("business.industry", _("Industry"), _("What is your industry, and what do you do about it?"),
           _("What is going on in your industry, and what do you do about it?"), social=False, value=3),
    Prompt("business.years", _("Years"), _("How many years have you done this?"),
           _("How many years have you done this?"), social=False),
    Prompt("business.story", _("Story"), _("How did you get into this work?"),
           _("How did you get into this work?"), social=False),
    Prompt("business.team", _("Team"), _("Who works with you?"), _("Who works with you, and who do you look for?"),
           social=False),
    Prompt("ambitions.future", _("In five years"), _("Where do you want to be in five years?"),
           _("Where do you want to be in five years?"), social=False, value=2),
    Prompt("ambitions.success", _("Measure of success"), _("How do you measure success?"),
           _("How do you know that a year was good?"), social=True, value=2),
    # Customers and referrals
    Prompt("customers.ideal", _("Ideal customer"), _("Who is your ideal customer?"),
           _("Who is your ideal customer?"), social=False, value=3, most=3),
    Prompt("customers.why", _("Why them"), _("Why these customers, and not others?"),
           _("Why these customers?"), social=False, value=2),
    Prompt("customers.fix", _("Try to fix"), _("What are your customers trying to fix?"),
           _("What do your customers try to fix?"), social=False, value=2),
    Prompt("customers.accomplish", _("Try to accomplish"), _("What are your customers trying to accomplish?"),
           _("What do your customers try to accomplish?"), social=False, value=2),
    Prompt("customers.avoid", _("Try to avoid"), _("What are your customers trying to avoid?"),
           _("What do your customers try to avoid?"), social=False, value=2),
    Prompt("customers.buy", _("Why they buy"), _("Why do customers buy from you?"),
           _("Why do customers buy from you and not from another?"), social=False, value=2),
    Prompt("customers.problem", _("Top problem solved"), _("Which problem do you solve, in one line?"),
           _("Which problem do you solve best, in one line?"), social=False, value=3),
    Prompt("customers.sphere", _("Contact sphere"), _("Which seven professions serve the same customers as you?"),
           _("Which professions serve the same customers as you?"), social=False, value=2, most=7),
    Prompt("customers.ten", _("Last ten customers"), _("Who were your last ten customers? Stories, without surnames."),
           _("Who were your last customers, and who sent them?"), social=False, value=2, most=10),
    Prompt("good_referral.type", _("Type"), _("What kind of person or firm is a good referral for you?"),
           _("What kind of person or firm is a good referral for you?"), social=False, value=3),
    Prompt("good_referral.industry", _("Industry"), _("In which industries are they?"),
           _("In which industries are your good referrals?"), social=False, value=2, most=3),
    Prompt("good_referral.trigger", _("Trigger event"), _("What has just happened in their life or business?"),
           _("What has just happened when someone needs you?"), social=False, value=3, most=3),
    Prompt("good_referral.place", _("Place"), _("Where are the people you want to meet?"),
           _("Where are the people you want to meet?"), social=False, most=3),
    Prompt("good_referral.size", _("Size"), _("How large is the firm or the family?"),
           _("How large is the firm or the family that fits you?"), social=False),
    Prompt("good_referral.words", _("Words to listen for"), _("Which words should we listen for?"),
           _("Which words should I listen for?"), social=False, value=3, most=4),
    Prompt("questions.ask", _("Questions I ask"), _("Which questions do you ask a new customer?"),
           _("Which question do you ask a new customer first?"), social=False, value=2, most=4),
    Prompt("questions.opener", _("Opener"), _("What may someone say to open the door for you?"),
           _("How may I open the door for you, word for word?"), social=False),
    Prompt("passion.why", _("Why this business"), _("Why are you in this business?"),
           _("Why are you in this business?"), social=True, value=3),
    Prompt("passion.unpaid", _("Unpaid"), _("What would you do unpaid?"), _("What would you do unpaid?"), social=True),
)  # fmt: skip

PROMPTS: Mapping[str, Prompt] = MappingProxyType({prompt.key: prompt for prompt in _ALL})
"""All questions by their key, in the order of the card."""

GUIDE: tuple[str, ...] = (
    "business.industry",
    "customers.ideal",
    "customers.why",
    "customers.fix",
    "customers.accomplish",
    "customers.avoid",
    "skills.help",
    "customers.buy",
    "accomplishments.results",
    "accomplishments.wins",
    "passion.why",
)
"""What one asks during a 1-2-1 (A13), in the order of the talk."""


def prompts_of(facet: str) -> list[Prompt]:
    """The questions of one heading."""
    return [prompt for prompt in PROMPTS.values() if prompt.facet == facet]


def weights(keys: Iterable[str] = PROMPTS) -> dict[str, float]:
    """What each question weighs."""
    return {key: PROMPTS[key].value for key in keys}
