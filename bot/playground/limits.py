"""Slack's limits, in one table."""

TEXT_POSTED = 40_000
TEXT_UPDATED = 4_000
