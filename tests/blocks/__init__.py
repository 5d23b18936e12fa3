"""What the words for Slack promise."""
