"""The tests mirror the sources: what bot/store/pairs.py does is told in tests/store/test_pairs.py."""
