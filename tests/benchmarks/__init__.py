"""Benchmarks: how fast the bot is beside something comparable on the same machine. Nothing here is a test."""
