"""Queries that nobody would ask who wanted an answer. `python -m tests.hostile` sends any number of them through the search."""
