"""The wire: identifiers and channel names that every part of Lookhear agrees on. No I/O here."""
