"""A certificate bears the name somebody has in their profile, and another one if they say so."""

from datetime import date

import pytest
import sqlalchemy as sa

from bot.blocks import button
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.programs import Step
from bot.playground.client import Visitor
from bot.store import programs
from bot.store.tables.pairs import pairs
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office
from tests.handlers.pairing import holds
from tests.handlers.programs import begins, fills, opens
from tests.handlers.test_outcomes_agree import is_proposed

THEIRS = "I can't find a certificate of yours for that, so nothing was changed."


def test_a_certificate_bears_the_name_of_a_profile_and_can_be_corrected_by_whose_it_is(office: Office) -> None:
    number = begins(office, Step.CLOSE)
    fills(office, number)
    moves_in(office, "UADA", name="ada", real_name="Ada Maria Okafor")
    moves_in(office, "UJONAS", name="Jonas", real_name="")
    is_proposed(office, number, "UADA", "UJONAS", Lifecycle.ENDED_COMPLETED)
    mia = opens(office)
    mia.clicks("Send certificates")
    mia.waits_for("2 people will get theirs, in their own hours.")
    office.says_all()
    ada = office.visitor("UADA")
    assert "took part as a mentee in 3 sessions, from Tue 3 March 2026." in certificate(ada)
    assert "Jonas took part as a mentor in 3 sessions" in certificate(office.visitor("UJONAS"))
    assert "Ada Maria Okafor took part" in certificate(ada)

    ada.clicks("Correct the name")
    for name, trouble in ((" ", "Please write a name."), ("a" * 81, "at most 80 characters")):
        assert trouble in str(ada.fills({"name": name}).submits()["errors"])
    ada.fills({"name": "Dr.  A. <!channel> Okafor"}).submits()
    ada.waits_for("bears the name Dr. A. &lt;!channel&gt; Okafor now")
    office.says_all()
    assert "Dr. A. &lt;!channel&gt; Okafor took part as a mentee in 3 sessions" in certificate(ada)
    assert certificate(ada).count("took part") == 1
    assert "The name is the one you chose." in foot(ada)
    assert "Slack profile" not in foot(ada)
    assert "The name is that of your Slack profile." in foot(office.visitor("UJONAS"))
    ada.closes(everything=True)

    for somebody in ("UNOOR", "UMIA"):
        other = holds(office, somebody, button("Correct", "correct_certificate", number))
        other.clicks("Correct")
        other.waits_for(THEIRS)
    with office.database.begin(office.workspace) as db:
        db.execute(sa.update(pairs).values(held=0))
    ada.clicks("Correct the name")
    assert THEIRS in str(ada.fills({"name": "Ada"}).submits()["errors"])


@pytest.mark.parametrize("step", [Step.CLOSE, Step.ARCHIVE])
@pytest.mark.parametrize(
    ("ends_on", "until"), [(date(2026, 5, 31), "today"), (date(2026, 3, 1), "Sun 1 March 2026"), (None, "today")]
)
def test_whoever_sends_them_reads_before_until_when_they_tell(
    office: Office, step: Step, ends_on: date | None, until: str
) -> None:
    number = begins(office, step)
    with office.database.begin(office.workspace) as db:
        program = programs.one(db, number)
        assert program
        program.ends_on = ends_on

    assert f"It tells what they did until {until}; no more later." in str(opens(office).modal())


def certificate(reader: Visitor) -> str:
    """Read what the bot wrote about taking part."""
    return "\n".join(str(each["text"]) for each in reader.dm() if "took part" in str(each["text"]))


def foot(reader: Visitor) -> str:
    """Read what stands under a certificate."""
    return str([each["blocks"][-1] for each in reader.dm() if "took part" in str(each["text"])])
