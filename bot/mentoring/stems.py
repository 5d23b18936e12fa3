"""Stems: words without their endings, in one spelling of English, so that what is meant alike is compared alike."""

import re
from collections.abc import Mapping
from functools import lru_cache
from string import ascii_lowercase
from typing import Final

SHORT: Final = 4
"""A shorter word has no ending that could be taken off."""


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Take the endings off a word as Porter describes it (1980), after making its spelling American."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < SHORT or not word.isascii() or not word.isalpha():
        return word
    return _step_5(_step_4(_step_3(_step_2(_step_1(_american(word))))))


# What the rules would tear apart or throw together: the stem, then the words that have it.
_TOLD_APART: Final = """
account: account
accounting: accountant accounting
acquir: acquisition acquisitions
agentic: agentic
analysi: analyse analyses analysing analysis analyze analyzing
analyst: analyst
analyt: analytical analytics
animal: animal animals
authority: authorities authority
authoriz: authorisation authorise authorised authorising authorization authorize authorized authorizing
aws: aws
behavior: behavioral behaviour behavioural
better: better
budget: budgetary
build: built
buy: bought buyer buyers
check: cheque
child: children
choos: choice choices chose
commun: communicate communicating communication communications
communiti: communities community
conservative: conservative conservatives
container: container containers
conversation: conversation conversational conversations
correction: corrections
criterion: criteria
critical: critical critically
customer: customer customers
customiz: customisation customise customised customising customization customize customized customizing
deal: dealt
decis: decide decided deciding decision decisions
deliv: deliver delivering delivery
dependency: dependencies dependency
design: designer
detective: detective detectives
developer: developer developers
devop: devops
diet: dietetics dietitian
diplomaci: diplomatic
directing: directing
engin: engineer engineering
engine: engine engines
environ: environmental
equality: equality
estimator: estimator estimators
excellent: excellence excellent
execution: executable execute executed executes executing execution
experiment: experiment experimental experimentation experimented experimenting experiments
explain: explanation explanations
fabricat: fabricate fabricated fabricating fabrication
financ: financial
fitness: fitness
follower: follower followers
gener: general
generat: generate generation
go: went
government: government governmental governments
grow: grew grown growth
included: included
internal: internal internally
international: international internationally
interpreter: interpreter interpreters interpreting
introduc: introduction
ios: ios
kubernet: kubernetes
label: labelling
law: lawyer lawyers
lead: leader leaders leadership led
legal: legal
localiz: localisation localise localised localising localization localize localized localizing
machining: machining
man: men
manag: managers
market: market
marketing: marketing
math: mathematical mathematics maths
media: media
minority: minorities minority
model: modelling
morale: morale
mouse: mice
negoti: negotiate
networking: networking
news: news
numer: numeric
objection: objection objections
objective: objective objectively objectives
observability: observability
officer: officer officers
op: ops
optimism: optimism
organ: organisation organization
pay: paid paying
people: people
persuad: persuasion persuasive
photograph: photographer photography
physic: physics
physical: physical physically
physician: physician
plan: planing
police: police
policy: policies policy
polit: political politics
positive: positive positively
present: presentation presenter
probable: probable probably
produc: production
professionalism: professionalism
profiling: profiler profiling
program: programme programmes
programmer: programmed programmer programmers programming
projection: projection projections
publication: publication publications
recruit: recruiter recruiters
reduc: reduction
reporter: reporter reporters
requirement: requirement requirements
resolv: resolution
respondent: respondent respondents
run: ran
saas: saas
sale: sales
scienc: scientific scientist scientists
secondment: secondment secondments
sell: sell seller sellers selling sold
seri: series
skeptic: sceptical
sourcing: sourcing
speak: spoke spoken
specification: specification specifications
speech: speech
statist: stats
strategi: strategic
tax: taxation taxes
teach: taught teacher teachers
tender: tenders
think: thinking thought
travel: travelling
univers: universe
universiti: universities university
utiliti: utilities utility
virtualiz: virtualisation virtualise virtualised virtualization virtualize virtualized
win: won
woman: women
write: written wrote
"""
_IRREGULAR: Final = {
    word: told.partition(":")[0] for told in _TOLD_APART.split("\n") for word in told.partition(":")[2].split()
}

