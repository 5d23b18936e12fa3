"""Two people of one name are matched: whoever decides about several matches at once sees which of them each means."""

from bot.mentoring.programs import Step
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office
from tests.handlers.programs import begins, fills, looks, matched, opens


def offered(office: Office, typed: str) -> list[tuple[str, str]]:
    mia = opens(office)
    mia.clicks("Matches")
    mia.waits_for("Several at once")
    mia.clicks("Several at once")
    mia.waits_for("What should become of them?")
    found = mia.offers("picked", typed)
    mia.closes(everything=True)
    return [(each["text"]["text"], each["description"]["text"].partition("; ")[2]) for each in found]


def test_each_of_two_namesakes_is_told_by_where_they_work_and_else_by_their_slack_id(office: Office) -> None:
    number = begins(office, Step.MATCHING)
    fills(office, number)
    named = {"name": "omar", "real_name": "Omar Farouk"}
    moves_in(office, "UADA", **named, department="Support")
    moves_in(office, "UNOOR", **named, title="Editor of the long reads")
    matched(office, number)
    mentors = {match.mentee.slack_id: match.mentor for match in looks(office, number)}
    of_ada, of_noor = mentors["UADA"], mentors["UNOOR"]

    told = offered(office, "farouk")

    assert sorted(told) == sorted(
        [
            (f"Omar Farouk with {of_ada.name}", f"Support with {of_ada.slack_id}"),
            (f"Omar Farouk with {of_noor.name}", f"Editor of the l… with {of_noor.slack_id}"),
        ]
    )

    for mentor in (of_ada, of_noor):
        moves_in(office, mentor.slack_id, name="mia", real_name="Mia Thompson", department="Editing")
    moves_in(office, "UNOOR", department="Support")

    assert sorted(offered(office, "omar")) == sorted(
        ("Omar Farouk with Mia Thompson", f"{mentee} with {mentors[mentee].slack_id}") for mentee in ("UADA", "UNOOR")
    )
