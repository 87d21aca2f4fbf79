"""What a session's browser is called."""

from __future__ import annotations

import re

__all__ = ["browser"]

LONGEST = 40
# In this order: nearly every browser also claims to be Safari, and most also Chrome.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "FxiOS": "Firefox", "CriOS": "Chrome"}
BROWSERS |= {"HeadlessChrome": "Chrome", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "Mac OS": "macOS"}
SYSTEMS |= {"CrOS": "ChromeOS", "Linux": "Linux"}


def browser(agent: str) -> str:
    """Name the browser and its system, for people to tell their sessions apart; what is unknown is shown as sent."""
    name = next((name for sign, name in BROWSERS.items() if re.search(rf"\b{sign}\b", agent)), "")
    system = next((name for sign, name in SYSTEMS.items() if sign in agent), "")
    return ", ".join(filter(None, (name, system))) or agent[:LONGEST]
