"""procrastinate as its guides show it: a task for each letter, retried when it fails, and stalled ones tried again."""

import asyncio
import json
import logging
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby, islice
from typing import Any

import sqlalchemy as sa
from procrastinate import App, PsycopgConnector, RetryStrategy
from slack_sdk.web.async_client import AsyncWebClient

from bot.__main__ import clock
from tests.benchmarks.deliveries.loads import A_DAY, LOADS

IN_FLIGHT = 16
ANSWER_WITHIN = 10
ASKED_EVERY = 0.1
AT_ONCE = 5000
LOOKS_EVERY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How one process is to be set up, and how many letters it plans first; only the first process plans."""

    database_url: str
    slack_url: str
    load: str
    plans: int = 0
    asks_in: int = 0


class Worker:
    """One worker and its task."""

    def __init__(self, order: Order) -> None:
        self.order = order
        url = sa.make_url(order.database_url).set(drivername="postgresql")
        self.app: Any = App(connector=PsycopgConnector(conninfo=url.render_as_string(hide_password=False)))
        self.task: Any = self.app.task(name="post", retry=RetryStrategy(wait=1))(self.post)

    async def post(self, number: int, workspace: str, reader: str) -> None:
        """Post one letter; what fails is tried again in a second."""
        client = AsyncWebClient(token=f"xoxb-{workspace}", base_url=self.order.slack_url, timeout=ANSWER_WITHIN)
        metadata = {"event_type": "letter", "event_payload": {"letter": number}}
        await client.chat_postMessage(channel=reader, text="How is it going?", metadata=metadata)

    async def plan(self) -> None:
        """Defer all letters, many at a time."""
        letters = islice(LOADS[self.order.load].letters(), self.order.plans)
        for due_in, several in groupby(letters, lambda each: each.due_in):
            at = clock() + timedelta(seconds=due_in)
            later = self.task.configure(schedule_at=at)
            while batch := list(islice(several, AT_ONCE)):
                await later.batch_defer_async(
                    *({"number": each.number, "workspace": each.workspace, "reader": each.reader} for each in batch)
                )

    async def revive(self) -> None:
        """Try what a dead worker left behind again, as its guide to stalled jobs says."""
        while True:
            await asyncio.sleep(LOOKS_EVERY)
            for job in await self.app.job_manager.get_stalled_jobs():
                await self.app.job_manager.retry_job(job)

    async def ask(self, waits: list[float]) -> None:
        """Be somebody who wants to be reminded of something tomorrow, again and again."""
        while True:
            await asyncio.sleep(ASKED_EVERY)
            began = time.monotonic()
            at = clock() + timedelta(seconds=A_DAY)
            await self.task.configure(schedule_at=at).defer_async(number=-1, workspace="T0", reader="U1")
            waits.append(time.monotonic() - began)

    async def work(self) -> None:
        """Plan, then work until told to end."""
        waits: list[float] = []
        async with self.app.open_async():
            if self.order.plans:
                await self.app.schema_manager.apply_schema_async()
            began = time.monotonic()
            await self.plan()
            print(json.dumps({"planned": self.order.plans, "seconds": time.monotonic() - began}), flush=True)
            await asyncio.to_thread(sys.stdin.readline)
            works = self.app.run_worker_async(concurrency=IN_FLIGHT, install_signal_handlers=False, wait=True)
            going = [asyncio.create_task(works), asyncio.create_task(self.revive())]
            going += [asyncio.create_task(self.ask(waits))] if self.order.asks_in else []
            await asyncio.to_thread(sys.stdin.readline)
            print(json.dumps({"acks": waits}), flush=True)
            for each in going:
                each.cancel()
            with suppress(asyncio.CancelledError):
                await asyncio.gather(*going, return_exceptions=True)


def main(**given: Any) -> None:  # noqa: ANN401 - an order
    """Be one worker until told to end."""
    logging.disable(logging.CRITICAL)
    asyncio.run(Worker(Order(**given)).work())
