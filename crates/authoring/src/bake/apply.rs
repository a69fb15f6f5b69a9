//! How an award is applied for, as Rust source.

use super::literals::{date, list};
use huiqi_rules::apply::{Apply, Material, Window};

/// Returns the source of an award's `apply`.
pub(super) fn apply(apply: Apply) -> String {
    let windows = apply.windows.map_or("None".to_owned(), |windows| {
        let window = |window: &Window| match *window {
            Window::Dated { from, to } => {
                format!("Window::Dated {{ from: {}, to: {} }}", date(from), date(to))
            }
            Window::Yearly(words) => format!("Window::Yearly({words:?})"),
        };
        format!("Some({})", list(windows, window))
    });
    let status = apply.status.map_or("None".to_owned(), |status| {
        format!(
            "Some(ApplyStatus {{ is: StatusWord::{:?}, as_of: {}, source: {:?} }})",
            status.is,
            date(status.as_of),
            status.source
        )
    });
    let mode = apply.mode.map_or("None".to_owned(), |mode| format!("Some(ApplyMode::{mode:?})"));
    let material = |material: &Material| {
        let form =
            material.form.map_or("None".to_owned(), |form| format!("Some(MaterialForm::{form:?})"));
        format!("Material {{ name: {:?}, form: {form} }}", material.name)
    };
    format!(
        "Some(Apply {{ mode: {}, windows: {windows}, place: {:?}, \
         telephone: {:?}, materials: {}, before: {:?}, status: {status} }})",
        mode,
        apply.place,
        apply.telephone,
        apply
            .materials
            .map_or("None".to_owned(), |materials| format!("Some({})", list(materials, material))),
        apply.before,
    )
}
