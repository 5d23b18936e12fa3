"""How close delivery comes to what binds it, beside one APScheduler job for each letter, and beside procrastinate."""
