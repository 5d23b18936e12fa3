"""The few verbs said to Slack, and what makes them. Nothing else in the bot knows Slack's methods."""

import errno
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPException
from socket import gaierror
from typing import Protocol, TypeVar
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse
from slack_sdk.webhook import WebhookClient
from sqlalchemy import orm

from bot import carrying
from bot.blocks import Home, Message, Modal
from bot.codes import AMBIGUOUS, LIMITED, SUSPENDING, patience, word_of
from bot.marks import letter_in, mark
from bot.mentoring.outlooks import Foreseen
from bot.mentoring.people import Person
from bot.profiles import Profile, described
from bot.tallies import TALLIES
from bot.trust import trust

R = TypeVar("R")
TIMEOUT, OFFLINE = 10, 30
"""Seconds for an answer, and seconds to wait before trying again when there is no way to Slack."""
PLAIN = {"unfurl_links": False, "unfurl_media": False}
"""A link in a message is a link: Slack fetches nothing for it, and shows nothing of where it leads."""
PROMPT = 1.5
"""Seconds in which Slack has to tell about somebody who waits for us; it takes a fifth of one."""
PAGE, PAGES_BACK = 200, 5
"""As many people at a time as Slack recommends; so many pages of a conversation are looked through, and no more."""
SERVER_FAILED, REFUSED, TOO_MANY = 500, 400, 429


class SlackSaidNo(Exception):
    """Slack refused, and will refuse the same call again."""

    def __init__(self, code: str) -> None:
        """Remember Slack's own word for it."""
        super().__init__(code)
        self.code = code

    @property
    def suspends(self) -> bool:
        """Whether the whole workspace refuses us."""
        return self.code in SUSPENDING


class SlackIsBusy(Exception):
    """Slack asked to wait."""

    def __init__(self, seconds: float) -> None:
        """Remember how long."""
        super().__init__(f"{seconds:g} s")
        self.seconds = seconds


class SlackIsSilent(Exception):
    """The answer got lost: what was asked may or may not have happened."""


OUTCOMES = {SlackSaidNo: "refused", SlackIsBusy: "busy", SlackIsSilent: "silent"}
"""What the three facts are called where calls are counted."""


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a message stands."""

    channel: str
    ts: str


class Reply(Protocol):
    """Answer the person who acts, so that only they see it."""

    def __call__(self, message: Message) -> None:
        """Say it."""


class Draw(Protocol):
    """Answer the person who acts with pictures of numbers; with the words alone where pictures aren't shown."""

    def __call__(self, *messages: Message) -> None:
        """Say it."""


class Replace(Protocol):
    """Change the message whose button was pressed, so that it can't be pressed again."""

    def __call__(self, message: Message) -> None:
        """Say it."""


class Open(Protocol):
    """Open a modal for the person who acts, on top of one that is open."""

    def __call__(self, modal: Modal) -> None:
        """Show it."""


class TurnTo(Protocol):
    """Turn the window a button was pressed in to something else; pressed elsewhere, open one."""

    def __call__(self, modal: Modal) -> None:
        """Show it."""


class Visit(Protocol):
    """Make sure the person who acts is known, and may take part; return their Slack id."""

    def __call__(self) -> str:
        """Look them up if need be."""


class Refresh(Protocol):
    """Show App Home anew to the person who acts, because something on it changed."""

    def __call__(self) -> None:
        """Show it."""


class Foresee(Protocol):
    """Find out what somebody will be told if nobody does anything before."""

    def __call__(self, db: orm.Session, person: Person) -> Sequence[Foreseen]:
        """Look ahead some weeks."""


class Upload(Protocol):
    """Put a file into a conversation of the person who acts."""

    def __call__(self, channel: str, name: str, content: bytes) -> None:
        """Show it there."""


class Meet(Protocol):
    """Look somebody up whom the person who acts has named."""

    def __call__(self, slack_id: str) -> Person:
        """Return them as Slack describes them today."""


