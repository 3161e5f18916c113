"""What the counts of reports are called, in the order in which they are shown."""

from django.utils.translation import gettext_lazy as _

SHOWN = {
    "present": _("Present"), "absent": _("Absent"), "late": _("Late"), "medical": _("Medical"),
    "substitute": _("Substitute"), "one_to_ones": _("1-2-1s"), "given": _("Given"), "received": _("Received"),
    "visitors": _("Visitors"), "credits": _("Credits"),
}  # fmt: skip
