//! Where a mention stands: its sentence and its paragraph, looked at within bounds.

/// Where a mention stands.
#[derive(Clone, Copy)]
pub(super) struct Place<'t> {
    pub text: &'t str,
    pub start: usize,
    pub end: usize,
}

/// Whether a verb in its adnominal past form follows: what the date says belongs to a noun.
pub(super) fn describes(place: Place) -> bool {
    let after = place.text[place.end..].chars().take(14);
    let mut before = ' ';
    for c in after {
        if c == ' ' && matches!(before, '된' | '한' | '린' | '은' | '난' | '진') {
            return true;
        }
        before = c;
    }
    false
}

/// Bytes between two mentions beyond which they are not looked at together.
pub(super) const APART: usize = 600;

pub(super) fn between<'t>(place: Place<'t>, end: usize) -> Option<&'t str> {
    (end <= place.start && place.start - end <= APART).then(|| &place.text[end..place.start])
}

pub(super) fn same_sentence(place: Place, end: usize) -> bool {
    between(place, end)
        .is_some_and(|gap| !gap.contains('\n') && !gap.contains("다.") && !gap.contains("다\"") && !gap.contains('”'))
}

pub(super) fn same_paragraph(place: Place, end: usize) -> bool {
    end <= place.start && place.start - end <= 4 * APART
}

/// Whether a mention stands among the first words of its sentence.
pub(super) fn opens_sentence(place: Place) -> bool {
    let mut from = place.start.saturating_sub(60);
    while !place.text.is_char_boundary(from) {
        from -= 1;
    }
    let before = &place.text[from..place.start];
    from == 0 || before.contains('\n') || before.contains(". ") || before.contains("다.")
}

/// Whether the sentence goes on to say that something has been before: `…한 바 있다`, or began with 앞서.
pub(super) fn recalled(place: Place) -> bool {
    let mut stop = (place.end + 300).min(place.text.len());
    while !place.text.is_char_boundary(stop) {
        stop -= 1;
    }
    let after = &place.text[place.end..stop];
    let sentence = after.find(['.', '\n']).map_or(after, |end| &after[..end]);
    if ["바 있다", "바 있습니다", "바가 있다", "적이 있다", "적 있다"].iter().any(|word| sentence.contains(word))
    {
        return true;
    }
    let mut start = place.start.saturating_sub(90);
    while !place.text.is_char_boundary(start) {
        start += 1;
    }
    let before = &place.text[start..place.start];
    let opening = before.rsplit(['.', '\n', '”', '"']).next().unwrap_or(before);
    opening.trim_start().starts_with("앞서")
}
