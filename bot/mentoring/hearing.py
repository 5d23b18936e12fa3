"""Which words of a text say something: the others hold it together, or stand around every wish and every offer."""

import re
from typing import Final

from bot.mentoring.topics import plain

_WORD: Final = re.compile("(?:[^\\W_]|[\u0900-\u0fff])+[+#]*")
_WORD_IN_ASCII: Final = re.compile("[a-z0-9]+[+#]*")
"""The same for most texts, in a third of the time."""
_ENDINGS: Final = re.compile("['\u2019](?:s|re|ve|ll|d|m|t)?(?!\\w)")
_WRITTEN_WITH_SIGNS: Final = (
    (".net", " dotnet "),
    ("node.js", "nodejs"),
    ("vue.js", "vuejs"),
    ("r&d", "research development"),
)

_SAID_OUT: Final = re.compile(r"\b(?:(?P<sharp>[cf])[ -]?sharp|c[ -]?plus[ -]?plus)\b")
"""C#, F# and C++ as people say them, and type them, too."""
_SIGNS_APART: Final = re.compile(r"\b(?:(?P<sharp>[cf])\s+#|c\s*\+\s*\+)(?!\w)")
"""The same with a space before a sign: "c ++" is no C."""
_UNSPACED: Final = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\uac00-\ud7a3"
_LATIN_BESIDE: Final = re.compile(f"(?<=[a-z0-9+#])(?=[{_UNSPACED}])|(?<=[{_UNSPACED}])(?=[a-z0-9])")
"""Where Latin letters touch a script that puts no space there: such a run is a word of its own."""

# They hold a sentence together and say nothing by themselves.
_SILENT: Final = """
a about above across after almost also am among an and another any anyone anything are aren around as at be became
because become becomes becoming been being below between but by can cannot cant could couldn did didn do does doesn
doing don done during especially etc even ever for from had has hasn have haven having he hence her here hers him his
however i if im in into is isn it its itself just let like ll may maybe me might mine must my now of often oh ok ones
onto or our ours per perhaps please quite re really s shall she should shouldn since so some sometimes somewhat still
such t than that the their theirs them themselves then there therefore these they this those though throughout thus
till to toward towards upon us very via was wasn way ways we well were weren what whatever when whenever where whether
which while whoever whom whose will with within won would wouldn yet you your yours yourself
"""
SILENT: Final = frozenset(_SILENT.split())

# Said around a wish or an offer. In a name they count ("people operations"), alone they hardly say what is meant.
_FAINT: Final = """
able actually advice advise again against all alone along already always area areas ask asked asking away back
background based before begin beginner beside besides best better bit both career certain come comes coming currently
day days different down each eager either else enjoy enjoying enough every everyday everyone everything excited
experience experienced expert expertise explain feel feeling feels few finally find finding first further get gets
getting give gives giving go goes going gone good got great guidance guide happy hard hello help helped helpful
helping helps hi hope hoping how improve improved improving instead interest interested issue issues job keen keep
keeps kind know knowing knowledge last lately learn learned learning learnt least less level little long look looking
lot lots love loved loves make makes making many mean means mentee mentees mentor mentored mentoring mentors month
months more most much myself need needed needs neither never new nice no nobody none nor not nothing off older on once
one only other others out over own part passionate people person place point possible practical professional put
rather reach ready real right role rusty said same say seem seems share skill skills small somebody someone something
specialise specialize start started starting strong struggle struggling stuff success successful support sure take
taken takes taking talk team tell thank thanks thing things think through time tip tips today together too took topic
topics tried true try trying under understand understanding until up use used useful using usually various want wanted
wants week weeks went who why wish wishes without work worked working works world year years yes young
"""
FAINT: Final = frozenset(_FAINT.split())


def spoken(text: str) -> tuple[str, ...]:
    """List the words of a text that may say something, as they are spelt; of nothing but silent ones, all of them."""
    folded = plain(text)
    if "." in folded or "&" in folded:
        for written, meant in _WRITTEN_WITH_SIGNS:
            folded = folded.replace(written, meant)
    if "sharp" in folded or "plus" in folded:
        folded = _SAID_OUT.sub(lambda said: f"{said['sharp']}#" if said["sharp"] else "c++", folded)
    if "#" in folded or "+" in folded:
        folded = _SIGNS_APART.sub(lambda said: f"{said['sharp']}#" if said["sharp"] else "c++", folded)
    if not folded.isascii():
        folded = _LATIN_BESIDE.sub(" ", folded)
    if "'" in folded or "\u2019" in folded:
        folded = _ENDINGS.sub("", folded)
    words = (_WORD_IN_ASCII if folded.isascii() else _WORD).findall(folded)
    return tuple([word for word in words if word not in SILENT]) or tuple(words)
