"""What is kept around asking, on every database: chats, knocks, maps, and what time has run out for."""

from datetime import timedelta

import pytest

from bot import parting
from bot.mentoring.asks import AskState
from bot.mentoring.chats import ChatState, begin
from bot.mentoring.knocks import KnockedAlready, NobodyHome
from bot.mentoring.letters import LetterState
from bot.mentoring.networks import Contact, Part
from bot.mentoring.people import WAIT_UPDATE_EVERY
from bot.store import chats, facts, knocks, letters, networks, overdue, pairs, people, searches, waiting
from bot.store.database import Database
from tests.examples import MONDAY, TEAM, ada, ask, jonas, letter, mei
from tests.store.crew import kept, known

LONG_AFTER = MONDAY + 5 * WAIT_UPDATE_EVERY


def test_a_chat_is_found_counted_and_let_go(database: Database) -> None:
    kept(database, ada(), mei(), jonas())
    with database.begin(TEAM) as db:
        request = ask(mentee=known(db, "UADA"), mentor=known(db, "UMEI"), state=AskState.CHAT_OFFERED)
        db.add(request)
        db.flush()
        db.add(begin(request, MONDAY))
        db.flush()
        (chat,) = chats.open_of(db, known(db, "UADA"))
        assert (chats.room_of(db, known(db, "UMEI")), chats.theirs(db, chat.id, "UMEI", hold=True)) == (1, chat)
        apart = chats.apart_from(db, known(db, "UADA"), MONDAY)
        found = chats.hosts(db, known(db, "UADA"), "sql", MONDAY, apart)
        assert [host.mentor.slack_id for host in found] == ["UJONAS"]
        (about,) = facts.of_asks(db, [request.id])
        assert about.chat is chat
    with database.everywhere() as db:
        assert chats.to_close(db, MONDAY) == []
        (late,) = chats.to_close(db, LONG_AFTER)
        late.close(LONG_AFTER)
    with database.look(TEAM) as db:
        assert chats.open_of(db, known(db, "UADA")) == []
        gone = chats.one(db, late.id)
        assert gone is not None
        assert gone.state is ChatState.CLOSED


def test_who_takes_chats_knows_what_is_wished_for_and_not_only_a_word_of_it(database: Database) -> None:
    speaker = mei(topics=("public speaking",))
    kept(database, ada(), speaker, jonas(topics=("media relations", "public relations")))
    with database.begin(TEAM) as db:
        seeker = known(db, "UADA")

        def among(wish: str) -> list[str]:
            return [host.mentor.slack_id for host in chats.hosts(db, seeker, wish, MONDAY, frozenset({"UADA"}))]

        assert among("public relations") == ["UJONAS"]
        assert among("public transport") == []
        assert among("nervous on stage") == ["UMEI"]
        assert set(among("")) == {"UJONAS", "UMEI"}


def test_a_wait_and_an_unanswered_question_come_due(database: Database) -> None:
    kept(database, ada(waits_since=MONDAY), mei())
    asked = letter(to="UMEI", kind="mentor_availability", state=LetterState.SENT, sent_at=MONDAY)
    with database.begin(TEAM) as db:
        db.add(asked)
    with database.everywhere() as db:
        assert overdue.waits(db, MONDAY + 4 * WAIT_UPDATE_EVERY - timedelta(seconds=1)) == []
        assert [person.slack_id for person in overdue.waits(db, MONDAY + 4 * WAIT_UPDATE_EVERY)] == ["UADA"]
        assert overdue.unanswered_questions(db, MONDAY + timedelta(days=6)) == []
        ((question, mentor),) = overdue.unanswered_questions(db, MONDAY + timedelta(days=7))
        assert (question.id, mentor.slack_id) == (asked.id, "UMEI")
        assert not overdue.answered_since(db, mentor, MONDAY)
        question.acknowledge(MONDAY)
        db.flush()
        assert overdue.unanswered_questions(db, LONG_AFTER) == []


def test_one_knocks_once_in_a_silence_and_where_somebody_is_home(database: Database) -> None:
    kept(database, ada(), mei())
    with database.begin(TEAM) as db:
        mentee = known(db, "UADA")
        pair = pairs.make(db, known(db, "UMEI"), mentee, "", MONDAY)
        knock = knocks.begin(db, pair, mentee, MONDAY)
        assert knocks.latest(db, pair, mentee) is knock
        with pytest.raises(KnockedAlready):
            knocks.begin(db, pair, mentee, MONDAY)
        (about,) = facts.of_pairs(db, [pair.id])
        assert list(about.knocks) == [knock]
        pair.meet(MONDAY + timedelta(days=3), MONDAY + timedelta(days=3))
        assert knocks.latest(db, pair, mentee) is None
        pair.pause(MONDAY + timedelta(days=30), MONDAY + timedelta(days=4))
        with pytest.raises(NobodyHome):
            knocks.begin(db, pair, mentee, MONDAY)


def test_maps_and_searches_are_their_owners_alone(database: Database) -> None:
    kept(database, ada(), mei())
    with database.begin(TEAM) as db:
        owner, other = known(db, "UADA"), known(db, "UMEI")
        networks.add(db, Contact(workspace=TEAM, owner=owner, part=Part.PEER, name="Grace", at=MONDAY))
        (contact,) = networks.of(db, owner)
        networks.drop(db, other, contact.id)
        assert [each.name for each in networks.of(db, owner)] == ["Grace"]
        networks.drop(db, owner, contact.id)
        assert networks.of(db, owner) == []
        search = searches.begin(db, owner, MONDAY)
        db.flush()
        assert searches.begin(db, owner, MONDAY) is search
        assert searches.one(db, search.id, "UMEI") is None
        assert searches.one(db, None, "UADA") is None
        searches.save(db, search, MONDAY)
        db.flush()
        assert (searches.current(db, owner), list(searches.saved(db, owner))) == (None, [search])
        searches.rest(db, owner)
        assert search.unanswered_since is None
    with database.look(TEAM) as db:
        assert people.known(db, "UADA") is not None


def test_whoever_looks_again_after_a_pair_hears_of_a_free_place_a_day_before_the_others(database: Database) -> None:
    kept(database, ada(waits_since=MONDAY, wants=("sql",)), mei(), jonas(capacity=0))
    with database.begin(TEAM) as db:
        ada_, jonas_ = known(db, "UADA"), known(db, "UJONAS")
        jonas_.wants, jonas_.waits_since, jonas_.differently = ("sql",), MONDAY + timedelta(days=3), "time"
        assert [person.slack_id for person in people.waiting(db)] == ["UJONAS", "UADA"]
        jonas_pair = pairs.make(db, known(db, "UMEI"), jonas_, "sql", MONDAY)
        jonas_pair.end(MONDAY)
        jonas_.differently = "time"
        db.flush()
        assert [
            news.person.slack_id for _, found in waiting.for_offers(db, [known(db, "UMEI")], MONDAY) for news in found
        ] == ["UADA"]
        jonas_.meets_again = ("UMEI",)

        parting.tell_those_waiting(db, known(db, "UMEI"), MONDAY)

        told = {each.to: each.due_at for each in letters.waiting(db, LONG_AFTER) if each.kind == "somebody_offers"}
        assert told == {"UJONAS": MONDAY, "UADA": MONDAY + timedelta(days=1)}
        assert ada_.waits_since is None
