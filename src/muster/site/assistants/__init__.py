"""Muster for assistants, by the Model Context Protocol: read-only tools over the API, in the name of a token.

A tool asks the API as any program of the person's does, so that permissions, seals, limits and what is noted of a
reading are the same; nothing here reaches the database, and nothing but GET is ever sent. What was written by
candidates and colleagues is marked as data (`marking.py`), and an answer is never longer than an assistant can read.
"""
