"""Methods about messages: chat.*."""

from collections.abc import Callable, Mapping

from bot.playground import checks
from bot.playground.app_shape import BOT_USER
from bot.playground.calls import Call
from bot.playground.channels import Conversation
from bot.playground.conversations import channel_of
from bot.playground.limits import TEXT_POSTED, TEXT_UPDATED
from bot.playground.messages import Message
from bot.playground.views import named
from bot.playground.wire import Json, Refused
from bot.playground.workspace import Workspace


def post_message(space: Workspace, call: Call) -> Json:
    """Say something where the bot may."""
    channel = _addressed(space, call.text("channel"))
    _check_may_post(space, channel)
    message = _composed(space, call, channel)
    thread = message.thread_ts
    if thread is not None and space.messages.known(channel.id, thread) is None:
        raise Refused("thread_not_found")
    space.say(message)
    return {"channel": channel.id, "ts": message.ts, "message": message.as_slack()}


def post_ephemeral(space: Workspace, call: Call) -> Json:
    """Say something that one person alone sees."""
    channel = channel_of(space, call.text("channel"))
    _check_may_post(space, channel)
    person = call.text("user")
    if person not in channel.members:
        raise Refused("user_not_in_channel")
    message = _composed(space, call, channel)
    message.only_for = person
    space.say(message)
    return {"message_ts": message.ts}


def update(space: Workspace, call: Call) -> Json:
    """Change what the bot said before."""
    channel = channel_of(space, call.text("channel"))
    message = _own(space, call, channel, "cant_update_message")
    content = checks.content(call, most=TEXT_UPDATED)
    if content.blocks is None and content.attachments is None and not content.text:
        raise Refused("no_text")
    metadata = call.thing("metadata")
    if metadata is not None:
        message.metadata = checks.metadata(metadata)
    revise(space, message, content)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": message.as_slack()}


def revise(space: Workspace, message: Message, content: checks.Content) -> None:
    """Put new words into a message. Blocks that are not mentioned stay, as chat.update documents."""
    if content.text is not None:
        message.text = content.text
    if content.blocks is not None:
        message.blocks = named(content.blocks)
    if content.attachments is not None:
        message.attachments = content.attachments
    message.edited = space.clock.stamp()
    space.seen(message)


def delete(space: Workspace, call: Call) -> Json:
    """Take back what the bot said."""
    channel = channel_of(space, call.text("channel"))
    message = _own(space, call, channel, "cant_delete_message")
    space.messages.forget(message)
    space.seen(message)
    return {"channel": channel.id, "ts": message.ts}


def permalink(space: Workspace, call: Call) -> Json:
    """Give a link to a message."""
    channel = channel_of(space, call.text("channel"))
    message = space.messages.known(channel.id, call.text("message_ts"))
    if message is None or message.is_ephemeral:
        raise Refused("message_not_found")
    link = f"{space.url}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": link}


def _addressed(space: Workspace, address: str) -> Conversation:
    if not address.startswith(("U", "W")):
        named_channel = space.channels.named(address.removeprefix("#")) if address.startswith("#") else None
        return named_channel or channel_of(space, address)
    member = space.people.known(address)
    if member is None or member.is_app:
        raise Refused("channel_not_found")
    if member.person.is_bot:
        raise Refused("cannot_dm_bot")
    return space.channels.dm_with(address)


def _check_may_post(space: Workspace, channel: Conversation) -> None:
    if channel.is_archived:
        raise Refused("is_archived")
    if channel.kind == "dm":
        member = space.people.known(channel.person)
        if member is not None and member.deleted:
            raise Refused("user_disabled")
    if channel.kind == "channel" and BOT_USER not in channel.members and "chat:write.public" not in space.scopes:
        raise Refused("not_in_channel")


def _composed(space: Workspace, call: Call, channel: Conversation) -> Message:
    content = checks.content(call, most=TEXT_POSTED)
    if content.says_nothing():
        raise Refused("no_text")
    metadata = call.thing("metadata")
    return Message(
        ts=space.clock.stamp(),
        channel=channel.id,
        user=BOT_USER,
        text=content.text or "",
        blocks=named(content.blocks or []),
        attachments=content.attachments or [],
        metadata=checks.metadata(metadata) if metadata else None,
        thread_ts=call.text("thread_ts") or None,
        username=call.text("username") or None,
    )


def _own(space: Workspace, call: Call, channel: Conversation, otherwise: str) -> Message:
    message = space.messages.known(channel.id, call.text("ts"))
    if message is None or message.is_ephemeral:
        raise Refused("message_not_found")
    if message.user != BOT_USER:
        raise Refused(otherwise)
    return message


DOINGS: Mapping[str, Callable[[Workspace, Call], Json]] = {
    "chat.postMessage": post_message,
    "chat.postEphemeral": post_ephemeral,
    "chat.update": update,
    "chat.delete": delete,
    "chat.getPermalink": permalink,
}
