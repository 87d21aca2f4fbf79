"""No webhook leads into a private network, however its address is written or its name answers."""

from __future__ import annotations

import socket
from ipaddress import ip_network
from typing import Any

import pytest

from muster.apps.core.errors import RefusedError
from muster.apps.core.webhooks.addresses import check_url, public_addresses


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/hook",
        "https://example.com:8443/hook?a=b",
        "https://93.184.216.34/hook",
        "https://[2606:2800:220:1:248:1893:25c8:1946]/",
        "https://xn--bcher-kva.example/",
    ],
)
def test_addresses_that_are_fine(url: str) -> None:
    check_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/",
        "ftp://example.com/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_x",
        "https://",
        "https:///hook",
        "https://user:secret@example.com/",
        "https://example.com/#part",
        "https://example.com:0/",
        "https://example.com:99999/",
        "https://exam ple.com/",
        "https://example.com/\r\nHost: other",
        "https://127.0.0.1/",
        "https://127.0.0.1:5432/",
        "https://10.0.0.8/",
        "https://172.16.0.1/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://100.64.0.1/",
        "https://0.0.0.0/",
        "https://224.0.0.1/",
        "https://255.255.255.255/",
        "https://[::1]/",
        "https://[::]/",
        "https://[fe80::1]/",
        "https://[fd00::1]/",
        "https://[ff02::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
        "https://example.com/" + "x" * 500,
        "https://[::1",
    ],
)
def test_addresses_that_are_refused(url: str) -> None:
    with pytest.raises(RefusedError):
        check_url(url)


@pytest.mark.parametrize(
    ("host", "fine"),
    [
        ("127.0.0.1", False),
        ("127.1", False),  # which systems read as 127.0.0.1
        ("2130706433", False),
        ("0x7f.1", False),
        ("localhost", False),
        ("93.184.216.34", True),
    ],
)
def test_names_are_judged_by_what_they_lead_to(host: str, fine: bool) -> None:
    if fine:
        assert public_addresses(host, 443) == [host]
        return
    with pytest.raises(OSError, match="private network"):
        public_addresses(host, 443)


def test_a_name_with_one_private_address_among_others_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(*args: Any, **options: Any) -> list[Any]:
        return [(2, 1, 6, "", (one, 443)) for one in ("93.184.216.34", "10.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    with pytest.raises(OSError, match="private network"):
        public_addresses("example.com", 443)


def test_networks_of_our_own_can_be_allowed(settings: Any) -> None:
    settings.MUSTER_WEBHOOK_NETWORKS = [ip_network("10.20.0.0/16"), ip_network("fd00::/8")]
    check_url("http://10.20.3.4/hook")
    check_url("https://[fd00::1]/")
    assert public_addresses("10.20.3.4", 80) == ["10.20.3.4"]
    for url in ("https://10.21.0.1/", "https://127.0.0.1/", "http://93.184.216.34/"):
        with pytest.raises(RefusedError):
            check_url(url)


def test_without_https_it_goes_into_our_own_networks_alone(settings: Any) -> None:
    settings.MUSTER_WEBHOOK_NETWORKS = [ip_network("10.20.0.0/16")]
    check_url("http://payroll.example/hook")  # a name is judged by what it leads to
    assert public_addresses("10.20.3.4", 80, ours_alone=True) == ["10.20.3.4"]
    assert public_addresses("93.184.216.34", 443) == ["93.184.216.34"]
    with pytest.raises(OSError, match="out of our own networks"):
        public_addresses("93.184.216.34", 80, ours_alone=True)
