"""The file format handrail-case/1: one whole family, read, judged and replayed."""
