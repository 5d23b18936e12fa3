"""What a refused call looks like to a bot."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

Json = dict[str, Any]


def error(call: Callable[[], object]) -> Json:
    """Give Slack's refusal of a call."""
    with pytest.raises(SlackApiError) as refused:
        call()
    answer: Json = refused.value.response.data
    return answer
