//! What a file really is, by its first bytes and its parts, whatever its name says.

/// What a file is that is no table which is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A web page, perhaps in a single file, as many systems export under .xls.
    WebPage,
    /// A table in the XML of 2003.
    OldXml,
    /// Other XML.
    Xml,
    /// An OpenDocument table.
    OpenDocument,
    /// A text document.
    Document,
    /// Slides.
    Slides,
    /// A table of Apple's Numbers.
    Numbers,
    /// A workbook in binary parts (.xlsb).
    BinaryWorkbook,
    /// An archive of files.
    Archive,
    /// A PDF.
    Pdf,
    /// A picture.
    Picture,
    /// Something else that is no text.
    Other,
}

impl FileKind {
    /// Returns what it is and what to do.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::WebPage => {
                "这是网页，不是工作簿，只是名字写成了表格。请用表格软件打开，另存为 .xlsx 再选。"
            }
            Self::OldXml => {
                "这是 2003 年的 XML 表格，不是 .xlsx。请用表格软件打开，另存为 .xlsx 再选。"
            }
            Self::Xml => "这是 XML 文件，不是表格。请导出为 .xlsx 或 CSV 再选。",
            Self::OpenDocument => {
                "这是 OpenDocument 文件（.ods 一类）。请用表格软件打开，另存为 .xlsx 再选。"
            }
            Self::Document => {
                "这是文字文档（Word 一类），不是表格。请把里面的表复制到表格软件，存为 .xlsx 再选。"
            }
            Self::Slides => "这是演示文稿（PPT），不是表格。请选 .xlsx 或 CSV 文件。",
            Self::Numbers => "这是苹果 Numbers 的表格。请在 Numbers 里导出为 Excel（.xlsx）再选。",
            Self::BinaryWorkbook => {
                "这是二进制工作簿（.xlsb）。请用表格软件打开，另存为 .xlsx 再选。"
            }
            Self::Archive => "这是压缩包，不是表格。请先解压，再选里面的表格。",
            Self::Pdf => "这是 PDF，不是表格。请向提供的人要 .xlsx 或 CSV 文件。",
            Self::Picture => "这是图片，不是表格。请选 .xlsx 或 CSV 文件。",
            Self::Other => "这不是表格，读不出文字。请选 .xlsx 或 CSV 文件。",
        }
    }
}

/// How a file is read, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    /// A package of parts, as .xlsx is.
    Zip,
    /// A package of before 2007, as .xls is, and every workbook with a password.
    Compound,
    /// Text.
    Text,
    /// No table.
    Else(FileKind),
}

/// The first bytes of files that are no text.
const SIGNATURES: [(&[u8], Container); 13] = [
    (b"PK\x03\x04", Container::Zip),
    (b"PK\x05\x06", Container::Else(FileKind::Archive)),
    (b"\xd0\xcf\x11\xe0", Container::Compound),
    (b"%PDF", Container::Else(FileKind::Pdf)),
    (b"{\\rtf", Container::Else(FileKind::Document)),
    (b"\x89PNG", Container::Else(FileKind::Picture)),
    (b"\xff\xd8\xff", Container::Else(FileKind::Picture)),
    (b"GIF8", Container::Else(FileKind::Picture)),
    (b"BM\0", Container::Else(FileKind::Picture)),
    (b"Rar!", Container::Else(FileKind::Archive)),
    (b"7z\xbc\xaf", Container::Else(FileKind::Archive)),
    (b"\x1f\x8b", Container::Else(FileKind::Archive)),
    (b"\x09\x08\x10\0", Container::Compound),
];

/// Returns what a file is, by its beginning.
pub(super) fn container(beginning: &[u8]) -> Container {
    if let Some((_, container)) = SIGNATURES.iter().find(|(sign, _)| beginning.starts_with(sign)) {
        return *container;
    }
    let is_utf16 = beginning.starts_with(&[0xff, 0xfe]) || beginning.starts_with(&[0xfe, 0xff]);
    let text: String = beginning
        .iter()
        .filter(|byte| **byte != 0)
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect();
    let text = text.trim_start_matches(|letter: char| letter.is_whitespace() || !letter.is_ascii());
    if let Some(kind) = markup(text) {
        return Container::Else(kind);
    }
    let controls = beginning.iter().filter(|byte| matches!(byte, 0..=8 | 0xe..=0x1a)).count();
    if !is_utf16 && zero_side(beginning).is_none() && controls * 20 > beginning.len() {
        return Container::Else(FileKind::Other);
    }
    Container::Text
}

/// Returns what a text is that is written in tags.
fn markup(text: &str) -> Option<FileKind> {
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if text.starts_with("mime-version:") || text.starts_with("content-type: multipart") {
        return Some(FileKind::WebPage);
    }
    if !text.starts_with('<') {
        return None;
    }
    if has(&["schemas-microsoft-com:office:spreadsheet", "progid=\"excel.sheet\""])
        && !text.contains("<html")
    {
        return Some(FileKind::OldXml);
    }
    let pages = ["<html", "<!doctype html", "<table", "<head", "<body", "<meta", "<style", "<div"];
    if has(&pages) {
        return Some(FileKind::WebPage);
    }
    if has(&["office:document", "opendocument"]) {
        return Some(FileKind::OpenDocument);
    }
    text.starts_with("<?xml").then_some(FileKind::Xml)
}

