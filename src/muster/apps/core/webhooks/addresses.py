"""Where webhooks and feeds may lead: to the public network alone, unless settings allow more.

An address of our own network would let whoever sets a webhook up knock at doors that stand open inside. What a name
leads to is looked up once, checked, and connected to; a name that answers otherwise the next moment gains nothing.
"""

from __future__ import annotations

import socket
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from muster.apps.core.errors import RefusedError

__all__ = ["FEED", "WEBHOOK", "ForbiddenError", "Use", "check_url", "public_addresses"]

Address = IPv4Address | IPv6Address
# Prefixes by which an address of IPv4 is reached over IPv6: what lies behind them is not theirs.
WRAPPERS = [ip_network(one) for one in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]
LONGEST = 500


class ForbiddenError(OSError):
    """A name leads to where it may not."""


@dataclass(frozen=True)
class Use:
    """What an address is for: what is said where it is not whole, and where it lies in a private network."""

    whole: StrPromise
    private: StrPromise


WEBHOOK = Use(
    gettext_lazy("Give the whole address of a webhook: https://example.com/hook."),
    gettext_lazy("This address is in a private network, to which webhooks may not lead."),
)
FEED = Use(
    gettext_lazy("Give the whole address of a feed: https://example.com/feed.xml."),
    gettext_lazy("This address is in a private network, from which no feed is fetched."),
)


def check_url(url: str, use: Use = WEBHOOK) -> None:
    """Refuse what is no address of this use, as far as can be seen without looking a name up."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
        parts = urlsplit("")
    if not host or parts.scheme not in ("https", "http") or len(url) > LONGEST or port == 0:
        raise RefusedError(str(use.whole))
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise RefusedError(_("Leave names, passwords and what follows “#” out of the address."))
    if not all(letter.isprintable() and letter != " " for letter in url):
        raise RefusedError(_("The address has a character that cannot be there; write it anew."))
    literal: Address | None = None
    with suppress(ValueError):
        literal = ip_address(host)
    ours = bool(settings.MUSTER_WEBHOOK_NETWORKS) if literal is None else _is_ours(literal)
    if parts.scheme == "http" and not ours:
        raise RefusedError(_("Use an address that begins with https://: others can read along with http://."))
    if literal is not None and not _allowed(literal):
        raise RefusedError(str(use.private))


def public_addresses(host: str, port: int, *, ours_alone: bool = False) -> list[str]:
    """Return the addresses that a name leads to. Raises OSError when there is none, or one is not allowed.

    With `ours_alone`, as for http://, no address is allowed but those in networks of our own.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    for one in addresses:
        if not _allowed(ip_address(one.partition("%")[0])):
            raise ForbiddenError("the name leads into a private network, to which webhooks may not")
        if ours_alone and not _is_ours(ip_address(one.partition("%")[0])):
            raise ForbiddenError("the name leads out of our own networks, to which http:// may not")
    return addresses


def _is_ours(address: Address) -> bool:
    return any(_plain(address) in network for network in settings.MUSTER_WEBHOOK_NETWORKS)


def _plain(address: Address) -> Address:
    """Return the address of IPv4 that one of IPv6 stands for."""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _allowed(address: Address) -> bool:
    address = _plain(address)
    if _is_ours(address):
        return True
    if any(address in network for network in WRAPPERS):
        return False
    return address.is_global and not address.is_multicast
