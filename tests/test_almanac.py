"""The almanac knows what people call their country and their city, and guesses only where a guess makes sense."""

import subprocess
import sys
from datetime import date

import pytest

from bot.almanac import PublicHolidays, holidays_called, holidays_near, zone_called

CHRISTMAS = date(2026, 12, 25)
CORPUS_CHRISTI = date(2026, 6, 4)


@pytest.mark.parametrize(
    ("words", "code", "spoken"),
    [
        ("Germany", "DE", "Germany"),
        (" germany , BAYERN ", "DE-BY", "Germany, Bayern"),
        ("DE-BY", "DE-BY", "Germany, Bayern"),
        ("de / by", "DE-BY", "Germany, Bayern"),
        ("UK", "GB", "the United Kingdom"),
        ("United Kingdom, Scotland", "GB-SCT", "the United Kingdom, Scotland"),
        ("New Zealand", "NZ", "New Zealand"),
        ("none", "", ""),
    ],
)
def test_a_country_is_found_by_any_of_its_names_and_its_own_name_leads_back(words: str, code: str, spoken: str) -> None:
    found = holidays_called(words)

    assert found == PublicHolidays(code)
    assert str(found) == spoken
    assert holidays_called(spoken or "none") == found


@pytest.mark.parametrize("words", ["", "   ", "Atlantis", "DE-XX", "Germany, Texas", "<!channel>", "é" * 1000, ", BY"])
def test_what_is_no_country_is_none(words: str) -> None:
    assert holidays_called(words) is None


def test_a_region_keeps_more_than_its_country() -> None:
    assert CHRISTMAS in PublicHolidays("DE")
    assert CORPUS_CHRISTI in PublicHolidays("DE-BY")
    assert CORPUS_CHRISTI not in PublicHolidays("DE")


@pytest.mark.parametrize("code", ["", "ZZ", "DE-ZZ"])
def test_nobody_is_off_by_a_calendar_that_there_isn_t(code: str) -> None:
    assert CHRISTMAS not in PublicHolidays(code)
    assert "christmas" not in PublicHolidays("DE")


@pytest.mark.parametrize("code", ["ZZ", "ZZ-A"])
def test_a_calendar_that_is_gone_is_named_by_its_code(code: str) -> None:
    assert str(PublicHolidays(code)) == code.replace("-", ", ")


@pytest.mark.parametrize(
    ("zone", "code"),
    [("Europe/Berlin", "DE"), ("Asia/Calcutta", "IN"), ("America/New_York", "US"), ("UTC", None), ("nowhere", None)],
)
def test_a_zone_suggests_a_country_also_by_its_old_name(zone: str, code: str | None) -> None:
    guess = holidays_near(zone)

    assert (guess.code if guess else None) == code


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        (" new   york ", "America/New_York"),
        ("UTC", "UTC"),
        ("../etc/passwd", None),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_a_zone_is_found_by_a_city(words: str, zone: str | None) -> None:
    assert zone_called(words) == zone


def test_a_start_loads_no_holidays() -> None:
    asked = "import sys, bot.app; print('holidays' in sys.modules, 'icalendar' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True).stdout == (
        "False False\n"
    )
