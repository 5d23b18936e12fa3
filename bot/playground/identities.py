"""Methods about who is who: auth.test, team.info, users.*, apps.connections.open."""

from collections.abc import Callable, Mapping

from bot.playground.app_shape import APP_ID, BOT_ID, BOT_USER, TEAM_ID
from bot.playground.calls import Call, page
from bot.playground.people import Member
from bot.playground.wire import Json, Refused
from bot.playground.workspace import Workspace

PAGE = 200


def api_test(_space: Workspace, call: Call) -> Json:
    """Say that Slack is there, or what it is asked to say."""
    if error := call.text("error"):
        raise Refused(error)
    return {"args": {name: value for name, value in call.arguments.items() if name != "token"}}


def auth_test(space: Workspace, _call: Call) -> Json:
    """Tell the bot who it is."""
    return {
        "url": f"{space.url}/",
        "team": space.company.name,
        "user": space.app.handle,
        "team_id": TEAM_ID,
        "user_id": BOT_USER,
        "bot_id": BOT_ID,
        "app_id": APP_ID,
        "is_enterprise_install": False,
    }


def connections_open(space: Workspace, _call: Call) -> Json:
    """Give leave to open one socket."""
    address = space.url.replace("http://", "ws://")
    return {"url": f"{address}/link/?ticket={space.sockets.ticket()}&app_id={APP_ID}"}


def team_info(space: Workspace, _call: Call) -> Json:
    """Describe the workspace."""
    return {"team": space.team()}


def users_info(space: Workspace, call: Call) -> Json:
    """Describe one person."""
    member = space.people.known(call.text("user"))
    if member is None:
        raise Refused("user_not_found")
    return {"user": _as_slack(space, member)}


def users_list(space: Workspace, call: Call) -> Json:
    """Describe everybody, page by page."""
    members, cursor = page((_as_slack(space, member) for member in space.people), call, PAGE)
    now = int(space.clock.now().timestamp())
    return {"members": members, "cache_ts": now, "response_metadata": {"next_cursor": cursor}}


def lookup_by_email(space: Workspace, call: Call) -> Json:
    """Find a person by their address."""
    member = space.people.by_email(call.text("email"))
    if member is None or member.deleted:
        raise Refused("users_not_found")
    return {"user": _as_slack(space, member)}


def _as_slack(space: Workspace, member: Member) -> Json:
    return member.as_slack(space.clock.now(), with_email="users:read.email" in space.scopes)


DOINGS: Mapping[str, Callable[[Workspace, Call], Json]] = {
    "api.test": api_test,
    "auth.test": auth_test,
    "apps.connections.open": connections_open,
    "team.info": team_info,
    "users.info": users_info,
    "users.list": users_list,
    "users.lookupByEmail": lookup_by_email,
}
