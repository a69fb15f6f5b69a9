//! Compressed files beside the plain ones, for servers that pass such files on.

use crate::folder::{Folder, Result, is_copy};
use std::io::Write;

/// What gets smaller when it is compressed.
const PACKED: [&str; 5] = [".html", ".js", ".css", ".svg", ".wasm"];

/// Writes a .br and a .gz beside each file directly in a folder of the page.
pub(crate) fn folder(folder: &Folder, inside: &str) -> Result {
    let is_packed = |name: &String| !is_copy(name) && PACKED.iter().any(|end| name.ends_with(end));
    for name in folder.files_in(inside)?.into_iter().filter(is_packed) {
        let bytes = folder.bytes(&name)?;
        let reason = |error: std::io::Error| format!("{name} cannot be compressed: {error}");
        folder.write(&format!("{name}.br"), brotli(&bytes).map_err(reason)?)?;
        folder.write(&format!("{name}.gz"), gzip(&bytes).map_err(reason)?)?;
    }
    Ok(())
}

fn brotli(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let parameters =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut input = bytes;
    brotli::BrotliCompress(&mut input, &mut out, &parameters)?;
    Ok(out)
}

/// Neither a name nor a time goes in: the same file is always packed the same.
fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(bytes)?;
    gzip.finish()
}
