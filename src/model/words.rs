//! Short messages about what was done.

use huiqi_sitting::cases::seen_name;

/// Of a notice: the way back to the answers before.
pub(super) const BACK: &str = "恢复我原来的答案";
/// Of a notice: the way back to a removed case.
pub(super) const UNDO_REMOVAL: &str = "撤销删除";
/// Of a notice: the way back to the cases before a file was read.
pub(super) const UNDO_IMPORT: &str = "撤销导入";
/// A text was copied.
pub(super) const COPIED: &str = "已复制。";
/// The browser did not copy.
pub(super) const NOT_COPIED: &str = "浏览器不允许自动复制，请长按或全选后复制。";
/// The browser did not save a file.
pub(super) const NOT_SAVED: &str = "这里的浏览器不能保存文件，请换用系统浏览器。";
/// A file could not be read.
pub(super) const NOT_READ: &str = "文件没有读出来，请重新选择。";
/// The host page has the result.
pub(super) const HANDED_TO_HOST: &str = "已发送。之后改了答案，不会再自动发送。";
/// A case is kept.
pub(super) const KEPT: &str = "已保存。";
/// A case is not kept.
pub(super) const NOT_KEPT: &str = "没有保存：请写一个名称，或先删掉一些案例。";
/// Answers came from a link.
pub(super) const OPENED_LINK: &str = "已打开链接里的答案。";
/// Nothing is left in this browser.
pub(super) const ALL_CLEARED: &str = "已清空。这台电脑上不再有任何答案和案例。";

/// A case or an example was opened.
pub(super) fn opened(name: &str) -> String {
    format!("已打开“{}”。", seen_name(name))
}

/// A kept case was removed.
pub(super) fn removed(name: &str) -> String {
    format!("已删除“{name}”。")
}
