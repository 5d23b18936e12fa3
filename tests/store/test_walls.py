"""Three walls between workspaces: keys, sessions and, on PostgreSQL, row level security. Each stands alone."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy import exc, orm

from bot.doctor import examine
from bot.mentoring.people import Person
from bot.store import people as store
from bot.store import walls
from bot.store.database import Database, NoWorkspace
from bot.store.held import HERE
from bot.store.schema import metadata
from bot.store.tables.catalogues import catalogue_entries
from bot.store.tables.letters import letters
from bot.store.tables.pairs import pairs
from bot.store.tables.people import people
from bot.store.upgrade import Standing, TablesAreSomebodyElse, migrate, standing, upgrade
from bot.store.walls import Walls
from tests.examples import MONDAY, TEAM, ada, jonas, letter, mei, pair
from tests.places import nobody_there

OTHER = "TOTHER"
ALONE = {
    "installations": "says which workspace it is",
    "switches": "an operator's word about a kind of nudge, for everybody this bot serves",
    "oauth_states": "belongs to a browser and to no workspace yet",
}
LOOSE = {
    ("letters", "pair_id"): "a letter is remembered longer than what it was about",
    ("letters", "ask_id"): "as above",
    ("agendas", "session_id"): "noted for whoever reads it; nothing is read by it",
    ("actions", "session_id"): "as above",
    ("updates", "goal_id"): "looked up from the goal's side, within its workspace",
    ("updates", "action_id"): "as above",
    ("pairs", "program_id"): "a pair goes on when its program is gone; read by way of the program",
    ("match_runs", "program_id"): "as above",
    ("match_pairs", "pair_id"): "says which pair it became; nothing is read by it",
    ("announcements", "program_id"): "an announcement stays what it was; read by way of the program",
    ("audits", "program_id"): "what was done outlasts what it was done to",
    ("verdicts", "letter_id"): "outlasts the letter it judged, and names nobody",
}


@pytest.fixture
def both(database: Database) -> Database:
    """Have the same pair and letter in two workspaces."""
    for workspace in (TEAM, OTHER):
        with database.begin(workspace) as db:
            two = [each(workspace=workspace) for each in (mei, ada)]
            db.add(pair(mentor=two[0], mentee=two[1], workspace=workspace))
            db.flush()
            db.execute(
                sa.insert(letters).values(
                    {name: getattr(letter(workspace=workspace), name) for name in letters.c.keys() if name != "id"}  # noqa: SIM118 - of columns
                )
            )
    return database


def test_every_row_says_whose_it_is() -> None:
    for table in metadata.sorted_tables:
        if table.name not in ALONE:
            assert not table.c.workspace.nullable, table.name
        for key in table.foreign_key_constraints:
            assert key.column_keys[0] == "workspace", key.name
            assert [each.column.name for each in key.elements] == ["workspace", "id"], key.name


def test_whatever_refers_to_a_row_is_held_to_its_workspace() -> None:
    loose = {
        (table.name, column.name)
        for table in metadata.sorted_tables
        for column in table.c
        if column.name.endswith("_id") and isinstance(column.type, sa.Integer) and not column.foreign_keys
    }

    assert loose <= LOOSE.keys()


READS: dict[str, Callable[[orm.Session], object]] = {
    "objects": lambda db: [person.workspace for person in db.scalars(sa.select(Person))],
    "columns": lambda db: db.scalars(sa.select(people.c.workspace)).all(),
    "another name": lambda db: db.scalars(sa.select(people.alias("p").c.workspace)).all(),
    "a join": lambda db: db.scalars(sa.select(people.c.workspace).join(pairs, pairs.c.mentor_id == people.c.id)).all(),
    "a query within": lambda db: db.scalars(
        sa.select(people.c.workspace).where(people.c.id.in_(sa.select(pairs.c.mentor_id)))
    ).all(),
    "a subquery": lambda db: db.scalars(sa.select(sa.select(people.c.workspace).subquery().c.workspace)).all(),
    "two together": lambda db: db.scalars(sa.union(sa.select(people.c.workspace), sa.select(pairs.c.workspace))).all(),
    "a side that may be missing": lambda db: db.scalars(
        sa.select(pairs.c.workspace).select_from(people.outerjoin(pairs, pairs.c.mentor_id == people.c.id))
    ).all(),
    "a late side that may be missing": lambda db: db.scalars(
        sa.select(pairs.c.workspace).outerjoin(people, pairs.c.mentor_id != people.c.id)
    ).all(),
    "a common table": lambda db: db.scalars(sa.select(sa.select(people.c.workspace).cte("all").c.workspace)).all(),
}


@pytest.mark.parametrize("how", READS)
def test_however_it_is_asked_nobody_reads_another_workspace(both: Database, how: str) -> None:
    with both.look(TEAM) as db:
        assert set(READS[how](db)) - {None} == {TEAM}  # type: ignore[call-overload]  # a list of names


def test_a_count_counts_what_is_here(both: Database) -> None:
    with both.look(TEAM) as db:
        assert db.scalar(sa.select(sa.func.count()).select_from(people)) == 2


def test_changes_and_deletions_reach_nobody_else(both: Database) -> None:
    with both.begin(TEAM) as db:
        db.execute(sa.update(people).values(name="changed"))
        db.execute(sa.update(Person).where(people.c.id.in_(sa.select(pairs.c.mentor_id))).values(title="changed"))
        db.execute(sa.delete(letters))

    with both.survey() as db:
        assert set(db.scalars(sa.select(people.c.workspace).where(people.c.name == "changed"))) == {TEAM}
        assert set(db.scalars(sa.select(people.c.workspace).where(people.c.title == "changed"))) == {TEAM}
        assert db.scalars(sa.select(letters.c.workspace)).all() == [OTHER]


@pytest.mark.parametrize("nested", [False, True], ids=["plain", "within another query"])
def test_new_rows_are_made_of_what_is_here_alone(both: Database, *, nested: bool) -> None:
    inner = sa.select(people.c.id).subquery()
    query = sa.select(HERE, inner.c.id if nested else people.c.id, sa.literal(7))
    new = sa.insert(catalogue_entries).from_select(["workspace", "person_id", "revision"], query)
    with both.begin(TEAM) as db:
        db.execute(sa.delete(catalogue_entries))
        mine = db.scalars(sa.select(people.c.id)).all()
        db.execute(new)

    with both.survey() as db:
        made = db.execute(sa.select(catalogue_entries.c.workspace, catalogue_entries.c.person_id)).all()
    assert sorted(made) == [(TEAM, number) for number in sorted(mine)]


REFUSED: dict[str, Callable[[orm.Session], object]] = {
    "words": lambda db: db.execute(sa.text("SELECT * FROM people")),
    "words with columns": lambda db: db.execute(sa.text("SELECT id FROM people").columns(people.c.id)),
    "by primary key": lambda db: db.execute(sa.update(Person), [{"id": 1, "name": "x"}]),
    "a new row elsewhere": lambda db: db.execute(
        sa.insert(catalogue_entries).values(workspace=OTHER, person_id=1, revision=1)
    ),
    "new rows elsewhere": lambda db: db.execute(
        sa.insert(catalogue_entries), [{"workspace": OTHER, "person_id": 1, "revision": 1}]
    ),
    "several rows elsewhere": lambda db: db.execute(
        sa.insert(catalogue_entries).values([{"workspace": OTHER, "person_id": 1, "revision": 1}])
    ),
    "a row of nobody's": lambda db: db.execute(sa.insert(catalogue_entries).values(person_id=1, revision=1)),
    "rows from a query": lambda db: db.execute(
        sa.insert(catalogue_entries).from_select(["workspace"], sa.select(people.c.workspace))
    ),
    "rows from a query that puts them where it found them": lambda db: db.execute(
        sa.insert(catalogue_entries).from_select(
            ["workspace", "person_id", "revision"], sa.select(people.c.workspace, people.c.id, sa.literal(7))
        )
    ),
    "moved by a statement": lambda db: db.execute(sa.update(people).values(workspace=OTHER)),
    "a new object elsewhere": lambda db: db.add(jonas(workspace=OTHER)),
}


@pytest.mark.parametrize("how", REFUSED)
def test_what_cannot_be_held_is_refused(both: Database, how: str) -> None:
    with both.begin(TEAM) as db, pytest.raises(NoWorkspace):
        REFUSED[how](db)


def test_an_object_is_not_moved_not_even_by_a_round(both: Database) -> None:
    for opened in (both.look(TEAM), both.survey()):
        with opened as db:
            someone = db.scalars(sa.select(Person).where(people.c.workspace == TEAM)).first()
            assert someone
            someone.workspace = OTHER
            with pytest.raises(NoWorkspace):
                db.flush()
            db.expunge_all()


def test_an_object_of_another_workspace_is_not_found_where_it_was_loaded_before(both: Database) -> None:
    with both.survey() as db:
        theirs = db.scalars(sa.select(Person).where(people.c.workspace == OTHER)).first()
    assert theirs
    with pytest.raises(NoWorkspace), both.begin(TEAM) as db:
        db.add(theirs)
    with both.look(TEAM) as db:
        assert db.get(Person, theirs.id) is None


def test_a_session_without_a_workspace_does_nothing(both: Database) -> None:
    with orm.Session(both.engine) as db:
        for act in (lambda: db.scalars(sa.select(Person)).all(), lambda: db.scalars(sa.select(people.c.id)).all()):
            with pytest.raises(NoWorkspace):
                act()
        db.add(jonas())
        with pytest.raises(NoWorkspace):
            db.flush()


def test_a_key_leads_to_no_other_workspace_whoever_writes_it(both: Database) -> None:
    with both.survey() as db:
        theirs = db.scalar(sa.select(people.c.id).where(people.c.workspace == OTHER))
    with pytest.raises(exc.IntegrityError), both.everywhere() as db:
        db.execute(sa.insert(catalogue_entries).values(workspace=TEAM, person_id=theirs, revision=1))


@pytest.fixture
def postgresql(both: Database, database_kind: str) -> Database:
    """Have row level security."""
    if database_kind != "postgresql":
        pytest.skip("only PostgreSQL has row level security")
    return both


def told(connection: sa.Connection, workspace: str) -> None:
    connection.execute(sa.text("SELECT set_config('app.workspace', :here, true)"), {"here": workspace})


def test_row_level_security_stands_without_the_sessions(postgresql: Database) -> None:
    assert walls.standing(postgresql) is Walls.THREE
    with postgresql.engine.begin() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM people")) == 0
        told(connection, TEAM)
        assert set(connection.scalars(sa.text("SELECT workspace FROM people"))) == {TEAM}
        changed = connection.execute(sa.text("UPDATE people SET name = 'x' WHERE workspace = 'TOTHER'"))
        assert changed.rowcount == 0
    for statement in ("UPDATE people SET workspace = 'TOTHER'", "INSERT INTO inbox VALUES ('TOTHER', 'k', now())"):
        with postgresql.engine.connect() as connection:
            told(connection, TEAM)
            with pytest.raises(exc.ProgrammingError, match="row-level security"):
                connection.execute(sa.text(statement))


def test_what_one_transaction_told_the_next_one_does_not_know(postgresql: Database) -> None:
    with postgresql.everywhere() as db:
        assert store.known(db, "UADA")
    with postgresql.engine.begin() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM people")) == 0


def test_every_table_of_workspaces_has_its_wall(postgresql: Database) -> None:
    with postgresql.engine.begin() as connection:
        assert set(walls.walled()) <= set(connection.scalars(sa.text(walls.FORCED)))


@pytest.mark.parametrize("way", [migrate, upgrade])
def test_whichever_way_tables_are_made_they_have_walls(
    empty: Database, database_kind: str, way: Callable[[Database], None]
) -> None:
    way(empty)

    with empty.engine.begin() as connection:
        walls.build(connection)
        if database_kind == "postgresql":
            assert set(walls.walled()) <= set(connection.scalars(sa.text(walls.FORCED)))
    assert walls.standing(empty) is (Walls.UNHELD if database_kind == "postgresql" else Walls.NONE)


def test_whoever_may_not_change_the_tables_is_told_who_has_to(postgresql: Database) -> None:
    assert standing(postgresql) is Standing.CURRENT
    upgrade(postgresql)
    with postgresql.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0001'"))

    with pytest.raises(TablesAreSomebodyElse, match="python -m bot db upgrade"):
        upgrade(postgresql)
    url = postgresql.engine.url.render_as_string(hide_password=False)
    surroundings = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "SLACK_API_URL": nobody_there()}
    told = examine(surroundings | {"DATABASE_URL": url}, lambda: MONDAY)
    *_, found = told
    assert (found.fine, "python -m bot db upgrade" in found.told) == (False, True)


def test_the_doctor_s_words_make_the_user_that_the_walls_hold() -> None:
    made = list(walls.role_made("mentor_app"))

    assert "NOBYPASSRLS" in made[0]
    assert made[1:] == list(walls.granted("mentor_app"))
