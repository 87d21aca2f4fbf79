"""Benchmarks of the merit engine: one file a question, each writes its section of docs/benchmarks.md."""
