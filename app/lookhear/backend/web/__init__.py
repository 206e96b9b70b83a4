"""The pages that play, as files: markup, style, script, and hls.js as it was released."""
