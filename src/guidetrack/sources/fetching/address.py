"""
Addresses: in one written form, on hosts that are allowed, and the guidance they name.

An address is normalised once and rebuilt from its checked parts. What is compared
with the allowed hosts is therefore what is contacted, whatever a page or a redirect
wrote: two parsers never get the chance to understand it differently.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import quote, urljoin, urlsplit

from guidetrack.errors import NotAReferenceError, SourceError
from guidetrack.guidance.programmes import PROGRAMMES
from guidetrack.guidance.reference import Reference

_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*|[0-9a-f:]*:[0-9a-f:.]*")
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\\]")
_UNCHANGED = "/%:@!$&'()*+,;=-._~"
_KNOWN = "|".join(sorted(PROGRAMMES, key=len, reverse=True))
_END = r"0*([0-9]{1,5})(?=[/.\-]|$)"
_GUIDANCE = (
    re.compile(rf"/guidance/(?:retired/|terminated/)?([a-z]{{2,8}}){_END}", re.IGNORECASE),
    re.compile(rf"/({_KNOWN}){_END}", re.IGNORECASE),
)
_PRODUCT = re.compile(
    r"(.*/guidance/)(?!retired/|terminated/)([a-z]{2,8}[0-9]{1,5})/?", re.IGNORECASE
)


def normalise(address: str) -> str:
    """
    Bring an address into its one written form, without a fragment.

    Raises:
        SourceError: it is not an address of the web, or carries a name or password.
    """
    try:
        parts = urlsplit("" if _FORBIDDEN.search(address) else address)
        host, port = (parts.hostname or "").rstrip("."), parts.port
        path = quote(parts.path or "/", safe=_UNCHANGED)
        query = f"?{quote(parts.query, safe=_UNCHANGED + '?')}" if parts.query else ""
    except ValueError:
        raise _refuse(address) from None
    if parts.scheme not in _PORTS or not _HOST.fullmatch(host):
        raise _refuse(address)
    if "@" in parts.netloc:
        raise SourceError(
            f"an address on {host} carries a user name or a password",
            hint="Take it out of the address; keys are sent as a header.",
        )
    written = f"[{host}]" if ":" in host else host
    if port not in (None, _PORTS[parts.scheme]):
        written = f"{written}:{port}"
    return f"{parts.scheme}://{written}{path}{query}"


def _refuse(address: str) -> SourceError:
    shown = address.rpartition("@")[2][:200]
    return SourceError(
        f"{shown!r} is not an address that can be fetched",
        hint="An address begins with https:// and a host name.",
    )


def follow(address: str, location: str) -> str:
    """
    Give the address that a redirect leads to; both arguments as received.

    Raises:
        SourceError: it leads to no address of the web.
    """
    try:
        return normalise(urljoin(address, location.strip()))
    except ValueError:
        raise _refuse(location) from None


def host_of(address: str) -> str:
    """Name of the host of a normalised address, without a port."""
    return urlsplit(address).hostname or ""


def origin_of(address: str) -> str:
    """Scheme, host and port of a normalised address: what one robots.txt speaks for."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def is_allowed(address: str, hosts: Collection[str]) -> bool:
    """
    Whether a normalised address lies on one of the hosts.

    `www.nice.org.uk` allows the usual ports, `localhost:8000` that port alone. A
    host never allows the hosts below it.
    """
    return urlsplit(address).netloc in {host.lower().rstrip(".") for host in hosts}


def is_downgrade(source: str, target: str) -> bool:
    """Whether a redirect leaves the encrypted web."""
    return source.startswith("https:") and target.startswith("http:")


def guidance_in(address: str) -> Reference | None:
    """
    The guidance that an address names, or None.

    Below `/guidance/` any prefix counts, elsewhere only those known.
    """
    path = urlsplit(address).path
    for pattern in _GUIDANCE:
        found = pattern.search(path)
        if found:
            try:
                return Reference(found[1].upper(), int(found[2]))
            except NotAReferenceError:
                return None
    return None


def moved_standings(address: str) -> tuple[str, ...]:
    """
    Where NICE puts a product that it retired or terminated.

    Only for the address of the product itself; empty for its chapters and for
    everything else.
    """
    product = _PRODUCT.fullmatch(urlsplit(address).path)
    if not product:
        return ()
    origin = origin_of(address)
    return tuple(f"{origin}{product[1]}{word}/{product[2]}" for word in ("retired", "terminated"))
