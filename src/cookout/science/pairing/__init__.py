"""Who should meet whom: pairs of the highest total gain under hard rules, with a bound that proves it."""
