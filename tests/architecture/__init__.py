"""What the house promises of itself: budgets, habits, and papers that agree with the code."""
