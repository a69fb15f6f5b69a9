//! Why a table cannot be read, in words.

use super::line::MOST_COLUMNS;
use super::line::TableFault;

/// Returns what is wrong with a table, and what to do.
#[must_use]
pub fn table_fault(fault: &TableFault) -> String {
    match fault {
        TableFault::Empty => "表格是空的，没有可以测算的行。".to_owned(),
        TableFault::OldWorkbook => {
            "这是旧格式（.xls）或加了密码的工作簿。请另存为不加密的 .xlsx 或 CSV 再打开。"
                .to_owned()
        }
        TableFault::BadWorkbook(why) => {
            format!("工作簿打不开，可能已损坏。请用表格软件另存为 .xlsx 再试。（{why}）")
        }
        TableFault::TooWide => format!("表格超过 {MOST_COLUMNS} 列，请删去不用的列再打开。"),
        TableFault::Endless(row) => {
            format!("第 {row} 行起有引号没有成对，几行可能连在了一起。请改好再打开。")
        }
        TableFault::Unreadable(why) => format!("文件没有读出来，请重新选择。（{why}）"),
    }
}
