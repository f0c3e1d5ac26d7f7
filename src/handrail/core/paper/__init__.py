"""Writers: PDF, DOCX, CSV, ICS. Typed facts in, bytes out. Nothing is written on paper yet."""
