"""Safety interviews, what they ask for, and whether the treatment suits."""
