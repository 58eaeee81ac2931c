//! A page becomes an article, or a fault.
#![no_main]

use gisa::clean::html::clean;
use gisa::document::Article;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|page: &str| {
    let _ = clean(page, Article::default());
});
