"""Who is in the workspace, as Slack and as the page tell it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.playground.company import Company, Person
from bot.playground.wire import Impossible, Json


@dataclass(eq=False)
class Member:
    """A person's account, and what has changed about it since the playground opened."""

    person: Person
    team: str
    tz: str
    deleted: bool
    is_guest: bool
    status_emoji: str = ""
    status_text: str = ""
    status_expiration: int = 0
    is_app: bool = False
    updated: int = 0

    @property
    def id(self) -> str:
        """Their Slack id."""
        return self.person.id

    def change(self, changes: Json, now: datetime) -> None:
        """Take over what may change about an account; anything else is refused."""
        for name, value in changes.items():
            if name not in {"tz", "deleted", "is_guest", "status_emoji", "status_text", "status_expiration"}:
                raise Impossible(f"A person's {name} cannot be changed here.")
            if not isinstance(value, type(getattr(self, name))):
                raise Impossible(f"A person's {name} cannot be {value!r}.")
        try:
            ZoneInfo(changes.get("tz", self.tz))
        except (ZoneInfoNotFoundError, ValueError) as unknown:
            raise Impossible(f"There is no time zone called {changes['tz']}.") from unknown
        for name, value in changes.items():
            setattr(self, name, value)
        self.updated = int(now.timestamp())

    def as_slack(self, now: datetime, *, with_email: bool) -> Json:
        """Describe them as users.info does."""
        person, here = self.person, now.astimezone(ZoneInfo(self.tz))
        offset = here.utcoffset()
        user: Json = {
            "id": person.id,
            "team_id": self.team,
            "name": person.name,
            "deleted": self.deleted,
            "color": person.color.removeprefix("#"),
            "is_bot": person.is_bot,
            "is_app_user": False,
            "is_email_confirmed": True,
            "updated": self.updated,
            "who_can_share_contact_card": "EVERYONE",
            "profile": self._profile(with_email=with_email),
        }
        if self.deleted:
            return user
        return user | {
            "real_name": person.real_name,
            "tz": self.tz,
            "tz_label": here.tzname(),
            "tz_offset": int(offset.total_seconds()) if offset else 0,
            "is_admin": person.is_admin,
            "is_owner": person.is_owner,
            "is_primary_owner": person.is_owner,
            "is_restricted": self.is_guest,
            "is_ultra_restricted": False,
        }

    def _profile(self, *, with_email: bool) -> Json:
        person = self.person
        first, _, last = person.real_name.partition(" ")
        profile: Json = {
            "title": person.title,
            "phone": "",
            "skype": "",
            "real_name": person.real_name,
            "real_name_normalized": person.real_name,
            "display_name": person.name,
            "display_name_normalized": person.name,
            "first_name": first,
            "last_name": last,
            "pronouns": person.pronouns,
            "status_text": self.status_text,
            "status_emoji": self.status_emoji,
            "status_expiration": self.status_expiration,
            "avatar_hash": person.id.lower(),
            "team": self.team,
        }
        if with_email and not person.is_bot:
            profile["email"] = person.email
        return profile

    def as_page(self, now: datetime) -> Json:
        """Describe them for the page's list of people."""
        person = self.person
        return {
            "id": person.id,
            "name": person.name,
            "real_name": person.real_name,
            "title": person.title,
            "department": person.department,
            "level": person.level,
            "manager": person.manager,
            "tz": self.tz,
            "local_time": f"{now.astimezone(ZoneInfo(self.tz)):%a %H:%M}",
            "is_guest": self.is_guest,
            "is_bot": person.is_bot,
            "deleted": self.deleted,
            "is_admin": person.is_admin,
            "skills": list(person.skills),
            "wants": list(person.wants),
            "languages": list(person.languages),
            "pronouns": person.pronouns,
            "status_emoji": self.status_emoji,
            "status_text": self.status_text,
            "color": person.color,
        }


class People:
    """Everybody with an account here, the bot's own among them."""

    def __init__(self, company: Company, bot: Person, team: str) -> None:
        """Give everybody in the company an account, and the bot one."""
        self._members = {person.id: _member(person, team) for person in (*company.people, bot)}
        self._members[bot.id].is_app = True

    def __iter__(self) -> Iterator[Member]:
        """Go through everybody, in the company's order."""
        return iter(self._members.values())

    def known(self, slack_id: object) -> Member | None:
        """Find an account, if there is one."""
        return self._members.get(slack_id) if isinstance(slack_id, str) else None

    def acting(self, slack_id: object) -> Member:
        """Find the person somebody wants to be on the page."""
        member = self.known(slack_id)
        if member is None:
            raise Impossible(f"There is nobody with the id {slack_id}.")
        if member.deleted or member.person.is_bot:
            raise Impossible(f"{member.person.real_name} cannot use Slack.")
        return member

    def by_email(self, email: str) -> Member | None:
        """Find somebody by their address."""
        return next((one for one in self if one.person.email == email.lower() and not one.person.is_bot), None)

    def by_name(self, name: str) -> Member | None:
        """Find somebody by the name after an @."""
        return next((one for one in self if one.person.name == name.lower()), None)


def _member(person: Person, team: str) -> Member:
    return Member(person=person, team=team, tz=person.tz, deleted=person.deleted, is_guest=person.is_guest)
