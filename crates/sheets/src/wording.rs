//! Why a table cannot be read, in words.

use super::line::{LONGEST_ROW, MOST_COLUMNS, TableFault};
use super::package::MOST_UNPACKED;

/// Returns what is wrong with a table, and what to do.
#[must_use]
pub fn table_fault(fault: &TableFault) -> String {
    match fault {
        TableFault::Empty => "表格是空的，没有可以测算的行。".to_owned(),
        TableFault::NotATable(kind) => kind.words().to_owned(),
        TableFault::Locked => {
            "工作簿加了密码。请用表格软件打开，去掉密码另存为 .xlsx 再选。".to_owned()
        }
        TableFault::BadWorkbook(why) => {
            format!("工作簿打不开，可能已损坏。请用表格软件另存为 .xlsx 再试。（{why}）")
        }
        TableFault::TooLarge => format!(
            "表格太大，展开后超过 {} MB。请删去不用的工作表和列，或分成几个文件再选。",
            MOST_UNPACKED >> 20
        ),
        TableFault::LongRow(row) => {
            format!("第 {row} 行太大，超过 {} MB。请删去里面很长的格子再选。", LONGEST_ROW >> 20)
        }
        TableFault::TooWide => format!("表格超过 {MOST_COLUMNS} 列，请删去不用的列再打开。"),
        TableFault::Endless(row) => {
            format!("第 {row} 行起有引号没有成对，几行可能连在了一起。请改好再打开。")
        }
        TableFault::Separator(mark) => {
            format!("格子之间是“{mark}”，不是逗号分隔的表格。请换成半角逗号，或另存为 .xlsx 再选。")
        }
        TableFault::OtherHeadings(row) => format!(
            "第 {row} 行又是一行表头，列的顺序和上面不同，从这一行起没有测算。请分成两个表格。"
        ),
        TableFault::Sideways => {
            "这张表是一列一家企业，读不了。请在表格软件里全选、复制，再“选择性粘贴—转置”，\
             改成一行一家再选。"
                .to_owned()
        }
        TableFault::Unreadable(why) => format!("文件没有读出来，请重新选择。（{why}）"),
    }
}
