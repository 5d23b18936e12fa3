"""The page's own questions: what people see, the clock, the traffic, and what goes wrong on purpose."""

import http.client
import itertools
import json
import socket
from datetime import datetime, timedelta

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground import Playground, PortIsTaken
from bot.playground.client import Declined, Stagehand, Visitor
from bot.playground.telephone import Telephone
from tests.playground.bots import SOON, Line
from tests.playground.conftest import TUESDAY_MORNING
from tests.playground.kit import home, modal, section


def test_people_are_listed_with_where_to_start(playground: Playground) -> None:
    answer = Telephone(playground.url).ask("/play/people")

    ada = next(person for person in answer["people"] if person["id"] == answer["default"])
    assert (ada["real_name"], ada["local_time"], ada["manager"]) == ("Ada Okafor", "Tue 09:00", "UFREYA")
    assert answer["groups"][0] == {"name": "Start here", "ids": ["UADA", "UJONAS", "UINES"]}


def test_a_persons_slack_shows_channels_the_bot_and_nothing_else_at_first(visitor: Visitor) -> None:
    state = visitor.state()

    assert [channel["name"] for channel in state["channels"]] == ["general", "random", "mentoring", "engineering"]
    assert [dm["name"] for dm in state["dms"]] == ["Mentor Bot"]
    assert (state["home"], state["modals"], state["toasts"], state["bot_connected"]) == (None, [], [], False)
    assert state["clock"] == "2026-11-24T09:00:00Z"
    assert state["app"]["commands"] == ["/mentor"]
    assert state["app"]["shortcuts"][0]["callback_id"] == "log_session"


def test_what_was_not_read_is_counted_until_it_is(api: WebClient, playground: Playground, visitor: Visitor) -> None:
    channel = api.chat_postMessage(channel="UADA", text="One")["channel"]
    api.chat_postMessage(channel="UADA", text="Two")

    before = visitor.state()["dms"][0]["unread"]
    Telephone(playground.url).ask("/play/messages", channel=channel, read="1", **{"as": "UADA"})
    after = visitor.state()["dms"][0]

    assert (before, after["unread"]) == (2, 0)
    assert after["last_ts"] == visitor.dm()[-1]["ts"]


def test_changes_are_told_as_they_happen(api: WebClient, playground: Playground) -> None:
    line = http.client.HTTPConnection(playground.url.removeprefix("http://"), timeout=SOON)
    line.request("GET", "/play/events?as=UADA")
    stream = line.getresponse()
    first = json.loads(stream.readline().removeprefix(b"data: "))
    stream.readline()

    api.chat_postMessage(channel="UADA", text="News")
    second = json.loads(stream.readline().removeprefix(b"data: "))
    stream.close()
    line.close()

    assert second["version"] > first["version"]


def test_one_persons_news_is_no_news_for_another(api: WebClient, visitor: Visitor) -> None:
    before = visitor.state()["version"]

    api.chat_postMessage(channel="UJONAS", text="Psst")
    unmoved = visitor.state()["version"]
    visitor.clock.advance(timedelta(minutes=1))

    assert unmoved == before
    assert visitor.state()["version"] > before


def test_the_clock_goes_on_and_never_back(playground: Playground, visitor: Visitor) -> None:
    assert visitor.clock.now() == TUESDAY_MORNING
    assert visitor.clock.advance(timedelta(hours=1)) == TUESDAY_MORNING + timedelta(hours=1)
    assert visitor.clock.nudge() == TUESDAY_MORNING + timedelta(hours=2)
    assert visitor.clock.week() == TUESDAY_MORNING + timedelta(days=7, hours=2)
    assert playground.clock.now() == TUESDAY_MORNING + timedelta(days=7, hours=2)
    with pytest.raises(Declined, match="never goes back"):
        visitor.clock.to(TUESDAY_MORNING)
    with pytest.raises(Declined, match="moment"):
        Telephone(playground.url).tell("/play/clock", to="tomorrow")


