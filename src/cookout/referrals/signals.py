"""What the room `referrals` announces, inside the transaction of the verb."""

from django.dispatch import Signal

passed = Signal()
"""A referral came into being between two members, or a name became one; `referral`, `by`."""

moved = Signal()
"""Its state changed, a correction included; `referral`, `by`, `step`."""

told = Signal()
"""The provider told the referrer; `referral`, `update`."""

reminded = Signal()
"""The referrer asks a silent provider how it goes; `referral`, `reminder`."""

experience_asked = Signal()
"""The provider asks the prospect by mail how a step went; `link`, `to` (an address, or empty)."""

left_alone = Signal()
"""The prospect asked not to be contacted; `referral`."""

changed = Signal()
"""What is known of it was put right, or what may be told; `referral`, `by`."""

disowned = Signal()
"""A member says that it is not hers; `referral`, `by`."""

experienced = Signal()
"""The prospect said how a step went; `referral`."""
