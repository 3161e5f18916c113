"""Who should meet whom: rounds of pairing, the hat, who has met whom."""
