"""The Web API: tokens, scopes, arguments, faults, and the way to each method."""

import asyncio
from collections.abc import Callable, Mapping

from aiohttp import web

from bot.playground import calls, chat, conversations, identities, modals, uploads
from bot.playground.calls import Call
from bot.playground.faults import Fault
from bot.playground.methods import METHODS
from bot.playground.scopes import needs
from bot.playground.wire import Json, Refused
from bot.playground.workspace import Workspace

Doing = Callable[[Workspace, Call], Json]
DOINGS: Mapping[str, Doing] = {
    **identities.DOINGS,
    **conversations.DOINGS,
    **chat.DOINGS,
    **modals.DOINGS,
    **uploads.DOINGS,
}
HANG = 60.0


class WebApi:
    """What answers under /api/."""

    def __init__(self, space: Workspace) -> None:
        """Speak for this workspace."""
        self._space = space

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer one call, or let it go wrong as planned."""
        method = request.match_info["method"]
        try:
            call = await calls.read(method, request)
        except Refused as refused:
            return self._respond(refused.as_answer())
        body = {name: value for name, value in call.arguments.items() if name != "token"}
        entry = self._space.traffic.begin("from_bot", method, _summary(call), body)
        fault = self._space.faults.take(method)
        answer = self._do(call) if fault is None or fault.is_after else {"ok": False, "error": fault.fault}
        wrong = fault.fault if fault is not None else None if answer["ok"] else str(answer["error"])
        self._space.traffic.finish(entry, error=wrong, answer=answer)
        return self._respond(answer) if fault is None else await self._go_wrong(fault, request)

    def _do(self, call: Call) -> Json:
        try:
            self._admit(call)
            return {"ok": True, **DOINGS[call.method](self._space, call)}
        except Refused as refused:
            return refused.as_answer()

    def _admit(self, call: Call) -> None:
        if call.method not in METHODS:
            raise Refused("unknown_method", req_method=call.method)
        if call.method != "api.test":  # whoever asks whether Slack is there needs no token
            self._check_token(call)
        method = METHODS[call.method]
        if method.scope is not None:
            needs(self._space, method.scope)
        unknown = method.unknown(frozenset(call.arguments))
        if unknown:
            lines = [f"unknown argument: {name} (Slack would ignore it in silence)" for name in unknown]
            raise Refused("invalid_arguments", *lines)
        missing = [name for name in method.required if not call.has(name)]
        if missing:
            raise Refused("invalid_arguments", *(f"missing required field: {name}" for name in missing))

    def _check_token(self, call: Call) -> None:
        secrets = self._space.secrets
        if not call.token:
            raise Refused("not_authed")
        if call.token not in {secrets.bot_token, secrets.app_token}:
            raise Refused("invalid_auth")
        if not self._space.installed:
            raise Refused("account_inactive")
        if call.token != (secrets.app_token if call.method == "apps.connections.open" else secrets.bot_token):
            raise Refused("not_allowed_token_type")

    async def _go_wrong(self, fault: Fault, request: web.Request) -> web.StreamResponse:
        kind = fault.fault.removesuffix("_after").removesuffix("_before")
        if kind == "hang":
            await asyncio.sleep(HANG)
        if kind in {"hang", "reset"}:
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=500)
        if kind == "500":
            return web.Response(status=500, text="Internal Server Error")
        if kind in {"ratelimited", "rate_limited"}:
            headers = {"Retry-After": str(fault.retry_after)}
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
        return self._respond({"ok": False, "error": kind})

    def _respond(self, answer: Json) -> web.Response:
        return web.json_response(answer, headers={"x-oauth-scopes": ",".join(self._space.scopes)})


def _summary(call: Call) -> str:
    parts = [str(call.arguments[name]) for name in ("channel", "user", "user_id", "users") if name in call.arguments]
    view = call.arguments.get("view")
    if isinstance(view, dict):
        parts.append(str(view.get("callback_id", view.get("type", ""))))
    parts.append(str(call.arguments.get("text", ""))[:80])
    return " · ".join(part for part in parts if part)
