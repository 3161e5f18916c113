"""Whose study is asked for."""

from django import forms

from cookout.core.models import User
from cookout.insight.models import Subject


class SubjectForm(forms.Form):
    """A group, a region, or me; else the first of my groups."""

    group = forms.UUIDField(required=False)
    region = forms.UUIDField(required=False)
    mine = forms.BooleanField(required=False)

    def subject(self, user: User) -> Subject | None:
        """The one asked for, as far as this user may read it; None otherwise."""
        if not self.is_valid():
            return None
        said = self.cleaned_data
        return Subject.find(user, group=said["group"], region=said["region"], mine=said["mine"])
