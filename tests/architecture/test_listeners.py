"""Listeners: everybody who acts is heard in time, and every button leads somewhere."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.registrations import ids_heard, ids_sent, registrations
from tests.architecture.sources import Function, Source, broken, says, sources

SPEAKS = {
    *("client", "fetch", "fill", "meet", "open_modal", "post", "publish", "push_modal"),
    *("refresh", "replace", "reply", "roll", "slack", "turn_to", "update_modal", "visit"),
}
"""What a listener asks for to talk to Slack, which takes as long as Slack likes."""


def late_acks(source: Source) -> Iterator[str]:
    """Find listeners that let Slack wait.

    Slack gives three seconds. A modal's listener may compute and commit first, because its ack is the promise
    that what was typed is kept; but it may not talk to Slack first. So may an event's: Slack tells it again until
    somebody acks. A list's ack is what it offers.
    """
    for registration in registrations(source):
        listener = registration.listener
        if listener is None:
            yield f"{source.path}:{registration.line}: its listener is not a function of this module"
        elif registration.kind in {"view", "options", "event"}:
            if (trouble := _before_ack(listener)) is not None:
                yield f"{source.path}:{listener.lineno}: {listener.name} {trouble}"
        elif not _acks_first(listener, source):
            yield f"{source.path}:{listener.lineno}: {listener.name} does not ack first"


def unknown_ids(among: list[Source]) -> list[str]:
    """List the ids that are sent and not heard, heard and not sent, or that nobody can read from the code."""
    sent, heard = ids_sent(among), ids_heard(among)
    return [
        *(f"{where}: the id cannot be read here" for where in sent.unreadable + heard.unreadable),
        *(f"{where}: nobody listens to {name}" for name, where in sent.ids.items() if name not in heard.ids),
        *(f"{where}: nothing sends {name}" for name, where in heard.ids.items() if name not in sent.ids),
    ]


def _acks_first(listener: Function, source: Source) -> bool:
    """Tell whether the first statement acks, or hands everything on to a listener that does."""
    match _body(listener)[0]:
        case ast.Expr(value=ast.Call(func=ast.Name(id="ack"))):
            return True
        case ast.Expr(value=ast.Call(func=ast.Name(id=other), args=[ast.Name(id="ack"), *_])) if other != listener.name:
            return any(_acks_first(function, source) for function in source.functions if function.name == other)
    return False


def _before_ack(listener: Function) -> str | None:
    """Say what is wrong with a modal's listener up to its first ack."""
    calls = sorted((node for node in ast.walk(listener) if isinstance(node, ast.Call)), key=_place)
    names = ["ack" if _gives_ack(call) else _root(call.func) for call in calls]
    if "ack" not in names:
        return "never acks"
    spoken = SPEAKS & set(names[: names.index("ack")])
    return f"calls {', '.join(sorted(spoken))} before it acks" if spoken else None


def _place(call: ast.Call) -> tuple[int, int]:
    return call.lineno, call.col_offset


def _gives_ack(call: ast.Call) -> bool:
    """Tell whether a call acks, or hands the ack on to somebody who will."""
    return any(isinstance(part, ast.Name) and part.id == "ack" for part in (call.func, *call.args))


def _root(called: ast.expr) -> str:
    """Return the name a call starts from: `slack` for `slack.post(...)`."""
    while isinstance(called, ast.Attribute):
        called = called.value
    return called.id if isinstance(called, ast.Name) else ""


def _body(function: Function) -> list[ast.stmt]:
    return function.body[1:] if ast.get_docstring(function) and len(function.body) > 1 else function.body


def test_everybody_who_acts_is_acknowledged_first() -> None:
    assert broken(late_acks, sources("handlers")) == []


def test_every_button_and_modal_leads_somewhere_and_nothing_waits_in_vain() -> None:
    assert unknown_ids(sources("bot", "handlers", "scheduling")) == []


LISTENER = '''
def register(desk):
    desk.{kind}("find")(find)

def find(ack, reply):
    """Answer."""
    {body}
'''


def heard(kind: str, *body: str) -> list[str]:
    """Try the rule on a listener of one kind."""
    return says(late_acks, "handlers/find.py", LISTENER.format(kind=kind, body="\n    ".join(body)))


def test_a_listener_that_works_before_it_acks_is_found() -> None:
    late = ["handlers/find.py:5: find does not ack first"]

    for kind in ("command", "action", "shortcut"):
        assert heard(kind, "ack()", "reply(1)") == []
        assert heard(kind, "x = 1", "ack()") == late
        assert heard(kind, "if 1:", "    ack()") == late


