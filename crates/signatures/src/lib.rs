//! Whether a pack was signed with one of a site's keys (ed25519).

use ed25519_compact::{PublicKey, Signature};

/// The bytes of a public key.
const KEY: usize = 32;
/// The bytes of a key and the signature that was made with its secret one.
const ENTRY: usize = KEY + 64;

/// Whether one of `keys` (32 bytes each) signed `covered`: its key and signature are among
/// `signatures`.
#[must_use]
pub fn is_signed(covered: &[u8], signatures: &[u8], keys: &[u8]) -> bool {
    signatures.chunks_exact(ENTRY).any(|entry| {
        let (key, signature) = entry.split_at(KEY);
        let checked = || {
            let key = PublicKey::from_slice(key).ok()?;
            let signature = Signature::from_slice(signature).ok()?;
            key.verify(covered, &signature).ok()
        };
        keys.chunks_exact(KEY).any(|known| known == key) && checked().is_some()
    })
}
