"""Cards: three short things for mentors to keep in mind, told once at the beginning and on request (practice B9)."""

from slack_bolt import Ack

from bot.blocks import Message, context, message
from bot.desk import Desk
from bot.slack import Reply, Visit

HELP = "`/mentor cards` — three short cards for mentors: listening, confidence, saying no"
LISTENING = (
    "*Listen before advising.* Ask what they have tried and what they think. Your own story helps once you know "
    "what the question is."
)
CONFIDENCE = (
    "*Power, confidence and its limit.* What you hear stays between the two of you, and nothing goes to their manager. "
    "The limit: if somebody may come to harm, or the law or a rule here asks for it, tell them openly that you have to "
    "pass it on."
)
SAYING_NO = (
    "*How to say no.* A no is fine, with or without a reason, and helps them to move on. You can suggest somebody "
    "else, and end a pair at any time without fault."
)
CARDS = (LISTENING, CONFIDENCE, SAYING_NO)


def register(desk: Desk) -> None:
    """Listen for the command."""
    desk.command("cards")(show)


def show(ack: Ack, visit: Visit, reply: Reply) -> None:
    """Show the cards to whoever asks."""
    ack()
    visit()
    reply(message("Three cards for mentors", *CARDS))


def for_newcomer() -> Message:
    """Greet a new mentor with the cards."""
    return message(
        "Thank you for offering to mentor. Three short cards to begin with; that is all the training there is.",
        *CARDS,
        context("You get this once, because you began to offer. `/mentor cards` shows it again."),
    )
