"""What people type about referrals: the shape only, the verbs decide."""
