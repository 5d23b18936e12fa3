"""The company in the playground, as plain data that anybody may read."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

COLORS = ("#4c6ef5", "#0b7285", "#5f3dc4", "#a61e4d", "#2b8a3e", "#d9480f", "#364fc7", "#862e9c", "#087f5b", "#c92a2a")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with an account: who they are, where they stand, what they could teach and would like to learn."""

    id: str
    name: str
    real_name: str
    title: str
    department: str
    level: int
    manager: str | None
    tz: str
    skills: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("English",)
    pronouns: str = ""
    is_guest: bool = False
    is_bot: bool = False
    is_admin: bool = False
    is_owner: bool = False
    deleted: bool = False

    @property
    def email(self) -> str:
        """Where mail would reach them; the domain is one that can never exist."""
        return f"{self.name}@quillandpine.example"

    @property
    def zone(self) -> ZoneInfo:
        """The time zone they live in."""
        return ZoneInfo(self.tz)

    @property
    def color(self) -> str:
        """The colour of their picture, always the same one."""
        return COLORS[sum(self.id.encode()) % len(COLORS)]


@dataclass(frozen=True, slots=True)
class Group:
    """A few people to look through the eyes of, under a heading."""

    name: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """Everybody, and where a visitor should start."""

    name: str
    domain: str
    people: tuple[Person, ...]
    default: str
    groups: tuple[Group, ...]

    def person(self, slack_id: str) -> Person:
        """Find somebody by their Slack id."""
        return next(person for person in self.people if person.id == slack_id)

    def reports_of(self, slack_id: str) -> tuple[Person, ...]:
        """List who answers to this person directly."""
        return tuple(person for person in self.people if person.manager == slack_id)
