"""What mentoring is, rule by rule."""
