"""The headers of every answer: a page loads from this server only, and nobody frames it."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Final

from starlette.datastructures import MutableHeaders

# What a page may load. Streamlit sets styles at run time (its emotion library writes style
# elements, and tables carry style attributes), plotly makes images as data and blob addresses;
# nothing needs another host, and nothing needs code built from text.
POLICY: Final = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "media-src": "'self' data: blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-src": "'none'",
    "frame-ancestors": "'none'",
}
PROTECTION: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# Other names under the office's own are not ours to speak for.
ENCRYPTED_ONLY: Final = "max-age=31536000"
UNKEPT: Final = "no-store"
_INLINE_SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def protect(headers: MutableHeaders, document: str = "") -> None:
    """Add the protective headers to an answer."""
    headers["Content-Security-Policy"] = security_policy(document)
    for name, value in PROTECTION.items():
        headers[name] = value


def security_policy(document: str = "") -> str:
    """Write the Content-Security-Policy, allowing the inline scripts that a document has."""
    digests = (
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        for script in _INLINE_SCRIPT.findall(document)
    )
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    policy = POLICY | {"script-src": f"{POLICY['script-src']} {allowed}".strip()}
    return "; ".join(f"{name} {value}" for name, value in policy.items())
