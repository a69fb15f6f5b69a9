//! Gives the imports of a Wasm module short names.
//!
//! wasm-bindgen ends each name with a hash of sixteen digits, which no compression makes shorter,
//! and writes it twice: in the module and in its glue.

/// A module with short names, and the names that its glue must change.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ShortNames {
    /// The module.
    pub(crate) module: Vec<u8>,
    /// Each long name with its short one, the longest first.
    pub(crate) names: Vec<(String, String)>,
}

/// The module that all imports come from, after the change.
const FROM: &str = "w";

/// The length of the magic number and the version.
const HEADER: usize = 8;

/// The identifier of the import section.
const IMPORT_SECTION: u8 = 2;

/// The kind of an import that is a function. wasm-bindgen imports nothing else.
const FUNCTION: u8 = 0;

/// Shortens the names of all imports; none where the bytes are not a module, or where the module
/// imports something that is not a function.
pub(crate) fn shorten(module: &[u8]) -> Option<ShortNames> {
    let mut out = module.get(..HEADER)?.to_vec();
    let mut names = Names::default();
    let mut reader = WasmReader { bytes: module, offset: HEADER };
    while !reader.is_at_end() {
        let id = reader.byte()?;
        let size = reader.number()?;
        let section = reader.slice(size)?;
        let imports = (id == IMPORT_SECTION).then(|| names.shorten_section(section));
        let section = match imports {
            Some(shortened) => shortened?,
            None => section.to_vec(),
        };
        out.push(id);
        put_number(&mut out, section.len());
        out.extend(section);
    }
    Some(ShortNames { module: out, names: names.longest_first() })
}

/// The names that were changed, in the order of their first use.
#[derive(Default)]
struct Names(Vec<(String, String)>);

impl Names {
    fn shorten_section(&mut self, section: &[u8]) -> Option<Vec<u8>> {
        let mut reader = WasmReader { bytes: section, offset: 0 };
        let mut out = Vec::new();
        let count = reader.number()?;
        put_number(&mut out, count);
        for import in 0..count {
            let from = reader.name()?;
            let field = reader.name()?;
            if reader.byte()? != FUNCTION {
                return None;
            }
            let type_index = reader.number()?;
            self.put(&mut out, from, FROM.to_owned());
            self.put(&mut out, field, format!("{FROM}{import:x}"));
            out.push(FUNCTION);
            put_number(&mut out, type_index);
        }
        Some(out)
    }

    /// Writes the short name, and notes what it is short for.
    fn put(&mut self, out: &mut Vec<u8>, long: &str, short: String) {
        put_number(out, short.len());
        out.extend(short.bytes());
        if !self.0.iter().any(|(known, _)| known == long) {
            self.0.push((long.to_owned(), short));
        }
    }

    /// Where one name is part of another, the longer one is replaced first.
    fn longest_first(mut self) -> Vec<(String, String)> {
        self.0.sort_by_key(|(long, _)| std::cmp::Reverse(long.len()));
        self.0
    }
}

/// Reads the binary format from front to back.
struct WasmReader<'a> {
    bytes: &'a [u8],
    offset: usize,
}

impl<'a> WasmReader<'a> {
    const fn is_at_end(&self) -> bool {
        self.offset >= self.bytes.len()
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.offset)?;
        self.offset += 1;
        Some(byte)
    }

    fn slice(&mut self, length: usize) -> Option<&'a [u8]> {
        let end = self.offset.checked_add(length)?;
        let slice = self.bytes.get(self.offset..end)?;
        self.offset = end;
        Some(slice)
    }

    /// Returns an unsigned LEB128 of at most 32 bits.
    fn number(&mut self) -> Option<usize> {
        let mut value = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            value |= usize::from(byte & 127) << shift;
            if byte & 128 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn name(&mut self) -> Option<&'a str> {
        let length = self.number()?;
        std::str::from_utf8(self.slice(length)?).ok()
    }
}

