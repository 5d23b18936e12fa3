"""What answers over HTTP: the door at which Slack's requests are checked, and installing the bot.

It speaks WSGI, so that a server with threads runs it: a slow listener then keeps nobody else waiting.
"""

from bot.web.door import Door

__all__ = ["Door"]
