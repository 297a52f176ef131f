"""Every indicator once more, record by record, written from the words of its definition and nothing else."""
