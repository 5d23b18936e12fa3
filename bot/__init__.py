"""The bot: what mentoring is, how it is kept, and how it is said to Slack."""
