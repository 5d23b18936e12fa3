"""Half a year of people with habits: nothing untrue is said, nothing twice, nothing is lost, and no button is dead."""

from pathlib import Path

import pytest

from tests.halfyear.story import told

pytestmark = pytest.mark.long_story

PAIRS, SEED = 2, 1


def test_half_a_year_goes_by_without_a_fault(tmp_path: Path) -> None:
    with told(PAIRS, SEED, tmp_path) as story:
        faults = story.live(weeks=26)

    assert faults == []
    assert story.phone.acts > 100
    assert story.inspection.kinds.total() > 50
    assert len(story.inspection.kinds) > 20
