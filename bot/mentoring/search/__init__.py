"""Search by free text: what was meant by a wish, and which profiles answer it best. No model, no network, no clock."""