fn put_number(out: &mut Vec<u8>, mut value: usize) {
    while value >= 128 {
        out.push(value as u8 | 128);
        value >>= 7;
    }
    out.push(value as u8);
}

#[cfg(test)]
mod tests {
    use super::{WasmReader, put_number, shorten};

    /// The magic number and version 1.
    const HEADER: &[u8] = b"\0asm\x01\0\0\0";

    fn name(text: &str) -> Vec<u8> {
        [&[text.len() as u8], text.as_bytes()].concat()
    }

    fn function(from: &str, field: &str, type_index: u8) -> Vec<u8> {
        [name(from), name(field), vec![0, type_index]].concat()
    }

    fn section(id: u8, body: &[u8]) -> Vec<u8> {
        let mut out = vec![id];
        put_number(&mut out, body.len());
        out.extend(body);
        out
    }

    fn module(sections: &[Vec<u8>]) -> Vec<u8> {
        [HEADER, &sections.concat()].concat()
    }

    #[test]
    fn imports_get_short_names_and_all_else_stays() {
        let types = section(1, &[1, 0x60, 0, 0]);
        let imports =
            [vec![2], function("./glue.js", "log_0123", 0), function("./glue.js", "log", 0)];
        let code = section(10, &[1, 2, 3]);
        let found = shorten(&module(&[types.clone(), section(2, &imports.concat()), code.clone()]))
            .expect("a module");
        let short = [vec![2], function("w", "w0", 0), function("w", "w1", 0)];
        assert_eq!(found.module, module(&[types, section(2, &short.concat()), code]));
        let pair = |long: &str, short: &str| (long.to_owned(), short.to_owned());
        assert_eq!(
            found.names,
            [pair("./glue.js", "w"), pair("log_0123", "w0"), pair("log", "w1")],
            "the longest first, so that log does not cut log_0123"
        );
    }

    #[test]
    fn the_seventeenth_import_has_two_digits() {
        let fields: Vec<String> = (0..17).map(|field| format!("field_{field}")).collect();
        let imports: Vec<u8> = fields.iter().flat_map(|field| function("m", field, 3)).collect();
        let found = shorten(&module(&[section(2, &[vec![17], imports].concat())]));
        let names = found.expect("a module").names;
        assert!(names.contains(&("field_16".to_owned(), "w10".to_owned())), "{names:?}");
    }

    #[test]
    fn a_section_that_becomes_shorter_than_128_bytes_has_a_size_of_one_byte() {
        let long = "x".repeat(120);
        let imports = [vec![1], function("glue", &long, 0)].concat();
        assert_eq!(imports.len(), 129);
        let found = shorten(&module(&[section(2, &imports)])).expect("a module").module;
        assert_eq!(found[HEADER.len()..HEADER.len() + 2], [2, 8]);
    }

    #[test]
    fn what_is_no_module_is_refused() {
        let whole = module(&[section(2, &[vec![1], function("m", "f", 0)].concat())]);
        assert!(shorten(&whole).is_some());
        for end in (0..HEADER.len()).chain(HEADER.len() + 1..whole.len()) {
            assert_eq!(shorten(&whole[..end]), None, "the first {end} bytes");
        }
        let memory = [vec![1], name("m"), name("memory"), vec![2, 0, 1]].concat();
        assert_eq!(shorten(&module(&[section(2, &memory)])), None, "an imported memory");
        assert_eq!(shorten(&module(&[vec![2, 0xff, 0xff, 0xff, 0xff, 0xff]])), None, "no number");
    }

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for value in [0, 1, 127, 128, 300, 16_383, 16_384, 624_485, u32::MAX as usize] {
            let mut bytes = Vec::new();
            put_number(&mut bytes, value);
            let mut reader = WasmReader { bytes: &bytes, offset: 0 };
            assert_eq!((reader.number(), reader.is_at_end()), (Some(value), true));
        }
        let mut bytes = Vec::new();
        put_number(&mut bytes, 624_485);
        assert_eq!(bytes, [0xe5, 0x8e, 0x26], "the example of the specification of LEB128");
    }
}
