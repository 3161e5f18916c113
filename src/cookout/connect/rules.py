"""Pure decisions about webhooks: how a call is signed."""

import hashlib
import hmac


def signature(secret: str, at: int, body: bytes) -> str:
    """What stands in the header Cookout-Signature: the second of sending, and a proof over it and the body.

    The second is signed too, so that a call that somebody caught cannot be played back another day.

    >>> signature("secret", 1700000000, b"{}")
    't=1700000000,v1=b8569b78799ff9e3cbff0fc2d63a33a2b57f3282abd07c37ae5e8e7d79a5f163'
    """
    proof = hmac.new(secret.encode(), b"%d." % at + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={proof}"
