"""Half a year, lived from outside: people with habits at a Slack that only remembers, and a look at every message."""
