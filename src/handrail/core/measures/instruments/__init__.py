"""Each instrument in its own folder, with licence and provenance."""
