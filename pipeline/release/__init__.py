"""Recorded releases, and what changed between two of them."""
