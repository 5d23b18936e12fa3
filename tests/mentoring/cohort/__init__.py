"""Tests of matching a whole cohort."""
