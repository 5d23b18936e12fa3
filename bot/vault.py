"""The vault: tokens are kept encrypted, and the keys are kept elsewhere."""

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class KeyIsMissing(Exception):
    """A token was encrypted with a key that the settings don't name any more."""


class Vault:
    """Encrypts with the first key, and opens what any of the keys has encrypted."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Take the keys, the newest first."""
        self._fernet = MultiFernet([Fernet(key) for key in keys])

    def shut(self, token: str) -> str:
        """Encrypt a token."""
        return self._fernet.encrypt(token.encode()).decode()

    def open(self, shut: str) -> str:
        """Read a token."""
        try:
            return self._fernet.decrypt(shut.encode()).decode()
        except InvalidToken:
            raise KeyIsMissing from None

    def opens(self, shut: str) -> bool:
        """Tell whether one of the keys opens it."""
        try:
            self.open(shut)
        except KeyIsMissing:
            return False
        return True

    def renew(self, shut: str) -> str:
        """Encrypt it again, with the first key."""
        try:
            return self._fernet.rotate(shut.encode()).decode()
        except InvalidToken:
            raise KeyIsMissing from None


def new_key() -> str:
    """Make a key."""
    return Fernet.generate_key().decode()
