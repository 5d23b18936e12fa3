"""The whole story in one go, without a browser: from the first look to an end without fault."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.mentoring.pairs import Pair
from bot.playground.client import Visitor
from tests.company import Company

pytestmark = pytest.mark.long_story

WHY = "I saw your talk on accessible dashboards at the spring offsite, and you answered hostile questions kindly."
WANT = "I want to speak in front of fifty people without reading from my slides."
CHANNEL = "CMENTORING"


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Company]:
    """Open the company."""
    company = Company(tmp_path)
    yield company
    company.close()


def test_a_mentor_is_found_a_pair_is_made_sessions_are_noted_and_the_bot_keeps_its_manners(company: Company) -> None:
    ada, jonas, ines = (company.visitor(each) for each in ("UADA", "UJONAS", "UINES"))

    announces(company, ines)
    jonas.clicks("Join")
    jonas.waits_for("You're in. Welcome!")
    offers(jonas)
    asks(company, ada)
    accepts(company, ada, jonas)
    pair = books(company, ada)
    for _ in range(2):
        company.passes(timedelta(days=1))
    ada.waits_for("Did your session with")
    ada.clicks("We met")
    ada.waits_for("Noted: you and")
    assert pair_of(company).held == 1
    takes_something_from_it(ada)
    assert pair_of(company).held == 1
    sets_a_goal(ada)
    is_left_alone_for_weeks(company, ada)
    ends(company, ada, jonas)

    assert pair.id not in {each.id for each in company.live_pairs("UJONAS")}
    assert doubled(ada) == []
    assert doubled(jonas) == []


def announces(company: Company, lead: Visitor) -> None:
    """Post an announcement."""
    lead.types("/mentor announce", CHANNEL)
    lead.waits_for(lead.modal)
    lead.fills({"Title": "Find a mentor", "body": "Ask somebody who has done it. <!channel>"})
    lead.fills({"Where?": CHANNEL}).submits()
    lead.waits_for("Nothing is posted yet.")
    lead.submits()
    lead.closes(everything=True)
    company.speaks()
    lead.waits_for("Posted for <@UINES>")


def offers(mentor: Visitor) -> None:
    """Become a mentor."""
    mentor.types("/mentor offer", CHANNEL)
    mentor.waits_for(mentor.modal)
    mentor.fills({"What can people learn from you?": "public speaking, negotiating"}).submits()
    mentor.waits_for("You offer public speaking and negotiating, with room for 1 mentee.")
    mentor.closes(everything=True)


def asks(company: Company, mentee: Visitor) -> None:
    """Find a mentor by a misspelt wish, and ask."""
    mentee.types("/mentor find publik speeking", CHANNEL)
    mentee.waits_for("I read “public” for “publik” and “speaking” for “speeking”.")
    mentee.types("/mentor ask @jonas", CHANNEL)
    mentee.waits_for(mentee.modal)
    mentee.fills({"why": WHY, "want": WANT, "preset": "ongoing"}).submits()
    mentee.waits_for("gets your note right away")
    mentee.closes(everything=True)
    company.speaks()


def accepts(company: Company, mentee: Visitor, mentor: Visitor) -> None:
    """Say yes; both are introduced, and the old button says no more than what is so."""
    mentor.waits_for(WHY)
    mentor.clicks("Accept")
    mentor.waits_for("the two of you are a pair")
    company.speaks()
    mentee.waits_for("You are a pair")
    assert pair_of(company).mentor.slack_id == mentor.person


def books(company: Company, mentee: Visitor) -> Pair:
    """Set the first date for tomorrow."""
    mentee.clicks("Book the first date")
    mentee.waits_for(mentee.modal)
    tomorrow = company.now() + timedelta(days=1)
    mentee.fills({"Which day?": f"{tomorrow:%Y-%m-%d}", "At what time?": "11:00"}).submits()
    mentee.waits_for("For your calendar:")
    mentee.closes(everything=True)
    company.speaks()
    return pair_of(company)


def takes_something_from_it(mentee: Visitor) -> None:
    """Write down a takeaway for the session that was just noted."""
    mentee.clicks("Add a takeaway")
    mentee.waits_for(mentee.modal)
    mentee.fills({"takeaway": "Pause before the first sentence."}).submits()
    mentee.waits_for("Only you can read your takeaway.")
    mentee.closes(everything=True)


def sets_a_goal(mentee: Visitor) -> None:
    """Set a goal in a sentence."""
    mentee.types("/mentor goal Give a talk at the design meetup by 15 June", CHANNEL)
    mentee.waits_for(mentee.modal)
    mentee.submits()
    mentee.waits_for("Saved.")
    mentee.closes(everything=True)


def is_left_alone_for_weeks(company: Company, mentee: Visitor) -> None:
    """Let weeks pass without a word: the bot writes, and never much."""
    before = len(mentee.dm())
    for _ in range(28):
        company.passes(timedelta(days=1))
    came = mentee.dm()[before:]

    assert came
    assert sum("snooze" in str(message["blocks"]) for message in came) <= 3
    assert all("You get this because" in str(message) for message in came if "snooze" in str(message["blocks"]))


def ends(company: Company, mentee: Visitor, mentor: Visitor) -> None:
    """End it without fault; the other one hears of it once."""
    mentee.types("/mentor end", CHANNEL)
    mentee.waits_for(mentee.modal)
    mentee.submits()
    company.speaks()
    mentor.waits_for("ended")


def pair_of(company: Company) -> Pair:
    """Return the pair that Ada is in."""
    (pair,) = company.live_pairs("UADA")
    return pair


def doubled(reader: Visitor) -> list[str]:
    """List what somebody was told more than once; what was retired later may read alike."""
    said = [str(message["text"]) for message in reader.dm() if not message["edited"]]
    return [text for text in set(said) if said.count(text) > 1]
