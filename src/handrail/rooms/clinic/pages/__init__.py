"""The clinic's pages: each module builds one page from what was read."""
