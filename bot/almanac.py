"""The almanac: public holidays by country, time zones by city, and which country a zone suggests.

All of it is data of others, large, and seldom needed: each part is loaded when somebody asks for it first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from zoneinfo import available_timezones

CALENDARS_IN_USE = 4096
"""A country's holidays of one year are a dozen dates; so many calendars and years are kept."""
COUNTRY_AND_REGION = re.compile(r"\s*[,/]\s*|(?<=^[A-Za-z]{2})-")
NONE = frozenset({"none", "no", "-"})
AS_PEOPLE_SAY = {
    "AE": "the United Arab Emirates",
    "GB": "the United Kingdom",
    "NL": "the Netherlands",
    "PH": "the Philippines",
    "US": "the United States",
}
BESIDE_A_CITY = ("Etc", "SystemV", "posix", "right")


@dataclass(frozen=True, slots=True)
class PublicHolidays:
    """The public holidays of a country or of one of its regions, as `DE` or `DE-BY`; empty for none."""

    code: str = ""

    def __contains__(self, day: object, /) -> bool:
        """Tell whether it is one. What nobody has worked out, such as a far year, is a day like any other."""
        return bool(self.code) and isinstance(day, date) and day in _days(self.code, day.year)

    def __str__(self) -> str:
        """Say whose they are: Germany, or Canada, Ontario."""
        country, _, region = self.code.partition("-")
        name = _countries().get(country, country)
        long = next((name for name, short in _regions(country).items() if short == region), region)
        return f"{name}, {long}" if region else name


def holidays_called(text: str) -> PublicHolidays | None:
    """Find the holidays that somebody means: a country, perhaps with its region, by name or code; None if unclear."""
    if text.strip().lower() in NONE:
        return PublicHolidays()
    named, *of_it = COUNTRY_AND_REGION.split(text.strip(), maxsplit=1)
    country = _code(named)
    region = _region(country, of_it[0]) if country and of_it else ""
    return PublicHolidays(f"{country}-{region}" if region else country) if country and region is not None else None


def holidays_near(zone: str) -> PublicHolidays | None:
    """Guess a country from a time zone. It is only a guess: ask."""
    country = _countries_of_zones().get(zone)
    return PublicHolidays(country) if country and _code(country) else None


def zone_called(text: str) -> str | None:
    """Find the time zone that somebody means, by its own name or by a city in it; None if nobody knows."""
    wanted = "_".join(text.split()).lower()
    by_name = {name.lower(): name for name in available_timezones()}
    cities = (name for name in by_name if name.rpartition("/")[2] == wanted and not name.startswith(BESIDE_A_CITY))
    found = wanted if wanted in by_name else min(cities, key=lambda name: (len(name), name), default="")
    return by_name.get(found)


@lru_cache(maxsize=CALENDARS_IN_USE)
def _days(code: str, year: int) -> frozenset[date]:
    """Work out one year of one calendar."""
    from holidays import country_holidays  # noqa: PLC0415 - large, and most people's calendar is empty

    country, _, region = code.partition("-")
    try:
        return frozenset(country_holidays(country, subdiv=region or None, years=year))
    except NotImplementedError:  # a country or region that a newer version of the data has dropped
        return frozenset()


@cache
def _countries() -> dict[str, str]:
    """Return the name of every country in the zone database, by its code."""
    return {code: name for code, name, *_ in _table("iso3166.tab")} | AS_PEOPLE_SAY


@cache
def _codes() -> dict[str, str]:
    """Return the code of every country whose holidays are known, by all its names."""
    from holidays.registry import COUNTRIES  # noqa: PLC0415 - see _days

    codes: dict[str, str] = {}
    for spelt, (_, code, *others) in COUNTRIES.items():
        codes |= {name.lower(): code for name in (spelt.replace("_", " "), code, *others, _countries().get(code, code))}
    return codes


def _code(text: str) -> str | None:
    return _codes().get(text.strip().lower())


@lru_cache
def _regions(country: str) -> dict[str, str]:
    """Return the short name of each of a country's regions, by its long ones."""
    from holidays import country_holidays  # noqa: PLC0415 - see _days

    if _code(country) is None:
        return {}
    known = country_holidays(country)
    aliases: dict[str, str] = getattr(known, "subdivisions_aliases", {})
    return aliases | {region: region for region in known.subdivisions if region not in aliases.values()}


def _region(country: str, text: str) -> str | None:
    named = {name.lower(): region for name, region in _regions(country).items()}
    return (named | {region.lower(): region for region in named.values()}).get(text.strip().lower())


@cache
def _countries_of_zones() -> dict[str, str]:
    """Return the country of each zone that lies in one only, under its old names, too."""
    countries = {zone: code for code, _, zone, *_ in _table("zone.tab")}
    links = (line.split()[1:] for line in _lines("tzdata.zi") if line.startswith("L "))
    return {old: countries[new] for new, old in links if new in countries} | countries


def _table(name: str) -> Iterator[list[str]]:
    return (line.split("\t") for line in _lines(name) if line and not line.startswith("#"))


def _lines(name: str) -> list[str]:
    return (files("tzdata") / "zoneinfo" / name).read_text(encoding="utf-8").splitlines()
