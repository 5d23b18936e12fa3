"""What the bot keeps: every query is here; nothing here commits or formats."""
