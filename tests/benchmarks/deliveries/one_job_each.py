"""One APScheduler job for each letter, kept in its own store: what everybody would write first."""

import json
import logging
import sys
import threading
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import sqlalchemy as sa
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.__main__ import clock
from tests.benchmarks.deliveries.loads import A_DAY, LOADS

IN_FLIGHT = 16
ANSWER_WITHIN = 10
ASKED_EVERY = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How the process is to be set up, and how many letters it plans first; none after it was killed."""

    database_url: str
    slack_url: str
    load: str
    plans: int = 0
    asks_in: int = 0


class Place:
    """What a job finds by its module's name: the store keeps no live objects."""

    scheduler: BackgroundScheduler
    slack_url: str


def main(**given: Any) -> None:  # noqa: ANN401 - an order
    """Plan, then let the scheduler run until told to end; tell how long somebody waited to add a job meanwhile."""
    logging.disable(logging.CRITICAL)
    order = Order(**given)
    Place.slack_url = order.slack_url
    Place.scheduler = scheduler = BackgroundScheduler(
        timezone="UTC",
        jobstores={"default": SQLAlchemyJobStore(url=driver(order.database_url))},
        executors={"default": ThreadPoolExecutor(IN_FLIGHT)},
        job_defaults={"misfire_grace_time": None, "coalesce": True},
    )
    scheduler.start(paused=True)
    began = time.monotonic()
    for each in islice(LOADS[order.load].letters(), order.plans):
        plan(each.number, each.workspace, each.reader, now() + timedelta(seconds=each.due_in))
    print(json.dumps({"planned": order.plans, "seconds": time.monotonic() - began}), flush=True)
    sys.stdin.readline()
    scheduler.resume()
    ended, waits = threading.Event(), list[float]()
    if order.asks_in:
        threading.Thread(target=ask, args=(ended, waits), daemon=True).start()
    sys.stdin.readline()
    ended.set()
    print(json.dumps({"acks": waits}), flush=True)


def plan(number: int, workspace: str, reader: str, at: datetime) -> None:
    """Make a job of one letter."""
    Place.scheduler.add_job(
        post, "date", run_date=at, args=(number, workspace, reader), id=f"{number}", replace_existing=True
    )


def post(number: int, workspace: str, reader: str) -> None:
    """Post one letter; when it was too much, make another job of it."""
    client = WebClient(token=f"xoxb-{workspace}", base_url=Place.slack_url, timeout=ANSWER_WITHIN)
    try:
        client.chat_postMessage(
            channel=reader,
            text="How is it going?",
            metadata={"event_type": "letter", "event_payload": {"letter": number}},
        )
    except SlackApiError as refusal:
        wait = int(refusal.response.headers.get("Retry-After", "1"))
        plan(number, workspace, reader, now() + timedelta(seconds=wait))


def ask(ended: threading.Event, waits: list[float]) -> None:
    """Be somebody who wants to be reminded of something tomorrow, again and again."""
    while not ended.wait(ASKED_EVERY):
        began = time.monotonic()
        waits.append(-began)  # should it never come back, it has waited since then
        plan(-len(waits), "T0", "U1", now() + timedelta(seconds=A_DAY))
        waits[-1] = time.monotonic() - began


def now() -> datetime:
    """Tell the time."""
    return clock()


def driver(url: str) -> sa.URL:
    """Name the driver that is installed."""
    address = sa.make_url(url)
    return address.set(drivername="postgresql+psycopg") if address.get_backend_name() == "postgresql" else address