class Slack:
    """One workspace's Slack, as the bot may use it. Failures come as one of three facts."""

    def __init__(self, client: WebClient, granted: frozenset[str] = frozenset()) -> None:
        """Take a client that never retries by itself: a repeated post would be a second message.

        `granted` are the scopes; nothing means that Slack didn't say, and then it is asked and may refuse.
        """
        self._client, self._granted = client, granted

    def post(self, to: str, message: Message, letter: int) -> Posted:
        """Post to a person or a channel; the letter's number travels along, so that a lost answer can be cleared up."""
        answer = self._call(
            self._client.chat_postMessage,
            channel=to,
            metadata=mark(letter),
            **message.payload,
            **PLAIN,
        )
        return Posted(answer["channel"], answer["ts"])

    def edit(self, posted: Posted, message: Message) -> None:
        """Change what was posted. Doing it twice is doing it once."""
        self._call(self._client.chat_update, channel=posted.channel, ts=posted.ts, **message.payload)

    def find(self, channel: str, letter: int, since: datetime) -> Posted | None:
        """Look for a letter whose answer got lost; None when it certainly isn't there. Needs `im:history`."""
        self._needs("im:history" if channel.startswith("D") else "mpim:history")
        cursor = ""
        for _ in range(PAGES_BACK):
            answer = self._call(
                self._client.conversations_history,
                channel=channel,
                oldest=f"{since.timestamp():.6f}",
                limit=15,
                include_all_metadata=True,
                cursor=cursor,
            )
            for said in answer["messages"]:
                if letter_in(said) == letter:
                    return Posted(channel, said["ts"])
            if not (cursor := (answer.get("response_metadata") or {}).get("next_cursor") or ""):
                return None
        raise SlackSaidNo("too_many_messages")

    def room(self, *people: str) -> str:
        """Open the direct message with one person, or a group with several (which needs `mpim:write`)."""
        self._needs("mpim:write" if len(people) > 1 else "im:write")
        return str(self._call(self._client.conversations_open, users=",".join(people))["channel"]["id"])

    def profile(self, slack_id: str, *, hurried: bool = False) -> Profile:
        """Look a person up; whoever is hurried hears soon that Slack doesn't answer."""
        client = copy(self._client)
        client.timeout = PROMPT if hurried else TIMEOUT  # type: ignore[assignment]  # whole seconds are too coarse
        return described(self._call(client.users_info, user=slack_id)["user"])

    def workspace(self) -> str:
        """Ask which workspace this is."""
        return str(self._call(self._client.auth_test)["team_id"])

    def everybody(self, cursor: str = "") -> tuple[list[Profile], str]:
        """Look everybody up, a page at a time; the second value leads to the next page, and is empty after the last."""
        page = self._call(self._client.users_list, limit=PAGE, cursor=cursor)
        following = str((page.get("response_metadata") or {}).get("next_cursor") or "")
        return [described(user) for user in page["members"]], following

    def crowd(self, channel: str) -> int | None:
        """Count who is in a channel, as far as Slack tells. Needs `channels:read`."""
        self._needs("channels:read")
        answer = self._call(self._client.conversations_info, channel=channel, include_num_members=True)
        return found if isinstance(found := answer["channel"].get("num_members"), int) else None

    def upload(self, channel: str, name: str, content: bytes) -> None:
        """Put a file into a conversation. Needs `files:write`; Slack is asked each time, for it is seldom wanted."""
        place = self._call(self._client.files_getUploadURLExternal, filename=name, length=len(content))
        self._call(carrying.put, url=place["upload_url"], content=content)
        files = [{"id": place["file_id"], "title": name}]
        self._call(self._client.files_completeUploadExternal, files=files, channel_id=channel)

    def file(self, by: str, file_id: str) -> bytes:
        """Read a file that this person gave the bot; somebody else's isn't there. Needs `files:read`."""
        self._needs("files:read")
        if (told := self._call(self._client.files_info, file=file_id)["file"]).get("user") != by:
            raise SlackSaidNo("file_not_found")
        return self._call(carrying.fetch, url=told["url_private_download"], token=self._client.token or "")

    def answer(self, url: str, message: Message) -> bool:
        """Post for everybody through a response URL, without being a member; tell whether the URL was still open."""
        payload = message.payload | {"response_type": "in_channel", "replace_original": False} | PLAIN
        answer = self._call(WebhookClient(url, TIMEOUT, trust(url), retry_handlers=[]).send_dict, body=payload)
        if answer.status_code == TOO_MANY or answer.status_code >= SERVER_FAILED:
            raise SlackIsSilent(str(answer.status_code))
        return answer.status_code < REFUSED

    def open_modal(self, trigger: str, modal: Modal) -> str:
        """Open a modal, and return its id."""
        return str(self._call(self._client.views_open, trigger_id=trigger, view=modal.payload)["view"]["id"])

    def push_modal(self, trigger: str, modal: Modal) -> str:
        """Put a modal on top of the one that is open, and return its id."""
        return str(self._call(self._client.views_push, trigger_id=trigger, view=modal.payload)["view"]["id"])

    def update_modal(self, view_id: str, modal: Modal, seen: str | None = None) -> str:
        """Change an open modal, unless it changed since it was seen; return the mark of how it is seen now."""
        unless = {"hash": seen} if seen else {}
        return str(self._call(self._client.views_update, view_id=view_id, view=modal.payload, **unless)["view"]["hash"])

    def publish(self, slack_id: str, home: Home) -> None:
        """Show App Home to its viewer."""
        self._call(self._client.views_publish, user_id=slack_id, view=home.payload)

    def _needs(self, scope: str) -> None:
        """Spare Slack a call that it would refuse."""
        if self._granted and scope not in self._granted:
            raise SlackSaidNo("missing_scope")

    @staticmethod
    def _call(method: Callable[..., R], **arguments: object) -> R:
        """Call Slack once, and say plainly what became of it."""
        name, outcome = method.__name__.strip("_").replace("_", "."), "ok"
        try:
            return method(**arguments)
        except SlackApiError as refusal:
            fact = _fact(refusal.response)
            outcome = OUTCOMES[type(fact)]
            raise fact from None
        except (URLError, HTTPException, OSError, ValueError) as lost:
            # ValueError: slack_sdk's word for an answer that is JSON but no object.
            silent = SlackIsBusy(OFFLINE) if _never_left(lost) else SlackIsSilent(type(lost).__name__)
            outcome = OUTCOMES[type(silent)]
            raise silent from None
        finally:
            TALLIES.count("slack_calls", name, outcome)


def _fact(response: SlackResponse) -> SlackSaidNo | SlackIsBusy | SlackIsSilent:
    """Tell which of the three facts an answer is."""
    code = word_of(response)
    if response.status_code == TOO_MANY or code in LIMITED:
        return SlackIsBusy(patience(response.headers.get("Retry-After", "")))
    if response.status_code >= SERVER_FAILED or code in AMBIGUOUS or not code:
        return SlackIsSilent(code or str(response.status_code))
    return SlackSaidNo(code)


def _never_left(lost: Exception) -> bool:
    """Tell whether nothing was sent at all: no such host, no network, nobody listening."""
    reason = lost.reason if isinstance(lost, URLError) else lost
    unreachable = isinstance(reason, OSError) and reason.errno in {errno.ENETUNREACH, errno.EHOSTUNREACH}
    return unreachable or isinstance(reason, gaierror | ConnectionRefusedError)
