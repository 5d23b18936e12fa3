"""Leading two thousand people, measured by hand with processes that are killed: `make at-size`."""
