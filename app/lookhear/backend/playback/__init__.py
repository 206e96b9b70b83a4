"""Views of the stored fragments: playlists, pages, exported videos."""
