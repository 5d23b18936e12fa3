"""Answers to browsers and to Slack, as WSGI wants them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from http import HTTPStatus
from wsgiref.types import StartResponse

PAGE = (
    "<!doctype html><html lang=en><meta charset=utf-8><title>{title}</title><h1>{title}</h1><p>{told}</p>{more}</html>"
)
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer."""

    status: int
    body: str = ""
    headers: Mapping[str, str | Sequence[str]] = field(default_factory=dict)

    def give(self, start_response: StartResponse) -> Iterable[bytes]:
        """Give it."""
        body = self.body.encode()
        given = {"Content-Type": "text/plain; charset=utf-8"} | HEADERS | dict(self.headers)
        headers = [
            (name, each)
            for name, value in given.items()
            if name.lower() != "content-length"
            for each in ([value] if isinstance(value, str) else value)
        ]
        start_response(
            f"{self.status} {HTTPStatus(self.status).phrase}", [*headers, ("Content-Length", str(len(body)))]
        )
        return [body]


def page(status: int, title: str, told: str, link: tuple[str, str] = ("", ""), **headers: str) -> Answer:
    """Tell somebody in a browser what happened and what to do."""
    where, named = link
    more = f'<p><a href="{escape(where)}">{escape(named)}</a></p>' if where else ""
    shown = PAGE.format(title=escape(title), told=escape(told), more=more)
    return Answer(status, shown, {"Content-Type": "text/html; charset=utf-8"} | headers)
