"""What a person can hand on when something does not work: a log, a report, an archive. None of it holds media, secrets or content."""