@pytest.mark.parametrize("kind", ["view", "event"])
def test_it_may_be_kept_before_its_ack_but_not_talked_about(kind: str) -> None:
    assert heard(kind, "x = keep()", "ack()", "reply(1)") == []
    assert heard(kind, "reply(1)", "ack()") == ["handlers/find.py:5: find calls reply before it acks"]
    assert heard(kind, "slack.post(1)", "ack()") == ["handlers/find.py:5: find calls slack before it acks"]
    assert heard(kind, "x = keep(ack)", "reply(1)") == []
    assert heard(kind, "keep()") == ["handlers/find.py:5: find never acks"]


def test_a_listener_may_hand_on_to_one_that_acks_first() -> None:
    register = "def register(desk):\n    desk.action('join')(by_button)\n"
    by_button = "def by_button(ack, reply):\n    join(ack, reply)\n"

    assert says(late_acks, "handlers/join.py", f"{register}{by_button}def join(ack, reply):\n    ack()\n") == []
    assert says(late_acks, "handlers/join.py", f"{register}{by_button}def join(ack, reply):\n    reply(1)\n")


def test_a_listener_that_cannot_be_seen_is_found() -> None:
    hidden = ["handlers/find.py:1: its listener is not a function of this module"]

    assert says(late_acks, "handlers/find.py", "desk.action('find')(lambda ack: ack())") == hidden


def test_a_listener_is_found_as_a_decorator_too() -> None:
    assert says(late_acks, "handlers/find.py", "@desk.action('find')\ndef find(ack):\n    x = 1\n    ack()\n")


def test_a_button_nobody_listens_to_is_found() -> None:
    sent = Source("handlers/find.py", "button('Ask', 'ask_mentor', 1)\noverflow('more', [])\ntext_input(live='typed')")
    heard_elsewhere = Source("handlers/ask.py", "desk.action('ask_mentor', 'more')(ask)")

    assert unknown_ids([sent, heard_elsewhere]) == ["handlers/find.py:3: nobody listens to action typed"]


def test_a_listener_for_a_button_that_nobody_sends_is_found() -> None:
    assert unknown_ids([Source("handlers/ask.py", "desk.action('ask')(ask)")]) == [
        "handlers/ask.py:1: nothing sends action ask"
    ]


def test_a_modal_without_a_listener_is_found_if_it_can_be_sent_off() -> None:
    closing = Source("handlers/find.py", "Modal('found', 'Found', blocks)")
    sending = Source("handlers/find.py", "Modal('find', 'Find', blocks, submit='Find')")

    assert unknown_ids([closing]) == []
    assert unknown_ids([sending]) == ["handlers/find.py:1: nobody listens to view find"]


def test_an_id_is_found_behind_its_name_in_this_module_and_in_another() -> None:
    ask = Source("handlers/ask.py", "ASK = 'ask_mentor'\ndesk.action(ASK)(ask)")

    assert unknown_ids([ask, Source("handlers/find.py", "from handlers.ask import ASK\nbutton('Ask', ASK)")]) == []
    assert unknown_ids([ask, Source("handlers/find.py", "from handlers import ask\nbutton('Ask', ask.ASK)")]) == []


@pytest.mark.parametrize(
    "text",
    [
        "def form():\n    mentor, live = 1, 'ask'\n    return text_input(live=live)",
        "IDEAS = {1: ('Ask', 'ask')}\ndef form(pick):\n    label, act = IDEAS[pick]\n    return button(label, act)",
        "IDEAS = [('Ask', 'ask')]\nrow = [button(label, act) for label, act in IDEAS]",
        "for label, act in (('Ask', 'ask'), ('Still ask', 'ask')):\n    button(label, act)",
        "button('Ask', 'ask' if 1 else 'ask')",
        "block = choice('static_select', options) | {'action_id': 'ask'}",
    ],
)
def test_an_id_is_found_behind_a_local_name_and_in_a_table(text: str) -> None:
    assert unknown_ids([Source("handlers/find.py", text), Source("handlers/ask.py", "desk.action('ask')(ask)")]) == []


def test_an_id_that_is_handed_in_cannot_be_read_and_is_not_mistaken_for_another_of_its_name() -> None:
    among = [Source("handlers/find.py", "act = 'ask'\ndef offer(act):\n    return button('Ask', act)")]

    assert unknown_ids(among) == ["handlers/find.py:3: the id cannot be read here"]


def test_an_id_that_is_made_up_while_running_is_found() -> None:
    among = [Source("handlers/find.py", "button('Ask', made_up())")]

    assert unknown_ids(among) == ["handlers/find.py:1: the id cannot be read here"]
