"""Classifications: the controlled list of professions, so that two members mean the same by “roofer”."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cookout.people.formats import catalogue


class ClassificationQuerySet(models.QuerySet["Classification"]):
    """Sets of classifications."""

    def sync(self) -> int:
        """Bring the table in line with the shipped catalogue; hosts' own rows stay. Safe to repeat."""
        known = {row.slug: row for row in self.all()}
        new, changed = [], []
        for profession in catalogue.professions():
            row = known.get(profession.slug)
            if row is None:
                new.append(Classification(slug=profession.slug, name=profession.name, naics=profession.naics))
            elif (row.name, row.naics) != (profession.name, profession.naics):
                row.name, row.naics = profession.name, profession.naics
                changed.append(row)
        self.bulk_create(new)
        self.bulk_update(changed, ["name", "naics"])
        return len(new) + len(changed)

    def named_by(self, title: str, organisation: str = "") -> "Classification | None":
        """The classification that a job title names, only if that is beyond much doubt."""
        profession = catalogue.classify(title, organisation)
        return self.filter(slug=profession.slug).first() if profession else None


class Classification(models.Model):
    """One profession of the catalogue, mapped to an industry code whose counts say how crowded the trade is."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=80)
    naics = models.CharField(_("industry code"), max_length=6, blank=True)

    objects = ClassificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("classification")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def crowding(self) -> catalogue.Crowding | None:
        """How crowded this trade is in the public figures, where they know it."""
        return catalogue.crowding(self.naics) if self.naics else None
