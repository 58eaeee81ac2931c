//! Records and rejects leave the house.
