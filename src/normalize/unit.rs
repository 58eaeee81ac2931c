//! Units and currencies: surface forms, canonical symbols, UCUM codes, factors to SI.
