"""The two-sided audit: it asks whether anybody is held to another bar, whichever group gains.

Aggregate only. What selects, ranks or prices people may not import anything of this (an import rule sees to it).
"""
