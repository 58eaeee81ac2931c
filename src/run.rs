//! Whole dumps: batches, threads, order, commit, progress.
