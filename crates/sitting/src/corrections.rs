//! What a portal adds to and corrects in the facts of applications: `apply.json` beside the page.
//!
//! The file is read key by key: what is wrong is left out and named, what is right counts. Text is
//! taken as text only.

use huiqi_rules::apply::{
    Apply, ApplyMode, ApplyPlace, ApplyStatus, Material, MaterialForm, StatusWord, Window,
    is_telephone,
};
use huiqi_rules::day::read_date;
use huiqi_rules::policy::{Award, PolicySet};

/// A value of a JSON file, as far as this file needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Self>),
    /// An object, in its own order.
    Object(Vec<(String, Self)>),
    /// Anything else.
    Other,
}

/// What a portal corrects, award by award.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections(Vec<(&'static str, Apply)>);

/// The longest text that is shown, in letters.
const LONGEST: usize = 300;

impl Corrections {
    /// Returns how an award is applied for: what its document states, with what the portal says in
    /// its place.
    #[must_use]
    pub fn of(&self, award: &Award) -> Apply {
        let stated = award.apply.unwrap_or_default();
        let own = self.0.iter().find(|(id, _)| *id == award.id);
        own.map_or(stated, |(_, corrected)| stated.corrected_by(*corrected))
    }

    /// Reads a file once for a visit; what it says stays as long as the page. The second value
    /// names every mistake, for the console.
    #[must_use]
    pub fn read(set: &PolicySet, file: &Json) -> (Self, Vec<String>) {
        let mut reader = Reader { problems: Vec::new() };
        let mut corrections = Vec::new();
        let top = reader.object("apply.json", file, &["awards"]);
        let awards = top.iter().find(|(key, _)| *key == "awards").map(|(_, value)| *value);
        if let Some(Json::Object(entries)) = awards {
            for (id, value) in entries {
                let award =
                    set.policies.iter().flat_map(|policy| policy.awards).find(|own| own.id == id);
                match award {
                    Some(award) => corrections.push((award.id, reader.apply(id, value))),
                    None => reader.problem(id, "no such award"),
                }
            }
        } else if reader.problems.is_empty() {
            reader.problem("awards", "must be an object of awards by their ids");
        }
        (Self(corrections), reader.problems)
    }
}

struct Reader {
    problems: Vec<String>,
}

/// The keys of an object that were asked for, with their values.
type Keys<'j> = Vec<(&'j str, &'j Json)>;

