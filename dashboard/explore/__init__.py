"""The parts that the explore screens share: one indicator in focus, its chart, why it is flagged, and its partners."""
