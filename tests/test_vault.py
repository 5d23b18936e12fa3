"""The vault: what is kept says nothing, an old key still opens, and a key that is gone opens nothing."""

import pytest

from bot.vault import KeyIsMissing, Vault, new_key

TOKEN = "xoxb-" + "very-secret-" * 20


def test_what_is_shut_in_says_nothing_and_can_be_opened() -> None:
    vault = Vault([new_key()])
    shut = vault.shut(TOKEN)

    assert "secret" not in shut
    assert vault.shut(TOKEN) != shut
    assert vault.open(shut) == TOKEN


def test_a_new_key_in_front_takes_over() -> None:
    old, new = new_key(), new_key()
    shut = Vault([old]).shut(TOKEN)

    renewed = Vault([new, old]).renew(shut)

    assert Vault([new, old]).open(shut) == Vault([new]).open(renewed) == TOKEN
    for act in (Vault([new]).open, Vault([new]).renew):
        with pytest.raises(KeyIsMissing):
            act(shut)
