"""Who exists: people whom a user keeps, and the people that accounts are.

A `Person` is *kept* by the user who brought it in, or *is* an account's own. Two keepers have two rows for one human;
nothing of one keeper's is ever visible to another.
"""

import uuid
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core import audiences
from cookout.core.addresses import address_of
from cookout.core.ids import uuid7
from cookout.core.models import Act, Deletable, Identified, User, record
from cookout.core.refusal import Refusal
from cookout.core.search import fold, words
from cookout.people import rules
from cookout.people.models.classification import Classification
from cookout.people.models.detail import Detail
from cookout.people.models.origin import Origin, is_brought_in
from cookout.people.models.word import Word, asked_in_each_spelling, search_words
from cookout.people.signals import people_added, trade_changed

FEW = 2000
"""A word that so many people or more have is common."""

NAME_FIELDS = ("full_name", "given", "family", "additional", "prefix", "suffix")


def _in_book(user: User) -> Q:
    """Kept by this user, and not part of an import that is being staged or was undone."""
    return Q(is_brought_in(user), keeper=user)


class PersonQuerySet(models.QuerySet["Person"]):
    """Sets of people."""

    def kept_by(self, user: User) -> "PersonQuerySet":
        """The user's own book: applied, not deleted."""
        return self.filter(_in_book(user), deleted_at=None)

    def visible_to(self, user: User) -> "PersonQuerySet":
        """My book, myself, and the account persons with whom I share an audience."""
        seen = _in_book(user) | Q(account=user)
        for people in audiences.shared_with(user).values():
            seen |= Q(pk__in=people)
        return self.filter(seen, deleted_at=None)

    def known_to(self, user: User) -> "PersonQuerySet":
        """The people list: my book and the members I share an audience with, each human once, without myself."""
        linked = Person.objects.kept_by(user).filter(account_person__isnull=False).values("account_person")
        return self.visible_to(user).exclude(account=user).exclude(keeper=None, pk__in=linked)

    def working_at(self, company: str) -> "PersonQuerySet":
        """Those who have this organisation, however it is spelled."""
        key = Detail.key_of(Detail.Kind.ORGANISATION, company)
        there = Detail.objects.applied().filter(kind=Detail.Kind.ORGANISATION, key=key)
        return self.filter(pk__in=there.values("person"))

    def called(self, name: str, *, by: User) -> "list[Person]":
        """Whom a name may mean: who has exactly this name, else everyone whose names begin so, else whoever matches."""
        found = list(self.matching(name, by=by).select_related("classification").in_order()[:60])
        wanted = words(name)
        exact = [person for person in found if words(person.full_name) == wanted]
        begun = [person for person in found if _begins(words(person.full_name), wanted)]
        return exact or begun or found

    def matching(self, text: str, *, by: User) -> "PersonQuerySet":
        """Those whose name, organisation, mail or phone has words that begin with each of these.

        A rare word is looked up first, at one small query a word, so that nobody else is looked at; for common words
        the list is walked in its order until a page is full.
        """
        found, few = self, None
        for spelled in asked_in_each_spelling(text):
            begins = reduce(or_, (Q(word__prefix=word) for word in spelled))
            holding = Word.objects.filter(begins, Q(keeper=by) | Q(keeper=None)).values_list("person", flat=True)
            found = found.filter(pk__in=holding)
            ids = set(holding.distinct()[:FEW])
            few = ids if len(ids) < FEW and (few is None or len(ids) < len(few)) else few
        return found if few is None else found.filter(pk__in=few)

    def in_order(self) -> "PersonQuerySet":
        """By family name, then given name."""
        return self.order_by("sort_key", "pk")

    def with_details(self) -> "PersonQuerySet":
        """Fetch the details in one more query."""
        return self.select_related("classification").prefetch_related(
            models.Prefetch("details", queryset=Detail.objects.applied())
        )


