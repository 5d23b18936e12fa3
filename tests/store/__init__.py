"""What is kept, and that it comes back as it went in: on SQLite and on PostgreSQL."""
