"""Help names every command, whatever was typed."""

import pytest

from handlers import every
from tests.handlers.conftest import Office


@pytest.mark.parametrize("typed", ["help", "HELP", "", "nonsense", "<!channel>", "'; drop table people; --", "🙂"])
def test_whatever_is_typed_there_is_help(office: Office, typed: str) -> None:
    visitor = office.visitor("UADA")

    visitor.types(f"/mentor {typed}".strip())

    visitor.waits_for("/mentor")
    assert "<!channel>" not in visitor.dm()[-1]["text"]


def test_help_tells_what_every_module_offers(office: Office) -> None:
    visitor = office.visitor("UADA")

    visitor.types("/mentor help")

    shown = visitor.waits_for("/mentor find")
    commands = [line.split("`")[1] for module in every() if (line := getattr(module, "HELP", ""))]
    assert commands
    assert [command for command in commands if f"`{command}`" not in shown["text"]] == []