/// Returns which bytes of each pair are 0 in a text of two bytes a letter without a mark: the
/// second ones for the order of most computers, the first ones for the other.
pub(super) fn zero_side(beginning: &[u8]) -> Option<usize> {
    let zeros =
        |side: usize| beginning.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    // Separators and ends of lines have a zero byte; letters of China have none.
    let least = (beginning.len() / 40).max(2);
    // A few letters of China end in one.
    if second >= least && second > first * 4 {
        Some(1)
    } else if first >= least && first > second * 4 {
        Some(0)
    } else {
        None
    }
}

/// Returns what a package is that is no workbook, by the names of its parts.
pub(super) fn of_parts(names: &[&str], mimetype: Option<&[u8]>) -> FileKind {
    let has = |begin: &str| names.iter().any(|name| name.starts_with(begin));
    let is_open = mimetype.is_some_and(|kind| {
        kind.starts_with(b"application/vnd.oasis.opendocument")
            || kind.starts_with(b"application/vnd.sun")
    });
    if is_open {
        FileKind::OpenDocument
    } else if has("xl/workbook.bin") {
        FileKind::BinaryWorkbook
    } else if has("word/") {
        FileKind::Document
    } else if has("ppt/") {
        FileKind::Slides
    } else if has("index/") || has("index.zip") {
        FileKind::Numbers
    } else {
        FileKind::Archive
    }
}

/// Returns what a package of before 2007 is that is no workbook; nothing where it is one.
pub(super) fn of_compound(bytes: &[u8]) -> Option<CompoundKind> {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|part| part == wide)
    };
    if has("EncryptedPackage") {
        Some(CompoundKind::Locked)
    } else if has("Workbook") || has("Book") {
        None
    } else if has("WordDocument") {
        Some(CompoundKind::Else(FileKind::Document))
    } else if has("PowerPoint Document") {
        Some(CompoundKind::Else(FileKind::Slides))
    } else {
        Some(CompoundKind::Else(FileKind::Other))
    }
}

/// What a package of before 2007 is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CompoundKind {
    /// Something with a password.
    Locked,
    /// No workbook.
    Else(FileKind),
}

#[cfg(test)]
mod tests {
    use super::{CompoundKind, Container, FileKind, container, of_compound, of_parts, zero_side};

    #[test]
    fn files_are_known_by_what_they_begin_with() {
        for (beginning, kind) in [
            (b"%PDF-1.7".as_slice(), FileKind::Pdf),
            (b"\n <html><body>", FileKind::WebPage),
            (b"\xef\xbb\xbf<!DOCTYPE html>", FileKind::WebPage),
            (b"<table border=1><tr>", FileKind::WebPage),
            (b"MIME-Version: 1.0\r\n", FileKind::WebPage),
            (
                b"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>",
                FileKind::OldXml,
            ),
            (b"<?xml version=\"1.0\"?><office:document>", FileKind::OpenDocument),
            (b"<?xml version=\"1.0\"?><rows/>", FileKind::Xml),
            (b"{\\rtf1", FileKind::Document),
            (b"\x89PNG\r\n", FileKind::Picture),
            (b"Rar!\x1a\x07", FileKind::Archive),
            (b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\x03\0", FileKind::Other),
        ] {
            assert_eq!(container(beginning), Container::Else(kind), "{beginning:?}");
        }
        for text in [b"<5,a".as_slice(), b"name,region\n", b"\xff\xfea\0,\0", b"a\0,\0b\0\n\0", b""]
        {
            assert_eq!(container(text), Container::Text, "{text:?}");
        }
        assert_eq!((zero_side(b"a\0,\0b\0"), zero_side(b"\0a\0,\0b")), (Some(1), Some(0)));
        assert_eq!(zero_side(b"name,region"), None);
    }

    #[test]
    fn packages_are_known_by_their_parts() {
        assert_eq!(of_parts(&["word/document.xml"], None), FileKind::Document);
        assert_eq!(of_parts(&["ppt/slides/slide1.xml"], None), FileKind::Slides);
        assert_eq!(of_parts(&["index/document.iwa"], None), FileKind::Numbers);
        assert_eq!(of_parts(&["xl/workbook.bin"], None), FileKind::BinaryWorkbook);
        assert_eq!(of_parts(&["readme.txt"], None), FileKind::Archive);
        let open = b"application/vnd.oasis.opendocument.spreadsheet";
        assert_eq!(of_parts(&["content.xml"], Some(open)), FileKind::OpenDocument);
        let wide = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        assert_eq!(of_compound(&wide("EncryptedPackage")), Some(CompoundKind::Locked));
        assert_eq!(of_compound(&wide("Workbook")), None);
        let document = CompoundKind::Else(FileKind::Document);
        assert_eq!(of_compound(&wide("WordDocument")), Some(document));
    }
}
