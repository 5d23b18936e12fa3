"""The story as people live it: in a real browser, through the page only."""
