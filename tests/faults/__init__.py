"""Faults: the bot's delivery in real processes, beside a Slack that fails and processes that are killed."""
