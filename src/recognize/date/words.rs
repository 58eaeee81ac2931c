//! The words of time (`lexicon/time-words.tsv`) and what may follow a word of time.

use std::sync::LazyLock;

use crate::normalize::calendar::Part;

/// Which side of the present a word points to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// 지난
    Past,
    /// 이번
    This,
    /// 다음
    Next,
    /// 오는
    Coming,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PartOfDay {
    /// 오전
    Morning,
    /// 오후
    Afternoon,
    Dawn,
    /// 아침
    Breakfast,
    /// 낮
    Noon,
    Evening,
    Night,
}

/// A part of the week that stands for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WeekPart {
    Early,
    Weekend,
    Weekdays,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Holiday {
    pub month: u8,
    pub day: u8,
    pub lunar: bool,
    /// Its 연휴 is the day with the one before and the one after it.
    pub three_days: bool,
}

/// What a word of the lexicon says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sense {
    Year(i8),
    StoryYear(i8),
    NewYear,
    /// `None`: the whole year (연내).
    YearPart(Option<Part>),
    Month(i8),
    StoryMonth(i8),
    MonthPart(Part),
    Week(i8),
    WeekPart(WeekPart),
    Day(i8),
    NightOf(i8),
    StoryDay(i8),
    Quarter(i8),
    Side(Side),
    Weekday(u8),
    Part(Part),
    Half(u8),
    Season(u8),
    LastDay,
    FirstDay,
    Nth(u8),
    Holiday(Holiday),
    PartOfDay(PartOfDay),
    Clock(u8, u8),
    MonthName(u8),
    Length(&'static str),
    Set(&'static str),
    Numeral(u8),
    /// Position in the sexagenary cycle, from 0.
    Sexagenary(u8),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub form: String,
    /// The form's second character, NUL where it has none: most words are told apart by it.
    second: char,
    pub sense: Sense,
    /// The word stands whatever follows it.
    pub open: bool,
}

impl Word {
    fn new(form: String, sense: Sense, open: bool) -> Self {
        let second = form.chars().nth(1).unwrap_or('\0');
        Word { form, second, sense, open }
    }
}

/// The lexicon, by first syllable.
pub(super) struct Words {
    /// For each Hangul syllable the words that begin with it, longest first, as a range of `words`.
    index: Vec<(u32, u32)>,
    words: Vec<Word>,
}

const FIRST: u32 = '가' as u32;
const SYLLABLES: usize = 11_172;

impl Words {
    /// The words that may begin with `syllable`, longest first.
    #[inline]
    pub fn beginning(&self, syllable: char) -> &[Word] {
        match self.index.get((syllable as u32).wrapping_sub(FIRST) as usize) {
            Some(&(start, end)) => &self.words[start as usize..end as usize],
            None => &[],
        }
    }

    /// The words at the start of `rest`, longest first.
    pub fn at(&self, rest: &str) -> impl Iterator<Item = &Word> {
        let mut letters = rest.chars();
        let first = letters.next().unwrap_or('\0');
        let second = letters.next().unwrap_or('\0');
        let fits = move |word: &&Word| (word.second == second || word.second == '\0') && rest.starts_with(word.form.as_str());
        self.beginning(first).iter().filter(fits)
    }

    fn read(lines: &'static str) -> Result<Self, String> {
        let mut words = Vec::new();
        for (number, line) in lines.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let mut columns = line.split('\t');
            let (form, class, value) = (columns.next(), columns.next(), columns.next());
            let open = columns.next() == Some("open");
            let (Some(form), Some(class), Some(value)) = (form, class, value) else {
                return Err(format!("time-words.tsv:{}: three columns are needed", number + 1));
            };
            let sense = sense(class, value).ok_or_else(|| format!("time-words.tsv:{}: {class} {value}", number + 1))?;
            let spaces = form.matches('_').count();
            for pattern in 0..1u32 << spaces {
                let mut nth = 0;
                let form = form.chars().filter_map(|c| {
                    if c != '_' {
                        return Some(c);
                    }
                    nth += 1;
                    (pattern >> (nth - 1) & 1 == 1).then_some(' ')
                });
                words.push(Word::new(form.collect(), sense.clone(), open));
            }
        }
        for (position, (stem, branch)) in (0..60).map(|n| (n, ("갑을병정무기경신임계", "자축인묘진사오미신유술해")))
        {
            let (stem, branch) = (stem.chars().nth(position % 10), branch.chars().nth(position % 12));
            if let (Some(stem), Some(branch)) = (stem, branch) {
                words.push(Word::new(format!("{stem}{branch}년"), Sense::Sexagenary(position as u8), false));
            }
        }
        words.sort_by_key(|word| (word.form.chars().next(), std::cmp::Reverse(word.form.len())));
        let mut index = vec![(0, 0); SYLLABLES];
        for (at, word) in words.iter().enumerate() {
            let first = word.form.chars().next().map_or(u32::MAX, |c| (c as u32).wrapping_sub(FIRST)) as usize;
            let slot = index.get_mut(first).ok_or_else(|| format!("time-words.tsv: {} is not Hangul", word.form))?;
            if slot.1 == 0 {
                slot.0 = at as u32;
            }
            slot.1 = at as u32 + 1;
        }
        Ok(Words { index, words })
    }
}

