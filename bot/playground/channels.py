"""Where people talk: channels, direct messages with the bot, and group messages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from bot.playground.app_shape import BOT_USER
from bot.playground.wire import Json

Kind = Literal["channel", "dm", "group"]


@dataclass(eq=False)
class Conversation:
    """One place to talk, who is in it, and how far each of them has read."""

    id: str
    kind: Kind
    name: str
    members: set[str]
    created: int
    topic: str = ""
    is_archived: bool = False
    read_to: dict[str, str] = field(default_factory=dict)

    @property
    def person(self) -> str:
        """The other side of the bot in a direct message."""
        return next((one for one in sorted(self.members) if one != BOT_USER), BOT_USER)

    def is_seen_by(self, person: str) -> bool:
        """Tell whether this person can look in."""
        return self.kind == "channel" or person in self.members

    def as_slack(self) -> Json:
        """Describe it as conversations.info does."""
        common: Json = {
            "id": self.id,
            "created": self.created,
            "is_archived": self.is_archived,
            "is_im": self.kind == "dm",
            "is_mpim": self.kind == "group",
            "is_org_shared": False,
        }
        if self.kind == "dm":
            return common | {"user": self.person, "is_user_deleted": False, "priority": 0}
        return common | {
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": self.kind == "channel",
            "is_group": self.kind == "group",
            "is_private": self.kind == "group",
            "is_general": self.name == "general",
            "is_member": BOT_USER in self.members,
            "is_shared": False,
            "is_ext_shared": False,
            "topic": {"value": self.topic, "creator": "", "last_set": 0},
            "purpose": {"value": "", "creator": "", "last_set": 0},
            "num_members": len(self.members),
        }


class Channels:
    """Every place to talk in the workspace."""

    def __init__(self, everybody: Iterable[str], created: int) -> None:
        """Open the public channels, with everybody in them but the bot."""
        self._created = created
        self._all: dict[str, Conversation] = {}
        people = set(everybody)
        for name, topic in PUBLIC.items():
            channel = f"C{name.upper()}"
            self._all[channel] = Conversation(channel, "channel", name, set(people), created, topic)

    def __iter__(self) -> Iterator[Conversation]:
        """Go through all of them, oldest first."""
        return iter(list(self._all.values()))

    def known(self, channel: object) -> Conversation | None:
        """Find a place by its id, if there is one."""
        return self._all.get(channel) if isinstance(channel, str) else None

    def named(self, name: str) -> Conversation | None:
        """Find a public channel by the name after its #."""
        return next((one for one in self if one.kind == "channel" and one.name == name), None)

    def dm_with(self, person: str) -> Conversation:
        """Give the direct message between the bot and this person, opening it if need be."""
        channel = f"D{person.removeprefix('U')}"
        return self._all.setdefault(channel, Conversation(channel, "dm", "", {person, BOT_USER}, self._created))

    def group_with(self, people: Iterable[str]) -> tuple[Conversation, bool]:
        """Give the group message of the bot and these people, and whether it was there already."""
        members = {*people, BOT_USER}
        for one in self:
            if one.kind == "group" and one.members == members:
                return one, True
        count = sum(one.kind == "group" for one in self) + 1
        group = Conversation(f"G{count:08d}", "group", f"mpdm-{count}", members, self._created)
        self._all[group.id] = group
        return group, False


PUBLIC = {
    "general": "News for everybody",
    "random": "Everything else",
    "mentoring": "People learning from people",
    "engineering": "Builds, breaks and fixes",
}
