"""Cards: skills, psycho-education, reflection, preparation."""
