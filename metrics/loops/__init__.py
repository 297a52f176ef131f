"""What became of what was told: one chain from an observation to the units trained on what changed."""
