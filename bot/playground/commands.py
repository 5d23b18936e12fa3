"""Slash commands: from what was typed to what is shown."""

from bot.playground import checks, payloads, typing_in
from bot.playground.app_shape import BOT_USER
from bot.playground.channels import Conversation
from bot.playground.messages import Message
from bot.playground.people import Member
from bot.playground.sockets import Envelope, NoAck, NobodyListens
from bot.playground.views import named
from bot.playground.wire import Impossible, Json, Refused
from bot.playground.workspace import Workspace


async def run(space: Workspace, person: Member, channel: Conversation, line: str) -> Json:
    """Send a command to the bot and show what it answers at once, or that it did not."""
    command, _, text = line.strip().partition(" ")
    if command == "/invite":
        return _invite(space, person, channel, text.strip())
    shape = space.app.commands.get(command)
    if shape is None:
        space.whisper(person.id, channel, f"`{command}` is not a valid command. Here it is {_known(space)}.")
        return {"ok": False, "error": "unknown_command"}
    text = typing_in.escaped(space, text.strip()) if shape.get("should_escape") else text.strip()
    payload = payloads.slash_command(space, person, channel, command, text)
    try:
        answer = await space.sockets.ask(Envelope("slash_commands", command, f"{person.id}: {command} {text}", payload))
    except NoAck:
        return _failed(space, person, channel, command, "operation_timeout")
    except NobodyListens:
        _failed(space, person, channel, command, "dispatch_failed")
        return {"ok": False, "error": "app not connected"}
    return _shown(space, person, channel, line, answer)


def _known(space: Workspace) -> str:
    return " or ".join(space.app.commands) or "no command at all"


def _failed(space: Workspace, person: Member, channel: Conversation, command: str, error: str) -> Json:
    space.whisper(person.id, channel, f'{command} failed with the error "{error}"')
    return {"ok": False, "error": error}


def _shown(space: Workspace, person: Member, channel: Conversation, line: str, answer: Json) -> Json:
    if not answer:
        return {"ok": True}
    try:
        content = checks.loose_content(answer)
    except Refused as refused:
        space.toast(person.id, f"The answer to the command was refused: {refused.error} {'; '.join(refused.messages)}")
        return {"ok": False, "error": refused.error}
    aloud = answer.get("response_type") == "in_channel"
    if aloud:
        space.say(Message(ts=space.clock.stamp(), channel=channel.id, user=person.id, text=line))
    if content.text or content.blocks:
        answered = Message(
            ts=space.clock.stamp(),
            channel=channel.id,
            user=BOT_USER,
            text=content.text or "",
            blocks=named(content.blocks or []),
            only_for=None if aloud else person.id,
        )
        space.say(answered)
    return {"ok": True}


def _invite(space: Workspace, person: Member, channel: Conversation, who: str) -> Json:
    member = space.people.by_name(who.removeprefix("@").replace(" ", ""))
    if member is None or channel.kind != "channel":
        raise Impossible(f"Nobody called {who} can be invited here.")
    channel.members.add(member.id)
    text = f"<@{member.id}> has joined the channel by invitation from <@{person.id}>"
    space.say(Message(ts=space.clock.stamp(), channel=channel.id, user=member.id, text=text))
    return {"ok": True}