fn keep(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

impl Reader {
    fn problem(&mut self, place: &str, what: &str) {
        self.problems.push(format!("{place}: {what}"));
    }

    fn object<'j>(&mut self, place: &str, value: &'j Json, keys: &[&str]) -> Keys<'j> {
        let Json::Object(entries) = value else {
            self.problem(place, "must be an object");
            return Vec::new();
        };
        let mut known: Keys<'j> = Vec::new();
        for (key, value) in entries {
            if keys.contains(&key.as_str()) {
                known.push((key, value));
            } else {
                self.problem(
                    &format!("{place}.{key}"),
                    &format!("no such key (allowed: {})", keys.join(", ")),
                );
            }
        }
        known
    }

    fn text(&mut self, place: &str, keys: &Keys<'_>, key: &str) -> Option<&'static str> {
        let (_, value) = keys.iter().find(|(name, _)| *name == key)?;
        match value {
            Json::Text(text)
                if !text.trim().is_empty()
                    && text.chars().count() <= LONGEST
                    && !text.chars().any(char::is_control) =>
            {
                Some(keep(text))
            }
            Json::Text(_) | Json::List(_) | Json::Object(_) | Json::Other => {
                self.problem(
                    &format!("{place}.{key}"),
                    &format!("must be one line of text of at most {LONGEST} letters"),
                );
                None
            }
        }
    }

    fn required(&mut self, place: &str, keys: &Keys<'_>, key: &str) -> Option<&'static str> {
        if keys.iter().all(|(name, _)| *name != key) {
            self.problem(&format!("{place}.{key}"), "is missing");
        }
        self.text(place, keys, key)
    }

    fn word<T: Copy>(
        &mut self,
        place: &str,
        key: &str,
        text: &str,
        allowed: &[(&str, T)],
    ) -> Option<T> {
        let found = allowed.iter().find(|(name, _)| *name == text).map(|(_, value)| *value);
        if found.is_none() {
            let names: Vec<&str> = allowed.iter().map(|(name, _)| *name).collect();
            self.problem(
                &format!("{place}.{key}"),
                &format!("must be one of {}", names.join(", ")),
            );
        }
        found
    }

    fn day(&mut self, place: &str, keys: &Keys<'_>, key: &str) -> Option<time::Date> {
        let text = self.required(place, keys, key)?;
        let day = read_date(text);
        if day.is_none() {
            self.problem(&format!("{place}.{key}"), "no such day; write YYYY-MM-DD");
        }
        day
    }

    fn list<T>(
        &mut self,
        place: &str,
        keys: &Keys<'_>,
        key: &str,
        one: impl Fn(&mut Self, &str, &Json) -> Option<T>,
    ) -> Option<&'static [T]> {
        let (_, value) = keys.iter().find(|(name, _)| *name == key)?;
        let place = format!("{place}.{key}");
        let Json::List(items) = value else {
            self.problem(&place, "must be a list");
            return None;
        };
        let read: Vec<Option<T>> = items.iter().map(|item| one(self, &place, item)).collect();
        // A list with a mistake would be another list: the document's own stays.
        let whole: Option<Vec<T>> = read.into_iter().collect();
        whole.map(|items| &*Box::leak(items.into_boxed_slice()))
    }

    fn apply(&mut self, id: &str, value: &Json) -> Apply {
        const KEYS: [&str; 7] =
            ["mode", "windows", "where", "telephone", "materials", "before", "status"];
        let keys = self.object(id, value, &KEYS);
        let mode = self.text(id, &keys, "mode");
        let telephone = self.text(id, &keys, "telephone");
        if telephone.is_some_and(|number| !is_telephone(number)) {
            self.problem(&format!("{id}.telephone"), "no telephone number");
        }
        let part = |key: &str| keys.iter().find(|(name, _)| *name == key).map(|(_, value)| *value);
        Apply {
            mode: mode.and_then(|mode| self.word(id, "mode", mode, &ApplyMode::ALL)),
            windows: self.list(id, &keys, "windows", Self::window),
            place: part("where").and_then(|value| self.place(&format!("{id}.where"), value)),
            telephone: telephone.filter(|number| is_telephone(number)),
            materials: self.list(id, &keys, "materials", Self::material),
            before: self.text(id, &keys, "before"),
            status: part("status").and_then(|value| self.status(&format!("{id}.status"), value)),
        }
    }

    fn window(&mut self, place: &str, value: &Json) -> Option<Window> {
        let keys = self.object(place, value, &["from", "to", "yearly"]);
        if keys.iter().any(|(name, _)| *name == "yearly") {
            if keys.len() > 1 {
                self.problem(place, "a window has two days or words, not both");
                return None;
            }
            return self.text(place, &keys, "yearly").map(Window::Yearly);
        }
        let (from, to) = (self.day(place, &keys, "from"), self.day(place, &keys, "to"));
        let (from, to) = (from?, to?);
        if to < from {
            self.problem(place, "the window ends before it begins");
            return None;
        }
        Some(Window::Dated { from, to })
    }

    fn place(&mut self, place: &str, value: &Json) -> Option<ApplyPlace> {
        let keys = self.object(place, value, &["office", "address"]);
        let (office, address) =
            (self.required(place, &keys, "office"), self.text(place, &keys, "address"));
        Some(ApplyPlace { office: office?, address })
    }

    fn material(&mut self, place: &str, value: &Json) -> Option<Material> {
        let keys = self.object(place, value, &["name", "form"]);
        let (name, form) = (self.required(place, &keys, "name"), self.text(place, &keys, "form"));
        let read = form.and_then(|form| self.word(place, "form", form, &MaterialForm::ALL));
        // A form that is none leaves the list out.
        (form.is_some() == read.is_some()).then_some(Material { name: name?, form: read })
    }

    fn status(&mut self, place: &str, value: &Json) -> Option<ApplyStatus> {
        let keys = self.object(place, value, &["is", "as_of", "source"]);
        let (is, source) =
            (self.required(place, &keys, "is"), self.required(place, &keys, "source"));
        let as_of = self.day(place, &keys, "as_of");
        let is = is.and_then(|is| self.word(place, "is", is, &StatusWord::ALL));
        Some(ApplyStatus { is: is?, as_of: as_of?, source: source? })
    }
}

