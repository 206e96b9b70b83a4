"""Alerts: events to watch for in what pipelines find, judged behind the requests, told by webhook and socket."""
