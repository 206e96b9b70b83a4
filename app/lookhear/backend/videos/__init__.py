"""Videos as things to work with: files that are handed over, pictures of them, what is said in them, operations that take long."""
