//! A QR code as the path of an SVG.

use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write;

/// The light border that readers need, in modules.
pub const BORDER: i32 = 4;

/// A QR code: its width in modules with the border, and the dark modules as the `d` of a path
/// stroked one module wide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QrPath {
    /// The width and height of the view box.
    pub width: i32,
    /// The path.
    pub path: String,
}

/// Draws a text; nothing where it is too long for any code.
#[must_use]
pub fn draw(text: &str) -> Option<QrPath> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let from = x;
            while x < code.size() && code.get_module(x, y) {
                x += 1;
            }
            if x > from {
                let _ = write!(path, "M{} {}.5h{}", from + BORDER, y + BORDER, x - from);
            }
            x += 1;
        }
    }
    Some(QrPath { width: code.size() + 2 * BORDER, path })
}

#[cfg(test)]
mod tests {
    use super::{BORDER, draw};

    /// Returns the modules of a drawn code, read back from its path.
    fn dark(drawn: &super::QrPath) -> Vec<Vec<bool>> {
        let mut rows = vec![vec![false; drawn.width as usize]; drawn.width as usize];
        for line in drawn.path.split('M').skip(1) {
            let (x, rest) = line.split_once(' ').expect("a place");
            let (y, length) = rest.split_once(".5h").expect("a line");
            let [x, y, length] =
                [x, y, length].map(|number| number.parse::<usize>().expect("a number"));
            rows[y][x..x + length].fill(true);
        }
        rows
    }

    #[test]
    #[cfg(not(target_arch = "wasm32"))]
    fn a_reader_that_is_not_ours_reads_it() {
        let text = format!(
            "https://zwfw.example.gov.cn/huiqi/index.html#/result?c=1{}",
            "dkwZNlzF_-".repeat(19)
        );
        let drawn = draw(&text).expect("short enough");
        let rows = dark(&drawn);
        let size = rows.len() * 4;
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(size, size, |x, y| {
            if rows[y / 4][x / 4] { 0 } else { 255 }
        });
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1);
        assert_eq!(grids[0].decode().expect("readable").1, text);
    }

    #[test]
    fn the_three_corners_are_drawn_and_what_is_too_long_is_not() {
        let drawn = draw(
            "https://example.org/huiqi/#/result?c=1dkwZNlzFikQC0vSJaZpQSZ2wAwcQ80wA\
            nM0RJpLdmDP6wWwUTLpwu7hjIOhIoUAi2BGlwOud",
        )
        .expect("short enough");
        // The finder patterns are seven wide: on top at the left and the right, at the bottom at
        // the left.
        let far = drawn.width - BORDER - 7;
        for corner in [
            format!("M{BORDER} {BORDER}.5h7"),
            format!("M{far} {BORDER}.5h7"),
            format!("M{BORDER} {far}.5h7"),
        ] {
            assert!(drawn.path.contains(&corner), "{corner}");
        }
        assert!(drawn.width <= 57 + 2 * BORDER, "small enough for a phone");
        assert_eq!(draw(&"x".repeat(5000)), None);
    }
}