class Person(Identified, Deletable):
    """One human in one keeper's book, or the person that an account is."""

    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="kept_people"
    )
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="person"
    )
    account_person = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="kept_as",
        verbose_name=_("is this account"),
    )
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="tombstones", editable=False
    )
    origin = models.ForeignKey(
        Origin, null=True, blank=True, on_delete=models.CASCADE, related_name="people", editable=False
    )
    full_name = models.CharField(_("name"), max_length=200)
    given = models.CharField(_("given name"), max_length=100, blank=True)
    family = models.CharField(_("family name"), max_length=100, blank=True)
    additional = models.CharField(_("middle names"), max_length=100, blank=True)
    prefix = models.CharField(_("title before the name"), max_length=60, blank=True)
    suffix = models.CharField(_("title after the name"), max_length=60, blank=True)
    sort_key = models.CharField(max_length=200, editable=False)
    classification = models.ForeignKey(
        Classification, null=True, blank=True, on_delete=models.SET_NULL, related_name="people"
    )
    photo = models.ImageField(_("photo"), upload_to="photos/%Y/%m", blank=True)
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PersonQuerySet.as_manager()

    still_needed = Q(merged_into__isnull=False)
    """Whoever was made one with somebody waits as a tombstone for an unmerge, as long as the other is there."""

    act: Act | None = None
    """The act that kept this person, right after `keep`, so that the page can offer Undo."""

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                name="person_kept_or_account",
                condition=Q(keeper__isnull=False, account__isnull=True) | Q(keeper__isnull=True, account__isnull=False),
            ),
            models.UniqueConstraint(fields=["keeper", "uid"], name="person_uid_unique"),
        ]
        # Without the keeper: the list is mine *or* of my groups, and is walked in order until a page is full.
        indexes = [models.Index(fields=["sort_key", "id"], name="person_by_name")]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        """The page of this person."""
        return address_of("people:person_detail", self.uid)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the sort key in step with the name (a derived column, no decision)."""
        self.sort_key = sort_key(self.full_name, self.given, self.family)
        if (fields := kwargs.get("update_fields")) is not None and set(fields) & set(NAME_FIELDS):
            kwargs["update_fields"] = {*fields, "sort_key"}
        super().save(*args, **kwargs)

    @property
    def first_name(self) -> str:
        """What one calls this person."""
        return self.given or self.full_name.split()[0]

    @property
    def photo_url(self) -> str:
        """Where the photo is served, to those who may see the person."""
        return reverse("people:photo_detail", args=[self.uid]) if self.photo else ""

    def of_kind(self, kind: str) -> "list[Detail]":
        """The details of one kind, preferred first (from what was fetched)."""
        return [detail for detail in self.details.all() if detail.kind == kind]

    def first(self, kind: str) -> str:
        """The first value of a kind, or nothing."""
        return next((detail.value for detail in self.of_kind(kind)), "")

    @property
    def phone(self) -> "Detail | None":
        """The number to call: a mobile one first, because it also takes texts."""
        numbers = [detail for detail in self.of_kind(Detail.Kind.PHONE) if detail.number]
        mobile = [detail for detail in numbers if detail.is_mobile]
        return next(iter(mobile or numbers), None)

    @property
    def mail(self) -> "Detail | None":
        """The address to write to."""
        return next(iter(self.of_kind(Detail.Kind.EMAIL)), None)

    @property
    def shown_details(self) -> "list[Detail]":
        """What the page lists, kind by kind."""
        kinds = list(Detail.Kind)
        shown = [detail for detail in self.details.all() if detail.kind not in Detail.FOLDED]
        return sorted(shown, key=lambda detail: (kinds.index(Detail.Kind(detail.kind)), detail.position, detail.pk))

    @property
    def hidden_details(self) -> "list[Detail]":
        """What is kept only to come out again."""
        return [detail for detail in self.details.all() if detail.kind in Detail.FOLDED]

    @property
    def organisation(self) -> str:
        """Where this person works, as far as known."""
        return self.first(Detail.Kind.ORGANISATION)

    @property
    def headline(self) -> str:
        """One line under the name: trade and organisation."""
        trade = self.first(Detail.Kind.TITLE) or (self.classification.name if self.classification else "")
        return ", ".join(part for part in (trade, self.organisation) if part)

    @classmethod
    @transaction.atomic
    def keep(
        cls,
        *,
        by: User,
        full_name: str,
        details: Iterable[tuple[str, str, str]] = (),
        uid: uuid.UUID | None = None,
        **names: Any,
    ) -> "Person":
        """Add someone to my book; `details` are (kind, label, value). The same `uid` again is the same person."""
        uid = uid or uuid7()
        known = cls.objects.filter(keeper=by, uid=uid).first()
        if known is not None:
            return known
        if cls.objects.visible_to(by).filter(uid=uid).exists():
            raise Refusal(_("Someone else has this id. Use a new one."))
        refuse_nameless(full_name)
        details = [(kind, label, value.strip()) for kind, label, value in details if value.strip()]
        act = record(by=by, verb="person.keep", about=full_name)
        person = cls(keeper=by, uid=uid, full_name=full_name.strip(), **{**_named(full_name, names), **names})
        person.classification = person.classification or _trade_of(details)
        person.act = act
        act.create(person)
        for position, (kind, label, value) in enumerate(details):
            act.create(Detail.made(person, kind, value, label=label, position=position))
        person.refresh_words()
        people_added.send(sender=cls, keeper=by, person_ids=[person.pk])
        return person

    @transaction.atomic
    def rename(self, *, by: User, **names: Any) -> Act:
        """Change the name or the classification."""
        refuse_nameless(names.get("full_name", self.full_name))
        act = record(by=by, verb="person.rename", about=str(names.get("full_name", self.full_name)))
        if act.update(self, **names):
            self._touch_up(act)
            if self.account_id and "classification" in names:
                trade_changed.send(sender=Person, user=by)
        return act

    @transaction.atomic
    def put_photo(self, photo: bytes | None, *, by: User) -> Act:
        """Change or take away the photo; `photo` is what `formats.photo.shrink` made. The old file waits for undo."""
        act = record(by=by, verb="person.photo", about=self.full_name)
        name = ""
        if photo is not None:
            field = Person._meta.get_field("photo")
            target = field.generate_filename(self, f"{uuid7()}.jpg")
            name = field.storage.save(target, ContentFile(photo))
        act.update(self, photo=name, edited_at=timezone.now())
        return act

    @transaction.atomic
    def put_details(self, wanted: "Iterable[tuple[int | None, str, str, str]]", *, by: User) -> Act:
        """Make the editable details be exactly these: (pk or None, kind, label, value); an empty value removes."""
        act = record(by=by, verb="person.details", about=self.full_name)
        mine = {detail.pk: detail for detail in self.details.applied()}
        for position, (pk, kind, label, value) in enumerate(wanted):
            detail = mine.get(pk) if pk else None
            if detail is None and value.strip():
                act.create(Detail.made(self, kind, value, label=label, position=position))
            elif detail is not None and not value.strip():
                act.remove(detail)
            elif detail is not None and not detail.is_file:  # a picture's value is a path: nobody types one
                written = {"kind": kind, "label": label, "value": value.strip(), "key": Detail.key_of(kind, value)}
                if act.update(detail, **written):
                    act.update(detail, origin=None)  # what was edited is mine now, and stays when its import goes
        self._touch_up(act)
        return act

    @transaction.atomic
    def remove(self, *, by: User) -> Act:
        """Take this person out of the book; undo within thirty days."""
        act = record(by=by, verb="person.remove", about=self.full_name)
        act.remove(self)
        return act

    @transaction.atomic
    def link(self, account_person: "Person", *, by: User) -> Act:
        """Say that this kept person is that account. Nothing moves; nothing of mine becomes visible by it."""
        if account_person not in self.accounts(by):
            raise Refusal(_("No verified address of that account is among the addresses you have here."))
        act = record(by=by, verb="person.link", about=self.full_name)
        act.update(self, account_person=account_person)
        return act

    @transaction.atomic
    def unlink(self, *, by: User) -> Act:
        """Take the link back; everything is as before."""
        act = record(by=by, verb="person.unlink", about=self.full_name)
        act.update(self, account_person=None)
        return act

    def accounts(self, by: User) -> "list[Person]":
        """Account persons visible to me whose verified address is one of the addresses I keep here."""
        mails = [detail.key for detail in self.of_kind(Detail.Kind.EMAIL)]
        if self.keeper_id != by.pk or not mails:
            return []
        verified = EmailAddress.objects.filter(verified=True, email__in=mails).exclude(user=by)
        return list(Person.objects.visible_to(by).filter(account__in=verified.values("user")))

    def refresh_words(self) -> None:
        """Write the search words of this person anew."""
        Word.objects.filter(person=self).delete()
        Word.objects.bulk_create(
            Word(keeper_id=self.keeper_id, person=self, word=word)
            for word in search_words(self.full_name, [(d.kind, d.value) for d in self.details.applied()])
        )

    def _touch_up(self, act: Act) -> None:
        act.update(self, edited_at=timezone.now())
        self.refresh_words()


def refuse_nameless(full_name: str) -> None:
    """A name is more than spaces: everything that speaks of a person begins with it."""
    if not full_name.strip():
        raise Refusal(_("Type a name. Spaces alone are none."))


def sort_key(full_name: str, given: str, family: str) -> str:
    """Family name first where it is known, folded, so that both databases sort alike."""
    return fold(f"{family} {given}" if family else full_name).strip()[:200]


def _named(full_name: str, names: dict[str, Any]) -> dict[str, str]:
    """The parts of a name that was typed whole; nothing where parts were given."""
    return {} if names.get("given") or names.get("family") else rules.split_name(full_name)


def _trade_of(details: Iterable[tuple[str, str, str]]) -> Classification | None:
    """The classification that the job title names beyond much doubt."""
    said = {kind: value for kind, _label, value in details}
    if not said.get("title"):
        return None
    return Classification.objects.named_by(said["title"], said.get("organisation", ""))


def _begins(names: list[str], wanted: list[str]) -> bool:
    return all(any(name.startswith(word) for name in names) for word in wanted)
