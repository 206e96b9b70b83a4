"""The client of services that speak OpenAI's protocol: chat, embeddings and transcription, wherever somebody runs them."""
