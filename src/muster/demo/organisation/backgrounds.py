"""Where candidates come from, what they speak, and the invented schools, employers and campaigns of their lives."""

from __future__ import annotations

from collections.abc import Mapping

from muster.demo.organisation.hiring_records import Language, Source

__all__ = [
    "CAMPAIGNS",
    "COUNTRIES",
    "CULTURE_SHARES",
    "DOMAINS",
    "EMPLOYERS",
    "LANGUAGES",
    "RELATIONS",
    "SCHOOLS",
]

DOMAINS = ("example.com", "example.org", "example.net", "post.example", "mail.example")
"""Reserved for examples by RFC 2606: mail to them reaches nobody."""

CULTURE_SHARES: Mapping[str, float] = {
    "arabic": 1.6,
    "brazilian": 1.6,
    "dutch": 1.6,
    "english": 1.4,
    "french": 1.6,
    "indonesian": 1.8,
    "kenyan": 1.3,
}
"""How often each culture is met, relative to those that are not named here."""

COUNTRIES: Mapping[str, tuple[tuple[str, float], ...]] = {
    "arabic": (("EG", 0.5), ("AE", 0.15), ("MA", 0.1), ("JO", 0.1), ("FR", 0.1), ("GB", 0.05)),
    "bengali": (("IN", 0.6), ("BD", 0.25), ("GB", 0.15)),
    "brazilian": (("BR", 0.8), ("PT", 0.1), ("US", 0.1)),
    "chinese": (("SG", 0.4), ("CN", 0.3), ("US", 0.2), ("GB", 0.1)),
    "dutch": (("NL", 0.85), ("BE", 0.15)),
    "english": (("GB", 0.55), ("US", 0.35), ("IE", 0.1)),
    "ethiopian": (("ET", 0.55), ("KE", 0.25), ("US", 0.2)),
    "french": (("FR", 0.75), ("BE", 0.1), ("CH", 0.15)),
    "german": (("DE", 0.6), ("CH", 0.4)),
    "hindi": (("IN", 0.7), ("US", 0.2), ("GB", 0.1)),
    "igbo": (("NG", 0.75), ("GB", 0.25)),
    "indonesian": (("ID", 0.92), ("NL", 0.08)),
    "japanese": (("JP", 0.85), ("US", 0.15)),
    "kenyan": (("KE", 0.92), ("GB", 0.08)),
    "korean": (("KR", 0.75), ("US", 0.25)),
    "mexican": (("MX", 0.6), ("US", 0.4)),
    "polish": (("PL", 0.75), ("GB", 0.25)),
    "tamil": (("IN", 0.6), ("SG", 0.25), ("GB", 0.15)),
    "turkish": (("TR", 0.7), ("NL", 0.15), ("DE", 0.15)),
    "vietnamese": (("VN", 0.7), ("FR", 0.15), ("US", 0.15)),
    "yoruba": (("NG", 0.7), ("GB", 0.3)),
}

LANGUAGES: Mapping[str, tuple[Language, float]] = {
    "AE": ("ar", 0.6),
    "BE": ("nl", 0.5),
    "BR": ("pt", 0.75),
    "CH": ("fr", 0.4),
    "EG": ("ar", 0.75),
    "FR": ("fr", 0.75),
    "ID": ("id", 0.75),
    "JO": ("ar", 0.75),
    "MA": ("ar", 0.5),
    "NL": ("nl", 0.65),
    "PT": ("pt", 0.75),
}
"""The language other than English that people of a country may prefer, and the share of those who do."""

_TOWNS = (
    "Northmere", "Aldenfall", "Tarskaya", "Kestrel Bay", "Ombria", "Valdune", "Lirren", "Marisport",
    "Quillon", "Sandharrow", "Veldrecht", "Bois-Cendre", "Kotalama", "Port Ysmay", "Rio Lume", "Qasr Nur",
    "Nyota", "Sundra", "Hallowick", "Eisenbruck",
)  # fmt: skip

SCHOOLS = tuple(
    form.format(town)
    for town in _TOWNS
    for form in ("University of {}", "{} Institute of Technology", "{} Polytechnic")
)

EMPLOYERS = tuple(
    f"{name} {kind}"
    for name in (
        "Amberlode", "Blue Ferry", "Cobaltine", "Driftkey", "Emberfen", "Fernwick", "Glasswing", "Hearthline",
        "Inkfall", "Junipera", "Kitebridge", "Lanternworks", "Mossgate", "Nimbletree", "Oakhelm", "Pebblecast",
        "Quietwave", "Rookery", "Saltmarch", "Tallow & Pine", "Umbrafield", "Violet Quay", "Windlass", "Yarrowby",
    )
    for kind in ("Systems", "Labs", "Group")
)  # fmt: skip

CAMPAIGNS: Mapping[Source, tuple[str, ...]] = {
    "careers site": ("", "", "", "Spring banner", "Engineering blog"),
    "job board": ("Workfinder", "Postings Weekly", "Labs Board", "Open Posts"),
    "referral": ("", "", "Bring a colleague"),
    "sourced": ("Robotics outreach", "Papers outreach", "Return to science", ""),
    "agency": ("Harrow & Pike", "Meridian Search", "Blue Lantern"),
    "event": ("Open day Nairobi", "Open day Jakarta", "Robotics days", "Winter school"),
}
"""Where within a source a candidate came from; empty where that is not known."""

RELATIONS = ("former colleague", "studied together", "met at a conference", "worked on open source", "friend")
