//! Both styles, each put together from its parts. Their order is the cascade: paper comes last.

macro_rules! style {
    ($folder:literal: $($part:literal)+) => {
        concat!($(include_str!(concat!("../../../static/", $folder, "/", $part, ".css"))),+)
    };
}

/// What the first load has; index.html names it so.
pub(crate) const PAGE: (&str, &str) =
    ("style.css", style!("style": "ground" "frame" "parts" "questions" "start"));

/// What results look like; it comes with the whole page.
pub(crate) const RESULT: (&str, &str) = (
    "result.css",
    style!("result": "base" "band" "awards" "charts" "next" "compare" "share" "table" "beside"
        "simple" "places" "print"),
);

#[cfg(test)]
mod tests {
    use super::{PAGE, RESULT};
    use std::path::Path;

    #[test]
    fn every_part_that_is_there_is_in_its_style_once() {
        for (folder, (name, style)) in [("style", PAGE), ("result", RESULT)] {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../static").join(folder);
            let parts = std::fs::read_dir(path).expect("the parts");
            let mut length = 0;
            for part in parts {
                let text = std::fs::read_to_string(part.expect("a part").path()).expect("its text");
                assert_eq!(style.matches(&text).count(), 1, "{name}: {text:.80}");
                length += text.len();
            }
            assert_eq!(length, style.len(), "{name} has nothing else");
        }
    }
}
