//! Short messages about what was done.

use super::packs::PackFault;
use huiqi_rules::amount::Amount;
use huiqi_sitting::cases::seen_name;
use huiqi_sitting::wording;
use huiqi_tables::wording::recalled_in_table;

/// Of a notice: the way back to the answers before.
pub(super) const BACK: &str = "恢复我原来的答案";
/// Of a notice: the way back to a removed case.
pub(super) const UNDO_REMOVAL: &str = "撤销删除";
/// Of a notice: the way back from there.
pub(super) const UNDO_RESTORING: &str = "撤销恢复";
/// Of a notice: the way back to a case that gave way to another of its name.
pub(super) const UNDO_REPLACING: &str = "恢复原来的案例";
/// Of a notice: the way back to the cases before a file was read.
pub(super) const UNDO_IMPORT: &str = "撤销导入";
/// A text was copied.
pub(crate) const COPIED: &str = "已复制。";
/// The browser did not copy.
pub(super) const NOT_COPIED: &str = "浏览器不允许自动复制，请长按或全选后复制。";
/// The browser did not save a file.
pub(crate) const NOT_SAVED: &str = "这里的浏览器不能保存文件，请换用系统浏览器。";
/// A file was handed to the browser to be saved.
pub(crate) const SAVED: &str = "已保存，文件一般在“下载”文件夹里。";
/// A file could not be read.
pub(crate) const NOT_READ: &str = "文件没有读出来，请重新选择。";
/// The host page has the result.
pub(super) const HANDED_TO_HOST: &str = "已发送。之后改了答案，不会再自动发送。";
/// A case is kept.
pub(super) const KEPT: &str = "已保存。";
/// A case is not kept.
pub(super) const NOT_KEPT: &str = "没有保存：请写一个名称，或先删掉一些案例。";
/// A case gave way to another of its name.
pub(super) const REPLACED: &str = "已替换原来同名的案例。";
/// The browser did not store cases.
pub(super) const REFUSED: &str = "没有保存。";
/// The same, with what to do.
pub(super) const REFUSED_AND_NOW: &str =
    "没有保存：浏览器里存不下了，或不让本页保存。请导出成文件，或先删掉一些案例。";
/// A case keeps its name.
pub(super) const NOT_RENAMED: &str = "没有改名：名称空着，或已有同名的案例。";
/// Other files of this computer can read what is kept.
pub(super) const SHARED: &str = "本页是从文件夹打开的。这样保存的案例，这台电脑上别的网页文件也读得到。\
    可以改用导出的文件；仍要保存，请点下面的按钮。";
/// What was here before an opened link, case or example is here again.
pub(super) const RESTORED: &str = "已恢复您原来的答案。";
/// What is here was opened, and what was before can be restored.
pub(super) const STILL_OPENED: &str = "现在的答案是打开来的，您原来的答案还留着。";
/// Answers came from a link.
pub(super) const OPENED_LINK: &str = "已打开链接里的答案。";
/// Nothing is left in this browser.
pub(super) const ALL_CLEARED: &str =
    "已清空。这台电脑上不再有任何答案和案例。浏览器的历史记录、下载的文件请自己删。";
/// Something is left.
pub(super) const NOT_CLEARED: &str = "没有清干净：请在浏览器设置里清除本网站的数据。";

/// A case or an example was opened.
pub(super) fn opened(name: &str) -> String {
    format!("已打开“{}”。", seen_name(name))
}

/// A kept case was removed.
pub(super) fn removed(name: &str) -> String {
    format!("已删除“{name}”。")
}

/// Cases that were changed since stay.
pub(super) fn left_alone(count: usize) -> String {
    format!("之后改过或删掉的 {count} 个案例没有动。")
}

/// Answers are not kept.
pub(super) fn not_kept_long(words: &str) -> String {
    format!("{words}要留下来，请导出成文件。")
}

/// An answer was changed from the result: what became of the total.
pub(super) fn changed(then: Amount, now: Amount) -> String {
    if then == now {
        "金额没有变。".to_owned()
    } else {
        format!("金额变了：原来{}，现在{}。", wording::link::ends(then), wording::link::ends(now))
    }
}

