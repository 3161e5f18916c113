"""What the room `groups` announces."""

from django.dispatch import Signal

invited = Signal()
"""Someone was invited (sender `Invitation`; `invitation`, `link`): a letter with the link is written."""
