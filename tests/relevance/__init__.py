"""Who should be found for what: goals and profiles written by hand, and how well a ranking answers them."""
