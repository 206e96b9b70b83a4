"""HTTP below the SDK's questions: addresses, headers, one request and its answer, and what is asked a second time."""
