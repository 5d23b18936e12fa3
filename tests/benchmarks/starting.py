"""How soon the demo is ready, and how much memory it holds once somebody has used it."""

import http.client
import re
import signal
import statistics
import subprocess
import sys
from collections.abc import Iterator
from time import perf_counter
from urllib.parse import urlsplit

import psutil

from bot.playground.client import Visitor
from tests.benchmarks.figures import Figure

STARTS = 3
SECONDS, MEGABYTES = 2.0, 150.0
MEGABYTE = 1e6
SOURCES = ("bot", "handlers", "scheduling")
DEMO = (sys.executable, "-m", "bot", "demo", "--port", "0")


def measure() -> Iterator[Figure]:
    """Start the demo a few times; look at the page and use the bot in the last one."""
    subprocess.run([sys.executable, "-m", "compileall", "-q", *SOURCES], check=True)  # as `make demo` does
    starts: list[float] = []
    cpu: list[float] = []
    held = 0.0
    for at in range(STARTS):
        began = perf_counter()
        with subprocess.Popen(DEMO, stdout=subprocess.PIPE, text=True) as demo:
            try:
                url = _address(demo)
                starts.append(perf_counter() - began)
                process = psutil.Process(demo.pid)
                cpu.append(process.cpu_times().user + process.cpu_times().system)
                if at == STARTS - 1:
                    _use(url)
                    held = process.memory_info().rss / MEGABYTE
            finally:
                demo.send_signal(signal.SIGINT)
    details = {"fastest_s": round(min(starts), 2), "cpu_s": round(statistics.median(cpu), 2), "runs": STARTS}
    middle = round(statistics.median(starts), 2)
    yield Figure(what="demo: from start to ready, median", value=middle, most=SECONDS, unit="s", details=details)
    yield Figure(what="demo: resident memory in use", value=round(held, 1), most=MEGABYTES, unit="MB", details={})


def _address(demo: subprocess.Popen[str]) -> str:
    said = demo.stdout.readline() if demo.stdout else ""
    found = re.search(r"http://\S+", said)
    if not found:
        raise ValueError(said)
    return found[0]


def _use(url: str) -> None:
    """Load the page with all it refers to, then let three people use the bot."""
    page = _read(url, "/")
    for path in re.findall(r'(?:src|href)="(/?page/[^"]+)"', page):
        _read(url, f"/{path.lstrip('/')}")
    for slack_id in ("UADA", "UJONAS", "ULUCA"):
        visitor = Visitor(url, slack_id)
        visitor.opens_home()
        visitor.types("/mentor help")
        visitor.types("/mentor find public speaking")
        visitor.types("/mentor find")
        visitor.waits_for("Mentors", within=30)


def _read(url: str, path: str) -> str:
    line = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
    try:
        line.request("GET", path)
        return line.getresponse().read().decode()
    finally:
        line.close()
