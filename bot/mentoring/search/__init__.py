"""Search by free text: what was meant by a wish, and which profiles answer it best. No model, no network, no clock."""

from bot.mentoring.search.index import Index
from bot.mentoring.search.profiles import Profile
from bot.mentoring.search.ranking import Hit, best, reasons
from bot.mentoring.search.wishes import Reading, read

__all__ = ["Hit", "Index", "Profile", "Reading", "best", "read", "reasons"]
