"""Tests of the small Slack on this machine."""
