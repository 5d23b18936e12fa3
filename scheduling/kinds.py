"""Kinds of letters in plain words, for whoever looks ahead."""

from collections.abc import Mapping
from functools import cache

from scheduling.nudges import every

ANSWERED_BY_AN_ACT = "It answers something somebody did."
BROUGHT_BY_TIME = "Its time has come, and nobody did anything before."
ANNOUNCED = "A lead announced it."
OF_TIME = frozenset({"ask_expired", "choosing_over", "listing_hidden", "rest_over", "rhythm_settled", "wait_over"})
IN_WORDS = {
    "account_back": "what ended while an account was closed",
    "left_and_back": "a partner who left and is back",
    "session_reminder": "a session in half an hour",
    "times": "times to pick from",
    "action_due": "something to do that has its day",
    "advice_followup": "how something went",
    "agenda": "what to bring to the next session",
    "agreement_missing": "what two people agree on",
    "ask_reminder": "a request that waits",
    "audit": "a look back",
    "book_next": "a next date",
    "chat_outcome": "whether a chat took place",
    "chat_thanks": "thanks after a chat",
    "draft_idle": "a note that isn't sent",
    "event_followup": "somebody you met",
    "first_meeting": "a first date",
    "first_meeting_choice": "how to go on without a first session",
    "fit": "how the fit feels",
    "focus_review": "whether it is still about the same thing",
    "goal_check": "how goals are going",
    "goal_due": "a goal that has its date",
    "goal_setup": "help with a goal",
    "goal_stale": "whether a goal is still one",
    "mentor_availability": "whether you're still open to requests",
    "network_gap": "whether somebody else could help with something",
    "no_reply_help": "a note to a partner who doesn't answer",
    "no_reply_next": "other ways, after no answer",
    "mentor_quarter": "three months as a mentor",
    "outcome": "whether a session took place",
    "primer": "questions before the first session",
    "pulse": "whether it is worth the time",
    "reciprocity": "an idea for giving something back",
    "rest_notice": "on which day a quiet pair will rest",
    "search_idle": "a search you saved",
    "slip_mentee": "a session that is late",
    "slip_mentor": "whether the rhythm is right",
    "stalled": "how to go on after a while",
    "waitlist": "how it stands with the waiting list",
    "closing_primer": "questions for the last session",
    "closing_reflection": "a look back at the end",
    "now_and_then": "meeting now and then",
    "pause_end": "a pause that ends soon",
    "pay_forward": "mentoring somebody else",
    "wind_down": "the end that was planned",
    "term_planned": "the last day that was planned",
    "completed": "a pair that is complete",
    "pause_longer": "a pause that goes on",
    "redefine": "how to go on after mentoring",
    "ask_expired": "a request that closed unanswered",
    "action_given": "something noted for them to do",
    "booked": "a new date",
    "effect_note": "what a mentee shares of how it went",
    "proposal": "a proposal for going on",
    "proposal_withdrawn": "a pair that can't be any more",
    "announcement": "something a lead announced",
    "pair_proposed": "whether two would like to be a pair",
    "introduction": "two people who became a pair",
    "no_lead": "that nobody leads mentoring here yet",
    "announcement_unposted": "a channel that an announcement didn't reach",
    "choose_mentors": "mentors to choose among",
    "choose_reminder": "mentors to choose among, once more",
    "choosing_over": "that the time to choose mentors is over",
    "mentors_named": "who was asked to choose mentors",
    "table_ready": "the matches as a table",
    "named_to_mentees": "mentees who can choose you",
    "chat_again": "whether you'd like another chat",
    "chat_booked": "the time of a chat",
    "listing_hidden": "that you take no requests for now",
    "rest_over": "a pair that rested and is over",
    "rhythm_settled": "the rhythm that holds",
    "wait_over": "a wait for a mentor that ended",
    "welcome_back": "the end of a pause",
    "line_changed": "how to go on in a shared reporting line",
    "line_lead": "somebody who would like to talk to a lead",
    "line_over": "a reporting line that isn't shared any more",
    "line_shared": "two who came to share a reporting line",
    "wish_to_go_on": "that a partner would like to go on",
    "agenda_shared": "what somebody brings to a session",
    "announcement_progress": "how far an announcement is",
    "announcement_test": "an announcement, as a test",
    "ask": "a request",
    "ask_declined": "the answer to a request",
    "ask_referred": "somebody else to ask",
    "asks_closed": "requests that are closed",
    "audit_shared": "what somebody shares of a look back",
    "certificate": "a certificate",
    "chat_left": "a chat that didn't come about",
    "chat_no_place": "that a mentor has no place after a chat",
    "effect_reaction": "what came back to something that was shared",
    "effect_reply": "what was answered to something that was shared",
    "ended": "a pair that has ended",
    "export_ready": "the tables of the program",
    "knock": "a word from a partner",
    "lead_contact": "somebody who would like a word",
    "made_contact": "that concerns may be brought to them",
    "made_lead": "that they lead mentoring, too",
    "matches_ready": "matches to look at",
    "mentor_cards": "three short cards for mentors",
    "paused": "a pause",
    "peers": "how to go on as peers",
    "people_wait": "people who wait for what they offer",
    "program_contact": "that concerns of a program may be brought to them",
    "program_lead": "that they lead a program",
    "program_unmatched": "that there is no match for them yet",
    "rematch": "somebody who looks for another match",
    "rhythm_agreed": "a rhythm that both agreed to",
    "rhythm_answer": "what a partner says to another rhythm",
    "rhythm_kept": "a rhythm that stays",
    "rhythm_wish": "a wish for another rhythm",
    "somebody_offers": "somebody new who offers what they look for",
    "takeaway": "a takeaway that was shared",
    "thanks": "a word of thanks",
    "thanks_for_chat": "thanks for a chat",
    "topic": "what a session is about",
    "welcome": "the welcome",
}


def in_words(kind: str) -> str:
    """Say what a letter of this kind is about."""
    return IN_WORDS.get(kind, kind.replace("_", " "))


def every_kind() -> tuple[str, ...]:
    """Name every kind that comes unasked."""
    return (*reasons(), "announcement")


@cache
def reasons() -> Mapping[str, str]:
    """Return why each kind of nudge comes."""
    return {nudge.kind: nudge.why for nudge in every()}


def reason_of(kind: str) -> str:
    """Say why a letter of this kind comes; what is no nudge answers somebody's act, or time's, or was announced."""
    otherwise = BROUGHT_BY_TIME if kind in OF_TIME else ANNOUNCED if kind == "announcement" else ANSWERED_BY_AN_ACT
    return reasons().get(kind, otherwise)
