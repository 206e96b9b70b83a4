"""Where the backend keeps rows and objects; the only place with SQL."""