_AMERICAN: Final = (
    (re.compile("isation(s?)$"), r"ization\1"),
    (re.compile("(?<=[a-z]{3})is(e|es|ed|er|ers|ing)$"), r"iz\1"),
    (re.compile("(?<=[a-z]{3})ys(e|es|ed|er|ers|ing)$"), r"yz\1"),
    (re.compile("(?<=[a-z]{2})our(?=$|s$|ed$|ing$|al$|able$|ful$|ite$)"), "or"),
    (re.compile("(?<=[a-z]{2})tre(s?)$"), r"ter\1"),
)
_KEPT: Final = """
advertise advertised advertising advise advised advising compromise concise course disguise enterprise exercise
exercising expertise four franchise hour improvise merchandise merchandising noise otherwise pour praise precise
premise promise promising raise raising revise revised revising rise rising source supervise supervised supervises
supervising surprise televise tour wise your
"""
_KEEPS_ITS_SPELLING: Final = frozenset(_KEPT.split())


_MAYBE_BRITISH: Final = re.compile("[iy]s|our|tre")


def _american(word: str) -> str:
    if not _MAYBE_BRITISH.search(word) or word in _KEEPS_ITS_SPELLING:
        return word
    for pattern, instead in _AMERICAN:
        word = pattern.sub(instead, word)
    return word


_VOWELS: Final = "aeiou"
_FORMS: Final = str.maketrans(dict.fromkeys(ascii_lowercase, "c") | dict.fromkeys(_VOWELS, "v") | {"y": "y"})


@lru_cache(maxsize=1 << 14)
def _form(word: str) -> str:
    """Write a word as the consonants (c) and vowels (v) it is made of; y is a vowel after a consonant."""
    form = word.translate(_FORMS)
    while "y" in form:
        at = form.index("y")
        form = f"{form[:at]}{'v' if form[at - 1 : at] == 'c' else 'c'}{form[at + 1 :]}"
    return form


def _measure(word: str) -> int:
    return _form(word).count("vc")


def _has_vowel(word: str) -> bool:
    return "v" in _form(word)


def _short(word: str) -> bool:
    return _form(word)[-3:] == "cvc" and word[-1] not in "wxy"


def _step_1(word: str) -> str:
    if word.endswith(("sses", "ies")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith("ss") and not word.endswith("us"):
        word = word[:-1]
    if word.endswith("eed"):
        word = word[:-1] if _measure(word[:-3]) else word
    else:
        for ending in ("ed", "ing"):
            if word.endswith(ending) and _has_vowel(word[: -len(ending)]):
                word = _repaired(word[: -len(ending)])
                break
    return word[:-1] + "i" if word.endswith("y") and _has_vowel(word[:-1]) and len(word) >= SHORT else word


def _repaired(word: str) -> str:
    if word.endswith(("at", "bl", "iz")):
        return word + "e"
    if word[-1:] == word[-2:-1] and word[-1] not in "lsz" and not _has_vowel(word[-1]):
        return word[:-1]
    return word + "e" if _measure(word) == 1 and _short(word) else word


def _replaced(word: str, endings: Mapping[str, str], any_of: tuple[str, ...], least: int) -> str:
    """Replace the first of these endings that a word has; most words have none, and are asked only once."""
    if not word.endswith(any_of):
        return word
    ending = next(filter(word.endswith, any_of))
    bare = word[: -len(ending)]
    return bare + endings[ending] if _measure(bare) > least else word


_STEP_2: Final = {
    "ational": "ate", "ization": "ize", "iveness": "ive", "fulness": "ful", "ousness": "ous",
    "tional": "tion", "biliti": "ble", "entli": "ent", "ousli": "ous", "ation": "ate", "alism": "al",
    "aliti": "al", "iviti": "ive", "enci": "ence", "anci": "ance", "izer": "ize", "abli": "able",
    "alli": "al", "ator": "ate", "logi": "log", "eli": "e",
}  # fmt: skip
_STEP_3: Final = {
    "icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ness": "", "ful": "",
}  # fmt: skip
_STEP_4: Final = dict.fromkeys(
    (
        "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize",
        "al", "er", "ic", "ou",
    ),
    "",
)  # fmt: skip


_ENDS_2, _ENDS_3, _ENDS_4 = map(tuple, (_STEP_2, _STEP_3, _STEP_4))


def _step_2(word: str) -> str:
    return _replaced(word, _STEP_2, _ENDS_2, 0)


def _step_3(word: str) -> str:
    return _replaced(word, _STEP_3, _ENDS_3, 0)


def _step_4(word: str) -> str:
    if word.endswith(("sion", "tion")):
        return word[:-3] if _measure(word[:-3]) > 1 else word
    return _replaced(word, _STEP_4, _ENDS_4, 1)


def _step_5(word: str) -> str:
    if word.endswith("e"):
        bare = word[:-1]
        word = bare if _measure(bare) > 1 or (_measure(bare) == 1 and not _short(bare)) else word
    return word[:-1] if word.endswith("ll") and _measure(word) > 1 else word
