"""The screen "Loop": where all loops stand, which need somebody, and one loop from beginning to end."""
