"""What the bot says unasked: the timetable, the rounds, the delivery and the nudges."""
