"""Statistics as pure functions on numbers and arrays; nothing here knows a warehouse."""
