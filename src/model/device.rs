//! What the browser of this visit can do.

/// What the browser can do, as far as a page says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Device {
    /// The address of this page that others can open.
    pub(crate) public_address: Option<String>,
    /// Whether the system can hand a link on.
    pub(crate) can_share: bool,
    /// Whether the browser has a Chinese voice.
    pub(crate) can_speak: bool,
    /// Whether this is the browser of a chat program, which neither prints nor saves.
    pub(crate) is_in_chat: bool,
}
