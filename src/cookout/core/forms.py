"""How a form looks: label above, help below, the error beside its field."""

from django import forms
from django.forms.renderers import TemplatesSetting


class CookoutRenderer(TemplatesSetting):
    """Set as FORM_RENDERER, it makes `{{ form }}` and `{{ field.as_field_group }}` look like the design.

    It finds templates as pages do, so `django.forms` has to be an installed app, after `cookout.core`.
    """

    form_template_name = "core/forms/form.html"
    formset_template_name = "core/forms/formset.html"
    field_template_name = "core/_field.html"


class Toggle(forms.CheckboxInput):
    """A yes or no that reads as a switch, with its help beside the label."""

    def __init__(self, attrs: dict[str, object] | None = None) -> None:
        super().__init__({"role": "switch", **(attrs or {})})


class ManyFiles(forms.ClearableFileInput):
    """A file field that takes several files at once, by choosing or by dropping them."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


def shape(field: forms.BoundField) -> str:
    """Which of the templates in `core/forms/` draws the field."""
    widget = field.field.widget
    if isinstance(widget, Toggle):
        return "toggle"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.CheckboxSelectMultiple | forms.RadioSelect):
        return "picks"
    if isinstance(widget, forms.FileInput):
        return "file"
    if isinstance(widget, forms.Select) and not widget.allow_multiple_selected:
        return "select"
    return "box"
