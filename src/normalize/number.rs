//! One grammar for Korean numbers, shared by every reader.

use rust_decimal::Decimal;

use crate::document::Span;
use crate::record::Quantity;

/// How a number is written: what may follow it depends on that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// Arabic digits, also with 만/억/조 between them.
    Digits,
    /// Sino-Korean words (삼백, 이천).
    Sino,
    /// Native Korean words (열두, 한, 세).
    Native,
    /// Chinese characters (三, 二十).
    Hanja,
    /// 수백, 수십만, 몇.
    Vague,
}

/// A number in a text, whatever it counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Numeral {
    pub span: Span,
    /// Value, range, or class; `bound` is set only by what belongs to the number itself (`60여`, `수백`).
    pub quantity: Quantity,
    pub script: Script,
    /// The value of the first number as printed, without magnitudes (`1만4000` → 14000; `5~7억` → low side before the
    /// magnitude spread).
    pub scale: Decimal,
}

/// Every numeral of `text`, in order, without overlaps. Linear in the text.
pub fn numerals(_text: &str) -> Vec<Numeral> {
    Vec::new()
}