fn sense(class: &str, value: &'static str) -> Option<Sense> {
    let number = || value.parse::<i8>().ok();
    let small = || value.parse::<u8>().ok();
    let part = || match value {
        "early" => Some(Part::Early),
        "mid" => Some(Part::Mid),
        "late" => Some(Part::Late),
        _ => None,
    };
    Some(match class {
        "year" => Sense::Year(number()?),
        "story-year" => Sense::StoryYear(number()?),
        "new-year" => Sense::NewYear,
        "year-part" => Sense::YearPart(part()),
        "month" => Sense::Month(number()?),
        "story-month" => Sense::StoryMonth(number()?),
        "month-part" => Sense::MonthPart(part()?),
        "week" => Sense::Week(number()?),
        "week-part" => Sense::WeekPart(match value {
            "early" => WeekPart::Early,
            "weekend" => WeekPart::Weekend,
            "weekdays" => WeekPart::Weekdays,
            _ => return None,
        }),
        "day" => Sense::Day(number()?),
        "night-of" => Sense::NightOf(number()?),
        "story-day" => Sense::StoryDay(number()?),
        "quarter" => Sense::Quarter(number()?),
        "side" => Sense::Side(match value {
            "past" => Side::Past,
            "this" => Side::This,
            "next" => Side::Next,
            "coming" => Side::Coming,
            _ => return None,
        }),
        "weekday" => Sense::Weekday(small()?),
        "part" => Sense::Part(part()?),
        "half" => Sense::Half(small()?),
        "season" => Sense::Season(small()?),
        "last-day" => Sense::LastDay,
        "first-day" => Sense::FirstDay,
        "nth" => Sense::Nth(small()?),
        "holiday" => {
            let (lunar, date) = value.strip_prefix('L').map_or((false, value), |date| (true, date));
            let (three_days, date) = date.strip_suffix('!').map_or((false, date), |date| (true, date));
            let (month, day) = date.split_once('-')?;
            Sense::Holiday(Holiday { month: month.parse().ok()?, day: day.parse().ok()?, lunar, three_days })
        }
        "part-of-day" => Sense::PartOfDay(match value {
            "MO" => PartOfDay::Morning,
            "AF" => PartOfDay::Afternoon,
            "DAWN" => PartOfDay::Dawn,
            "MORN" => PartOfDay::Breakfast,
            "NOON" => PartOfDay::Noon,
            "EV" => PartOfDay::Evening,
            "NI" => PartOfDay::Night,
            _ => return None,
        }),
        "clock" => {
            let (hour, minute) = value.split_once(':')?;
            Sense::Clock(hour.parse().ok()?, minute.parse().ok()?)
        }
        "month-name" => Sense::MonthName(small()?),
        "length" => Sense::Length(value),
        "set" => Sense::Set(value),
        "numeral" => Sense::Numeral(small()?),
        _ => return None,
    })
}

/// The embedded lexicon. A damaged line is a fault of the build: a test reads every one.
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    Words::read(include_str!("../../../lexicon/time-words.tsv")).unwrap_or(Words { index: Vec::new(), words: Vec::new() })
});

/// Particles and particle-like endings that a word of time may take.
const PARTICLES: [&str; 46] = [
    "은", "는", "이", "가", "을", "를", "에", "의", "와", "과", "도", "로", "으로", "만", "부터", "까지", "보다", "께", "쯤",
    "경", "이나", "이며", "이고", "인", "였", "이었", "입니", "이다", "처럼", "마다", "뿐", "엔", "이던", "이라", "이면", "만큼",
    "밖에", "자", "무렵", "동안", "간", "대비", "이후", "이전", "부턴", "까진",
];

pub(super) fn is_hangul(c: char) -> bool {
    matches!(c, '가'..='힣')
}

/// Whether a word may end before `rest`: no syllable follows, or a particle does.
pub(super) fn closed(rest: &str) -> bool {
    match rest.chars().next() {
        Some(c) if is_hangul(c) => PARTICLES.iter().any(|particle| rest.starts_with(particle)),
        _ => true,
    }
}

/// Whether a unit of one syllable that is also a common first syllable (주, 달, 시) may end before `rest`.
pub(super) fn closed_strictly(rest: &str, particles: &[&str]) -> bool {
    match rest.chars().next() {
        Some(c) if is_hangul(c) => particles.iter().any(|particle| rest.starts_with(particle)),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_lexicon_is_read() {
        let words = Words::read(include_str!("../../../lexicon/time-words.tsv")).unwrap();
        assert!(words.words.len() > 300);
        let at = |text| words.at(text).next().map(|word| (word.form.as_str(), word.sense.clone()));
        assert_eq!(at("이번 주말"), Some(("이번 주", Sense::Week(0))));
        assert_eq!(at("지난해 말"), Some(("지난해", Sense::Year(-1))));
        assert_eq!(at("임인년을"), Some(("임인년", Sense::Sexagenary(38))));
        assert_eq!(at("광주"), None);
    }

    #[test]
    fn a_word_ends_before_a_particle_only() {
        for rest in ["", " 오전", ")", "에는", "부터", "의"] {
            assert!(closed(rest), "{rest}");
        }
        for rest in ["날", "신문", "채움공제"] {
            assert!(!closed(rest), "{rest}");
        }
    }
}