@pytest.mark.parametrize(
    ("person", "morning"),
    [("UADA", "2026-11-25T10:00:00+00:00"), ("UTANE", "2026-11-25T10:00:00+13:00")],
)
def test_a_morning_is_ten_o_clock_where_the_person_lives(playground: Playground, person: str, morning: str) -> None:
    assert Visitor(playground.url, person).clock.morning() == datetime.fromisoformat(morning)


def test_a_morning_is_never_on_a_weekend(visitor: Visitor) -> None:
    visitor.clock.to(datetime.fromisoformat("2026-11-27T18:00:00Z"))

    assert visitor.clock.morning() == datetime.fromisoformat("2026-11-30T10:00:00Z")


def test_nothing_planned_is_said_so() -> None:
    playground = Playground(now=lambda: TUESDAY_MORNING, port=0)
    playground.start()

    with pytest.raises(Declined, match="Nothing is planned"):
        Visitor(playground.url, "UADA").clock.nudge()
    playground.stop()


def test_what_was_planned_for_earlier_leaves_the_clock_where_it_is() -> None:
    seconds = itertools.count()
    running = Playground(
        now=lambda: TUESDAY_MORNING + timedelta(seconds=next(seconds)), port=0, next_nudge=lambda: TUESDAY_MORNING
    )
    running.start()

    assert Visitor(running.url, "UADA").clock.nudge() < TUESDAY_MORNING + timedelta(minutes=1)
    running.stop()


def test_messages_are_dated_by_the_story_and_never_twice_the_same(api: WebClient, visitor: Visitor) -> None:
    first = [api.chat_postMessage(channel="UADA", text=str(number))["ts"] for number in range(3)]
    visitor.clock.week()
    later = api.chat_postMessage(channel="UADA", text="Later")["ts"]

    assert first == [f"{TUESDAY_MORNING.timestamp():.0f}.00000{number}" for number in range(3)]
    assert float(later) - float(first[0]) == pytest.approx(timedelta(days=7).total_seconds())


def test_the_traffic_is_told_without_tokens(line: Line, stagehand: Stagehand, visitor: Visitor) -> None:
    visitor.types("/mentor find")
    line.client.api_call("chat.postMessage", json={"channel": "UADA", "text": f"My token is {line.client.token}"})
    with pytest.raises(SlackApiError):
        line.client.chat_postMessage(channel="UNOBODY", text="Hello")

    entries = stagehand.traffic()[-3:]

    assert [(one["direction"], one["kind"], one["ok"]) for one in entries] == [
        ("to_bot", "/mentor", True),
        ("from_bot", "chat.postMessage", True),
        ("from_bot", "chat.postMessage", False),
    ]
    assert entries[2]["error"] == "channel_not_found"
    assert str(line.client.token) not in json.dumps(entries)
    assert stagehand.traffic(after=entries[1]["n"]) == entries[2:]


def test_a_limit_on_speed_says_how_long_to_wait(api: WebClient, stagehand: Stagehand, visitor: Visitor) -> None:
    stagehand.breaks("chat.postMessage", "ratelimited", retry_after=7)

    with pytest.raises(SlackApiError) as refused:
        api.chat_postMessage(channel="UADA", text="One")

    assert (refused.value.response.status_code, refused.value.response.headers["Retry-After"]) == (429, "7")
    assert api.chat_postMessage(channel="UADA", text="Two")["ok"]
    assert [one["text"] for one in visitor.dm()] == ["Two"]


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("reset_before", []),
        ("reset_after", ["One"]),
        ("500_before", []),
        ("500_after", ["One"]),
        ("fatal_error", ["One"]),
        ("channel_not_found", []),
    ],
)
def test_calls_go_wrong_before_or_after_they_are_carried_out(
    api: WebClient, stagehand: Stagehand, visitor: Visitor, fault: str, said: list[str]
) -> None:
    stagehand.breaks("chat.postMessage", fault)

    with pytest.raises((SlackApiError, OSError, http.client.HTTPException)):
        api.chat_postMessage(channel="UADA", text="One")

    assert [one["text"] for one in visitor.dm()] == said
    assert stagehand.faults() == []


