"""What a goal doesn't say yet is asked where it can be answered: a day beside a field for a day, and nothing else."""

from itertools import count, islice

from bot.mentoring.coaching import QUESTIONS, Gap
from handlers.goal_form import asking


def test_whoever_has_a_day_alone_to_give_is_asked_for_the_day_of_the_goal_and_has_halfway_to_think_about() -> None:
    fields = [field for seed in islice(count(), 50) for field in asking([Gap.DATE], f"goal{seed}")]

    assert {field["element"]["type"] for field in fields} == {"datepicker"}
    assert {field["label"]["text"] for field in fields} == set(QUESTIONS[Gap.DATE])
    assert not any(word in field["label"]["text"] for field in fields for word in ("halfway", "look back"))
    assert all("what will be true halfway?" in field["hint"]["text"] for field in fields)
