"""Engines that are installed beside the program: by pip where there is one, from an archive of files where this program was packed."""