#[cfg(test)]
mod tests {
    use super::{Corrections, Json};
    use huiqi_policies::POLICIES;
    use huiqi_rules::apply::{Apply, ApplyMode, Window};
    use huiqi_rules::day::read_date;
    use huiqi_rules::policy::Award;

    fn text(text: &str) -> Json {
        Json::Text(text.to_owned())
    }

    fn object(entries: &[(&str, Json)]) -> Json {
        Json::Object(
            entries.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect(),
        )
    }

    fn award(id: &str) -> &'static Award {
        let mut awards = POLICIES.policies.iter().flat_map(|policy| policy.awards);
        awards.find(|award| award.id == id).expect("an award")
    }

    const FACTORY: &str = "zaozhuang-srdi-2022/smart-factory";

    #[test]
    fn a_portal_replaces_whole_keys_and_leaves_what_it_does_not_name() {
        let day = |text: &str| read_date(text).expect("a day");
        let own = object(&[
            ("mode", text("申报")),
            ("telephone", text("0632-0000000")),
            (
                "windows",
                Json::List(vec![object(&[
                    ("from", text("2027-03-01")),
                    ("to", text("2027-03-31")),
                ])]),
            ),
        ]);
        let file = object(&[("awards", object(&[(FACTORY, own)]))]);
        let (read, problems) = Corrections::read(&POLICIES, &file);
        assert_eq!(problems, Vec::<String>::new());
        let found = read.of(award(FACTORY));
        let window = Window::Dated { from: day("2027-03-01"), to: day("2027-03-31") };
        assert_eq!(found.windows, Some(&[window][..]));
        let expected = Apply {
            mode: Some(ApplyMode::Application),
            telephone: Some("0632-0000000"),
            windows: found.windows,
            ..Apply::default()
        };
        assert_eq!(found, expected);
        // Another award keeps what its document states.
        let prize = award("zaozhuang-srdi-2022/platform-prize");
        assert_eq!(read.of(prize), prize.apply.expect("the document says it is yearly"));
    }

    #[test]
    fn what_is_wrong_is_named_and_left_out_and_the_rest_counts() {
        let own = object(&[
            ("mode", text("quick")),
            ("telephone", text("<b>12345</b>")),
            ("windows", Json::List(vec![object(&[("from", text("2027-03-01"))])])),
            ("materials", Json::Other),
            ("before", text("付款前先备案")),
            ("deadline", text("2027-03-31")),
        ]);
        let file = object(&[
            ("awards", object(&[(FACTORY, own), ("zaozhuang-srdi-2022/none", object(&[]))])),
            ("more", Json::Other),
        ]);
        let (read, problems) = Corrections::read(&POLICIES, &file);
        let places: Vec<&str> =
            problems.iter().map(|line| line.split_once(": ").map_or("", |parts| parts.0)).collect();
        assert_eq!(
            places,
            [
                "apply.json.more",
                "zaozhuang-srdi-2022/smart-factory.deadline",
                "zaozhuang-srdi-2022/smart-factory.telephone",
                "zaozhuang-srdi-2022/smart-factory.mode",
                "zaozhuang-srdi-2022/smart-factory.windows.to",
                "zaozhuang-srdi-2022/smart-factory.materials",
                "zaozhuang-srdi-2022/none",
            ]
        );
        let found = read.of(award(FACTORY));
        assert_eq!(found.before, Some("付款前先备案"));
        // The document's own window stays where the portal's cannot be read.
        assert_eq!(found.windows, award(FACTORY).apply.and_then(|stated| stated.windows));
        assert_eq!((found.mode, found.telephone, found.materials), (None, None, None));
    }

    #[test]
    fn a_file_that_is_none_corrects_nothing() {
        for file in [Json::Other, Json::List(Vec::new()), object(&[])] {
            let (read, problems) = Corrections::read(&POLICIES, &file);
            assert_eq!(read, Corrections::default());
            assert_eq!(problems.len(), 1);
        }
    }
}
