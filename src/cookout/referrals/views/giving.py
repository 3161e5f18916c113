"""What passes between me and one person: help, thanks, praise, asks, reviews; noted, corrected, taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from cookout.core.http import Request, back
from cookout.core.models import one_act
from cookout.core.refusal import Refusal
from cookout.core.undo import say
from cookout.people.models import Person
from cookout.referrals.forms.giving import AskForm, BetweenForm, FavorForm, ResultForm, ReviewForm, TestimonialForm
from cookout.referrals.models import Ask, Favor, Review, Testimonial
from cookout.referrals.models.between import between
from cookout.referrals.models.earned import asked_lately, earned, is_earned_from
from cookout.referrals.models.giving import ask_draft
from cookout.referrals.models.service import service_to
from cookout.ties.models import Tie

PAGE = 50


@dataclass(frozen=True, slots=True)
class Noun:
    """One kind of thing between two: its rows, its form, its verb, and what is said of it."""

    rows: Any
    form: type[BetweenForm]
    make: Callable[..., Any]
    verb: str
    title: "str | LazyText"
    said: "str | LazyText"
    gone: "str | LazyText"


def _agree(*, next_on: Any = None, **values: Any) -> Review:
    return Review.agree(first_on=next_on, **values)


NOUNS = {
    "favor": Noun(Favor.objects, FavorForm, Favor.note, "favor.note", gettext_lazy("Help and thanks"),
                  gettext_lazy("Noted."), gettext_lazy("It is gone.")),
    "testimonial": Noun(Testimonial.objects, TestimonialForm, Testimonial.keep, "testimonial.keep",
                        gettext_lazy("Words of praise"), gettext_lazy("Kept."), gettext_lazy("The words are gone.")),
    "ask": Noun(Ask.objects, AskForm, Ask.note, "ask.note", gettext_lazy("You asked for a referral"),
                gettext_lazy("Noted that you asked."), gettext_lazy("The ask is gone.")),
    "review": Noun(Review.objects, ReviewForm, _agree, "review.agree", gettext_lazy("A review, every so many months"),
                   gettext_lazy("Agreed; the next date is among your promises."),
                   gettext_lazy("No more of these reviews.")),
}  # fmt: skip
"""What is noted on a person, by the word in its address."""


@require_safe
def giving_detail(request: Request, uid: UUID) -> HttpResponse:
    """All that was given and taken between me and one person."""
    tie = _tie_with(request, uid)
    found = between(request.user, tie.person)
    context = {
        "person": tie.person,
        "tie": tie,
        "between": found,
        "page": Paginator(found.deeds, PAGE).get_page(request.GET.get("page")),
        "earned": earned(request.user, tie, found) if is_earned_from(tie, found) else None,
        "service": service_to(request.user, tie),
        "asks": Ask.objects.visible_to(request.user).filter(tie=tie.pk).select_related("referral"),
        "praise": Testimonial.objects.visible_to(request.user).filter(tie=tie.pk),
    }
    return TemplateResponse(request, "referrals/giving_detail.html", context)


def favor_create(request: Request, uid: UUID) -> HttpResponse:
    """Note what one did for the other."""
    return _create(request, uid, "favor", {"kind": request.GET.get("kind", Favor.Kind.HELP)})


def testimonial_create(request: Request, uid: UUID) -> HttpResponse:
    """Keep words of praise."""
    return _create(request, uid, "testimonial")


def ask_create(request: Request, uid: UUID) -> HttpResponse:
    """Note that I asked for a referral; words to ask with stand beside it."""
    tie = _tie_with(request, uid)
    return _create(request, uid, "ask", draft=ask_draft(request.user, tie), kindly=asked_lately(request.user, tie))


def review_create(request: Request, uid: UUID) -> HttpResponse:
    """Agree on a review."""
    return _create(request, uid, "review")


def giving_update(request: Request, noun: str, uid: UUID) -> HttpResponse:
    """Correct one of them."""
    kind, row = _mine(request, noun, uid)
    now = {name: getattr(row, name) for name in (*kind.form.base_fields, "by_me", "on") if hasattr(row, name)}
    if isinstance(row, Testimonial):
        now["referral"] = row.referral.uid if row.referral else None
    form = kind.form(request.user, row.tie.person, request.POST if request.method == "POST" else None, initial=now)
    if form.is_bound and form.is_valid() and _done(form, lambda: row.correct(by=request.user, **form.values())):
        say(request, _("Corrected."), form.act)
        return redirect("referrals:giving_detail", row.tie.person.uid)
    context = {"title": kind.title, "form": form, "person": row.tie.person, "row": row, "noun": noun}
    return _page(request, form, context)


@require_POST
def giving_remove(request: Request, noun: str, uid: UUID) -> HttpResponse:
    """Take one of them away."""
    kind, row = _mine(request, noun, uid)
    say(request, kind.gone, row.remove(by=request.user))
    return redirect("referrals:giving_detail", row.tie.person.uid)


@require_POST
def ask_result_create(request: Request, uid: UUID) -> HttpResponse:
    """Say which referral came of an ask."""
    ask = _mine(request, "ask", uid)[1]
    form = ResultForm(request.user, ask.tie.person, request.POST)
    if not form.is_valid():
        raise Refusal(_("Choose the referral that came of it."))
    act = ask.bring(by=request.user, referral=form.cleaned_data["referral"])
    say(request, _("Noted: it came of your asking."), act)
    return back(request, ask.tie.person.get_absolute_url())


def _create(request: Request, uid: UUID, noun: str, initial: Any = None, **shown: Any) -> HttpResponse:
    """Read the form, call the verb, say thanks, go back to where one came from."""
    kind, tie = NOUNS[noun], _tie_with(request, uid)
    form = kind.form(request.user, tie.person, request.POST if request.method == "POST" else None, initial=initial)

    def make() -> Any:
        with one_act(by=request.user, verb=kind.verb, about=tie.person.full_name) as act:
            kind.make(by=request.user, tie=tie, uid=form.cleaned_data["uid"], **form.values())
        return act

    if form.is_bound and form.is_valid() and _done(form, make):
        say(request, kind.said, form.act)
        return redirect("referrals:giving_detail", tie.person.uid)
    return _page(request, form, {"title": kind.title, "form": form, "person": tie.person, "noun": noun, **shown})


def _done(form: BetweenForm, verb: Callable[[], Any]) -> bool:
    """Call the verb; where it says no, the sentence stands on the form and nothing typed is lost."""
    try:
        form.act = verb()
    except Refusal as no:
        form.add_error(None, str(no))
        return False
    return True


def _page(request: Request, form: BetweenForm, context: dict[str, Any]) -> HttpResponse:
    return TemplateResponse(request, "referrals/giving_form.html", context, status=422 if form.is_bound else 200)


def _tie_with(request: Request, uid: UUID) -> Tie:
    """My tie with this person; nobody has one with themselves."""
    person = get_object_or_404(Person.objects.visible_to(request.user), uid=uid)
    if person.account_id == request.user.pk:
        raise Http404
    return Tie.objects.between(request.user, person)


def _mine(request: Request, noun: str, uid: UUID) -> tuple[Noun, Any]:
    """One of mine, and what kind it is."""
    if noun not in NOUNS:
        raise Http404
    kind = NOUNS[noun]
    return kind, get_object_or_404(kind.rows.visible_to(request.user).select_related("tie__person"), uid=uid)
