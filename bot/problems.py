"""Problems: what can keep the program from running, said in a sentence with what to do."""


class Problem(Exception):
    """Something outside the program needs a hand. The message says what happened and what to do."""


class Misused(Problem):
    """Something was asked for that can't be done. The message says what can."""
