"""What holds for the whole house: its name, its words, and whether its data are a sample."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from cookout.core.models.activity import Act, record
from cookout.core.models.user import User


class House(models.Model):
    """One row: the settings that the host edits in the browser."""

    name = models.CharField(_("name of this house"), max_length=80, default="Cookout")
    group_word = models.CharField(_("what a group is called"), max_length=30, default="chapter")
    group_words = models.CharField(_("more than one"), max_length=30, default="chapters")
    is_sample = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("house")

    def __str__(self) -> str:
        return self.name

    def lets_undo(self, before: object, *, by: User) -> bool:
        """Its words are the hosts' to choose, also those of before."""
        return by.is_host

    @classmethod
    def the(cls) -> "House":
        """The one row, or its defaults where nobody has saved it yet."""
        return cls.objects.first() or cls(pk=1)

    @classmethod
    def wait_in_line(cls) -> None:
        """Inside a verb's transaction: until a verb of somebody else is through, where two members could collide."""
        cls.objects.select_for_update(no_key=True).get_or_create(pk=1)

    @classmethod
    @transaction.atomic
    def reword(cls, *, by: User, **values: str) -> Act:
        """Change the name of the house or its words."""
        row, _made = cls.objects.get_or_create(pk=1)
        act = record(by=by, verb="house.reword", about=row.name)
        act.update(row, **values)
        return act
