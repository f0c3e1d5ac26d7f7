"""How a case begins: the inquiry, the referral, who is qualified to treat."""
