"""Files that somebody hands over become fragments like recorded ones. All of it runs in a process of its own, which may break."""
