//! Inputs become raw documents, in order and one at a time.
