"""The small bar with the controls of the recording that runs."""
