"""What every room uses: form base, template tags, error pages. No records."""
