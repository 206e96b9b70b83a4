"""The wheel that the official Python SDK's `capture` extra asks for, made here and for this machine (contract §6.5).

It holds no engine. It has the names that the SDK looks for, and knows where the program `lookhear-capture` of this installation is, so
that the environment of somebody's program takes in nothing of ours but a few lines.
"""
