"""One process of a contest: `python -m tests.benchmarks.deliveries.contestant PROGRAM ORDER`."""

import json
import sys
from importlib import import_module

if __name__ == "__main__":
    import_module(f"tests.benchmarks.deliveries.{sys.argv[1]}").main(**json.loads(sys.argv[2]))
