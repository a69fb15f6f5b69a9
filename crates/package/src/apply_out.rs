//! How an award is applied for, as its document states it.

use super::json::Json;
use huiqi_rules::apply::{Apply, ApplyMode, MaterialForm, StatusWord, Window};
use huiqi_rules::day::date_text;

/// Writes what an award's document states of applications; null where it states nothing.
pub(super) fn apply(json: &mut Json, apply: Option<Apply>) {
    match apply {
        None => json.maybe_text(None),
        Some(apply) => json.object(|json| keys(json, apply)),
    }
}

fn keys(json: &mut Json, apply: Apply) {
    json.key("mode").maybe_text(apply.mode.map(|mode| word(&ApplyMode::ALL, mode)));
    json.key("windows").list(apply.windows.unwrap_or_default(), |json, window| {
        json.object(|json| match *window {
            Window::Dated { from, to } => {
                json.key("from").text(&date_text(from));
                json.key("to").text(&date_text(to));
            }
            Window::Yearly(words) => json.key("yearly").text(words),
        });
    });
    json.key("where");
    match apply.place {
        None => json.maybe_text(None),
        Some(place) => json.object(|json| {
            json.key("office").text(place.office);
            json.key("address").maybe_text(place.address);
        }),
    }
    json.key("telephone").maybe_text(apply.telephone);
    json.key("materials").list(apply.materials.unwrap_or_default(), |json, material| {
        json.object(|json| {
            json.key("name").text(material.name);
            json.key("form").maybe_text(material.form.map(|form| word(&MaterialForm::ALL, form)));
        });
    });
    json.key("before").maybe_text(apply.before);
    json.key("status");
    match apply.status {
        None => json.maybe_text(None),
        Some(status) => json.object(|json| {
            json.key("is").text(word(&StatusWord::ALL, status.is));
            json.key("as_of").text(&date_text(status.as_of));
            json.key("source").text(status.source);
        }),
    }
}

/// Returns the name of a value in policy files.
fn word<T: Copy + PartialEq>(all: &[(&'static str, T)], value: T) -> &'static str {
    all.iter().find(|(_, one)| *one == value).map_or("", |(name, _)| name)
}
