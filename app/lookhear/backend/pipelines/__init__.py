"""Pipelines: what engines make of streams, live and from what is stored. Rules and background work; engines are behind ports."""