/// A link of the library chose another place than the one that was chosen.
pub(super) fn moved(before: &str, now: &str) -> String {
    format!("所在地由{before}改为{now}，其他答案没有变。")
}

/// Every pack of a place was recalled, for this reason.
pub(crate) fn recalled(why: &str) -> String {
    format!("这个地方的规则已撤回：{why}。新的规则公布以前，金额请向主管部门核实。")
}

/// The newest rules of a place are not used; the bundled ones serve.
pub(super) fn not_newest(
    place: &str,
    newest: Option<&str>,
    fault: &PackFault,
    own: &str,
) -> String {
    let (what, then) = match fault {
        PackFault::NoAnswer => ("没有取到，请检查网络", "有网络时再打开"),
        PackFault::Missing => ("没有取到，可能网站正在更新", "过几分钟再打开"),
        PackFault::Changed => ("不完整，或者被改动过，没有采用", "过几分钟再打开"),
        PackFault::Unsigned => ("没有本网站认可的签名，没有采用", "申报前请向主管部门核实"),
        PackFault::NewerFormat => ("这个页面还读不了，没有采用", "请刷新页面再打开"),
        PackFault::Recalled(why) => return recalled(why),
    };
    let newest = newest.map_or(String::new(), |newest| format!("（{newest}）"));
    format!("{place}的新规则{newest}{what}。先按 {own} 算，金额可能不是最新的，{then}。")
}

/// What was published beside the page cannot be read; the bundled rules serve.
pub(super) fn no_index(fault: &PackFault, own: &str) -> String {
    let (what, then) = match fault {
        PackFault::NoAnswer => ("没有取到，请检查网络", "有网络时再打开"),
        PackFault::Missing => ("没有取到，可能网站正在更新", "过几分钟再打开"),
        PackFault::Changed
        | PackFault::Unsigned
        | PackFault::NewerFormat
        | PackFault::Recalled(_) => ("读不出来，可能网站正在更新", "过几分钟再打开"),
    };
    format!("这个网站后来公布的规则{what}。先按 {own} 算，金额可能不是最新的，{then}。")
}

/// A place has newer rules than those in use.
pub(super) fn behind(place: &str, newest: &str, own: &str, what: &str) -> String {
    format!(
        "{place}的规则已更新到 {newest}，这里按 {own} 算。要按新规则{what}，先在首页选{place}，再来这里。"
    )
}

/// A newer edition was published while the page is open.
pub(super) fn published(place: &str, newest: &str, reason: &str, own: &str) -> String {
    let reason = reason.trim_end_matches('。');
    format!("{place}的规则已更新到 {newest}：{reason}。这里还按 {own} 算。")
}

/// A place of a table has newer rules than those that it was computed by.
pub(super) fn behind_in_table(place: &str, newest: &str, own: &str) -> String {
    format!(
        "{place}的规则已更新到 {newest}，这里按 {own} 算的。要按新规则算，请点下面的“按新规则重算”。"
    )
}

/// The rules of a place of a table are not used, and no others serve.
pub(super) fn not_computed(place: &str, newest: Option<&str>, fault: &PackFault) -> String {
    let (what, then) = match fault {
        PackFault::NoAnswer => ("没有取到，请检查网络", "有网络时再算"),
        PackFault::Missing => ("没有取到，可能网站正在更新", "请过几分钟再算"),
        PackFault::Changed => ("不完整，或者被改动过，没有采用", "请过几分钟再算"),
        PackFault::Unsigned => ("没有本网站认可的签名，没有采用", "请问主管部门"),
        PackFault::NewerFormat => ("这个页面还读不了，没有采用", "请刷新页面再算"),
        PackFault::Recalled(why) => return recalled_in_table(place, why),
    };
    let newest = newest.map_or(String::new(), |newest| format!("（{newest}）"));
    format!("{place}的规则{newest}{what}。{place}的企业没有测算，不是 0 元，{then}。")
}

/// What was kept is computed by the bundled rules again.
pub(super) fn computed_again(edition: &str) -> String {
    format!("金额已按 {edition} 重新计算。")
}

/// What was kept is computed by a newer edition of a pack.
pub(super) fn new_edition(edition: &str, reason: &str) -> String {
    format!("规则已更新到 {edition}：{}。金额已按新规则重新计算。", reason.trim_end_matches('。'))
}
