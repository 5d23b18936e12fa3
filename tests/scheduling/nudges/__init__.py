"""Every nudge: its moment and its words."""
