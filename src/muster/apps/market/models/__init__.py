"""The tables of the market."""

from muster.apps.market.models.claims import Claim, Outcome, Quote, Resolution, Stance
from muster.apps.market.models.documents import Document, Proposal
from muster.apps.market.models.feeds import Feed
from muster.apps.market.models.names import Basis, Organisation, Outsider
from muster.apps.market.models.posts import Alarm, AlarmNotice, Count, Post
from muster.apps.market.models.sources import Grade, Source
from muster.apps.market.models.targets import Target, TargetEvent, TargetList
from muster.apps.market.models.waves import Wave, WaveGroup, WaveScan

__all__ = [
    "Alarm",
    "AlarmNotice",
    "Basis",
    "Claim",
    "Count",
    "Document",
    "Feed",
    "Grade",
    "Organisation",
    "Outcome",
    "Outsider",
    "Post",
    "Proposal",
    "Quote",
    "Resolution",
    "Source",
    "Stance",
    "Target",
    "TargetEvent",
    "TargetList",
    "Wave",
    "WaveGroup",
    "WaveScan",
]
