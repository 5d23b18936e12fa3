"""A whole cohort matched at once: the best that can be proven, with a reason for every pair and everybody left over.

What people ask for, decide and are told is plain Python. `lookups`, `rows`, `network`, `proof`, `floor`, `stable`,
`last_look` and `solving` need numpy and OR-tools: whoever matches a cohort loads `solving` then, and not before.
"""
