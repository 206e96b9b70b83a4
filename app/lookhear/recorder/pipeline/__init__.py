"""From captured pictures and sound to encoded fragments: clock, cadence, mailboxes, stages, encoders."""
