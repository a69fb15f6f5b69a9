//! The parts of a workbook that its sheets share: which sheets there are, the words of cells, the
//! styles of numbers.

use super::super::line::TableFault;
use super::super::package::Package;
use super::formats::NumberStyle;
use super::xml::{add_words, attribute, fault, reader, unescaped};
use quick_xml::events::Event;

/// A sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SheetPart {
    pub(super) name: String,
    pub(super) path: String,
    pub(super) is_hidden: bool,
}

/// What a workbook says of itself.
#[derive(Debug, Default)]
pub(super) struct Contents {
    pub(super) sheets: Vec<SheetPart>,
    /// Whether days are counted from 1904.
    pub(super) is_1904: bool,
}

/// Where the parts of a workbook lie.
pub(super) struct Places {
    workbook: String,
    /// The parts that the workbook names: id, kind, path.
    named: Vec<(String, String, String)>,
}

impl Places {
    /// Finds them; nothing where the package holds no workbook.
    pub(super) fn of(package: &Package) -> Result<Option<Self>, TableFault> {
        let roots = relations(package, "_rels/.rels", "")?;
        let is_document = |kind: &str| kind.ends_with("/officeDocument");
        let root =
            roots.into_iter().find(|(_, kind, _)| is_document(kind)).map(|(_, _, path)| path);
        let workbook = root.unwrap_or_else(|| "xl/workbook.xml".to_owned());
        let is_there =
            workbook.to_lowercase().ends_with(".xml") && package.read(&workbook).is_some();
        if !is_there || workbook.starts_with("word/") || workbook.starts_with("ppt/") {
            return Ok(None);
        }
        let (folder, file) = workbook.rsplit_once('/').unwrap_or(("", &workbook));
        let named = relations(package, &format!("{folder}/_rels/{file}.rels"), folder)?;
        Ok(Some(Self { workbook, named }))
    }

    fn of_kind(&self, kind: &str) -> Option<&str> {
        let is_it = |(_, other, _): &&(String, String, String)| other.ends_with(kind);
        self.named.iter().find(is_it).map(|(_, _, path)| path.as_str())
    }

    /// Returns what the workbook says of itself.
    pub(super) fn contents(&self, package: &Package) -> Result<Contents, TableFault> {
        let mut contents = Contents::default();
        let Some(part) = package.read(&self.workbook) else { return Ok(contents) };
        let (mut xml, mut buffer) = (reader(part), Vec::new());
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer).map_err(|error| fault(&error))? {
                Event::Start(element) if element.local_name().as_ref() == "sheet" => {
                    let id = attribute(&element, "id").unwrap_or_default();
                    let named = self.named.iter().find(|(other, _, _)| *other == *id);
                    // Sheets of charts and of macros hold no rows.
                    if let Some((_, kind, path)) = named
                        && kind.ends_with("/worksheet")
                    {
                        contents.sheets.push(SheetPart {
                            name: attribute(&element, "name").unwrap_or_default().into_owned(),
                            path: path.clone(),
                            is_hidden: attribute(&element, "state")
                                .is_some_and(|state| state.ends_with("idden")),
                        });
                    }
                }
                Event::Start(element) if element.local_name().as_ref() == "workbookPr" => {
                    if let Some(is) = attribute(&element, "date1904") {
                        contents.is_1904 = matches!(is.as_ref(), "1" | "true" | "on");
                    }
                }
                Event::Eof => return Ok(contents),
                _ => {}
            }
        }
    }

    /// Returns the style of each number format that cells name.
    pub(super) fn styles(&self, package: &Package) -> Result<Vec<NumberStyle>, TableFault> {
        let Some(part) = self.of_kind("/styles").and_then(|path| package.read(path)) else {
            return Ok(Vec::new());
        };
        let (mut xml, mut buffer) = (reader(part), Vec::new());
        let mut codes: Vec<(u32, NumberStyle)> = Vec::new();
        let (mut styles, mut is_of_cells) = (Vec::new(), false);
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer).map_err(|error| fault(&error))? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "numFmt" => {
                        let id = attribute(&element, "numFmtId").and_then(|id| id.parse().ok());
                        let code = attribute(&element, "formatCode");
                        codes.extend(id.zip(code.map(|code| NumberStyle::of_code(&code))));
                    }
                    "cellXfs" => is_of_cells = true,
                    "xf" if is_of_cells => {
                        let id = attribute(&element, "numFmtId").and_then(|id| id.parse().ok());
                        let id = id.unwrap_or(0);
                        let own = codes.iter().find(|(other, _)| *other == id);
                        styles
                            .push(own.map_or_else(|| NumberStyle::of_number(id), |(_, own)| *own));
                    }
                    _ => {}
                },
                Event::End(element) if element.local_name().as_ref() == "cellXfs" => {
                    is_of_cells = false;
                }
                Event::Eof => return Ok(styles),
                _ => {}
            }
        }
    }

    /// Returns the words that cells share.
    pub(super) fn texts(&self, package: &Package) -> Result<SharedTexts, TableFault> {
        let mut texts = SharedTexts::default();
        let Some(part) = self.of_kind("/sharedStrings").and_then(|path| package.read(path)) else {
            return Ok(texts);
        };
        let (mut xml, mut buffer) = (reader(part), Vec::new());
        let (mut text, mut is_words, mut is_reading) = (String::new(), false, false);
        loop {
            buffer.clear();
            let event = xml.read_event_into(&mut buffer).map_err(|error| fault(&error))?;
            match &event {
                Event::Start(element) => match element.local_name().as_ref() {
                    "si" => text.clear(),
                    "t" => is_words = !is_reading,
                    // How the words are read aloud.
                    "rPh" => is_reading = true,
                    _ => {}
                },
                Event::End(element) => match element.local_name().as_ref() {
                    "t" => is_words = false,
                    "rPh" => is_reading = false,
                    "si" => texts.push(&unescaped(&text)),
                    _ => {}
                },
                Event::Eof => return Ok(texts),
                event if is_words => add_words(event, &mut text),
                _ => {}
            }
        }
    }
}

/// Returns the parts that a part names: id, kind, path.
fn relations(
    package: &Package,
    path: &str,
    folder: &str,
) -> Result<Vec<(String, String, String)>, TableFault> {
    let Some(part) = package.read(path) else { return Ok(Vec::new()) };
    let (mut xml, mut buffer, mut found) = (reader(part), Vec::new(), Vec::new());
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|error| fault(&error))? {
            Event::Start(element) if element.local_name().as_ref() == "Relationship" => {
                let text = |name| attribute(&element, name).unwrap_or_default().into_owned();
                let target = text("Target");
                let path = match target.strip_prefix('/') {
                    Some(absolute) => absolute.to_owned(),
                    None => format!("{folder}/{target}"),
                };
                found.push((text("Id"), text("Type"), path.trim_start_matches('/').to_owned()));
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// The words that cells share, one behind the other.
#[derive(Debug, Default)]
pub(super) struct SharedTexts {
    all: String,
    ends: Vec<usize>,
}

impl SharedTexts {
    fn push(&mut self, text: &str) {
        self.all.push_str(text);
        self.ends.push(self.all.len());
    }

    /// Returns one of them.
    pub(super) fn get(&self, index: usize) -> Option<&str> {
        let from = if index == 0 { 0 } else { *self.ends.get(index - 1)? };
        self.all.get(from..*self.ends.get(index)?)
    }
}
