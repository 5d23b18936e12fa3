"""In passing: words that name a language, or nothing at all, as in "how to go on" and "vitamin C"."""

import re
from typing import Final

A_DEED: Final = frozenset({"react", "reacting"})
"""In passing they are a part of no skill's name, either."""
MAY_PASS: Final = frozenset({"go", "c", "r", "react", "reacting", "learn"})
_LEARNT: Final = re.compile(
    r"\b(learn(?:ing)?|with|in|about|us(?:e|ing)|know|teach\s+me|into)\s+go\b"
    r"(?!-|\s+(?:about|back|further|live|on|over|through|to)\b)",
    re.IGNORECASE,
)
"""A language whose name says nothing in most sentences: here it is what somebody is to learn."""
_GO: Final = r"(?:^G|\bg)o\b"
_DONE: Final = re.compile(
    rf"""(?<!learn\s)(?<!learning\s){_GO}[\s-]+(?i:about|ahead|away|back|beyond|deep|deeper|down|far|forward|further|into|live|on|out|over|through|to
        |up|well|wrong|from(?!\s+(?:scratch|zero)))\b
      | \b(?i:i|we|you|they|it|can|could|should|would|will|must|may|might|let['\u2019]?s?)\s+{_GO}
      | \b(?i:want|wants|need|needs|like|how|where|ready|time|way|have)\s+to\s+{_GO}""",
    re.VERBOSE,
)
"""What somebody does: in small letters, and not where it is what to learn."""
_A_LETTER: Final = re.compile(
    r"""\b(?:vitamin|plan|grade|class|series|type)\s+(?P<after>[cr])\b(?![+\#])
      | \b(?P<before>c)[\s-]+(?:level|suite|section)\b
      | \b(?:how|who|what|where|why|when)\s+(?P<are>r)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_A_VERB: Final = re.compile(
    r"""(?<!from\s)(?<!in\s)(?<!learn\s)(?<!learning\s)(?<!use\s)(?<!using\s)(?<!with\s)
    \breact(?:ing)?\b(?=\s+to\s+(?!angular|next|svelte|typescript|vue)) | \blearn\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""What one does: "react to feedback" is no React, and whoever wants to learn French looks for no learning machines."""


def named_in_full(typed: str) -> str:
    """Write the name of a language that is a verb so that it is no verb, where it is what to learn."""
    return _LEARNT.sub(r"\1 golang", typed)


def in_passing(typed: str) -> frozenset[str]:
    """Tell which of these words name nothing here."""
    letters = {letter.casefold() for found in _A_LETTER.finditer(typed) for letter in found.groups() if letter}
    verbs = {found[0].casefold() for found in _A_VERB.finditer(typed)}
    return frozenset(letters | verbs | ({"go"} if _DONE.search(typed) else set()))