def test_a_call_can_hang_although_it_was_carried_out(
    playground: Playground, stagehand: Stagehand, visitor: Visitor
) -> None:
    api = WebClient(playground.bot_token, base_url=playground.api_url, retry_handlers=[], timeout=1)
    stagehand.breaks("chat.postMessage", "hang_after")

    with pytest.raises(TimeoutError):
        api.chat_postMessage(channel="UADA", text="One")

    assert [one["text"] for one in visitor.dm()] == ["One"]


def test_faults_can_be_taken_back(stagehand: Stagehand, api: WebClient) -> None:
    stagehand.breaks("auth.test", "internal_error", times=3)

    stagehand.mends()

    assert api.auth_test()["ok"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/play/say", {"as": "UNOBODY", "channel": "CGENERAL", "text": "Hi"}),
        ("/play/say", {"as": "USTANDUP", "channel": "CGENERAL", "text": "Hi"}),
        ("/play/say", {"as": "UADA", "channel": "CNOWHERE", "text": "Hi"}),
        ("/play/say", {"as": "UADA", "channel": "CGENERAL", "text": " "}),
        ("/play/say", {"as": "UADA", "channel": "DADA", "text": "Hi"}),
        ("/play/command", {"as": "UADA", "channel": "CGENERAL", "text": "mentor"}),
        ("/play/click", {"as": "UADA", "view_id": "V404", "action": {}}),
        ("/play/click", {"as": "UADA", "channel": "CGENERAL", "ts": "1.0", "action": {}}),
        ("/play/submit", {"as": "UADA", "view_id": "V404"}),
        ("/play/close", {"as": "UADA", "view_id": "V404"}),
        ("/play/clock", {"jump": "back"}),
        ("/play/faults", {"method": "chat.postMessage"}),
        ("/play/faults", {"method": "chat.postMessage", "fault": "hang_after", "times": 0}),
        ("/play/people", {"id": "UNOBODY"}),
        ("/play/people", {"id": "UADA", "name": "eve"}),
        ("/play/people", {"id": "UADA", "deleted": "yes"}),
        ("/play/people", {"id": "UADA", "tz": "Mars/Olympus"}),
        ("/play/scopes", {"granted": "all"}),
        ("/play/socket", {"do": "burn"}),
    ],
)
def test_what_cannot_be_done_is_explained(visitor: Visitor, playground: Playground, path: str, body: object) -> None:
    visitor.dm_id()
    assert isinstance(body, dict)

    with pytest.raises(Declined, match=r"[A-Za-z].*\."):
        Telephone(playground.url).tell(path, **body)


def test_notes_can_be_put_away(line: Line, visitor: Visitor, playground: Playground) -> None:
    line.client.views_open(trigger_id=line.trigger(visitor), view=modal(section("Hello")))
    line.answer = {"response_action": "dance"}
    visitor.submits()
    toast = visitor.state()["toasts"][0]

    Telephone(playground.url).tell("/play/dismiss", toast=toast["id"], **{"as": "UADA"})

    assert "dance" in toast["text"]
    assert visitor.toasts() == []


def test_home_is_shown(api: WebClient, visitor: Visitor) -> None:
    api.views_publish(user_id="UADA", view=home(section("Your next steps")))

    assert visitor.sees("next steps") == visitor.home()


def test_files_of_the_page_are_served_and_nothing_beside_them(playground: Playground) -> None:
    line = http.client.HTTPConnection(playground.url.removeprefix("http://"), timeout=SOON)

    answers = []
    for path in ("/page/../server.py", "/page/%2e%2e/server.py", "/page/nothing.js", "/page//etc/passwd"):
        line.request("GET", path)
        response = line.getresponse()
        response.read()
        answers.append(response.status)
    line.close()

    assert answers == [404] * 4


def test_a_taken_port_is_said_so() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(PortIsTaken, match=f"Port {port} on this machine is taken"):
            Playground(now=lambda: TUESDAY_MORNING, port=port).start()


def test_a_playground_can_be_stopped_and_stopped_again() -> None:
    playground = Playground(now=lambda: TUESDAY_MORNING, port=0)
    playground.start()

    playground.stop()
    playground.stop()

    with pytest.raises(ConnectionRefusedError):
        Telephone(playground.url).ask("/play/clock")
