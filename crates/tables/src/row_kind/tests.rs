use super::{RowKind, RowSorter};
use crate::Column;
use huiqi_policies::POLICIES;

const HEADINGS: [&str; 4] = ["序号", "企业名称", "所在地", "展位费"];

fn kind(cells: &[&str]) -> RowKind {
    let columns = Column::of_headings(&POLICIES, &HEADINGS, &[]);
    RowSorter::new(&POLICIES, &HEADINGS, &columns).kind(cells, false)
}

#[test]
fn a_company_stays_one_whatever_its_name_begins_with() {
    for name in [
        "合计衡器有限公司",
        "注塑机械有限公司",
        "小计量仪表厂",
        "总计时器材有限公司",
        "备注科技有限公司",
        "例外软件有限公司",
        "一汽配件有限公司",
        "第一机床厂",
        "说明书印务有限公司",
        "附件铸造厂",
        "共和机械有限公司",
        "平均值仪器有限公司",
        "甲公司",
        "三家村食品有限公司",
        "*ST甲",
        "（甲）乙公司",
        "省级建材",
        "3M",
    ] {
        assert_eq!(kind(&["1", name, "枣庄市", "0"]), RowKind::Company, "{name}");
        assert_eq!(kind(&["", name, "", ""]), RowKind::Company, "{name}");
    }
    assert_eq!(kind(&["7", "", "枣庄市", "5"]), RowKind::Company, "one without a name");
}

#[test]
fn sums_of_any_wording_are_none() {
    for name in [
        "合计",
        "合 计",
        "小计：",
        "总计（家）",
        "共计3家",
        "本页小计",
        "滕州市合计",
        "累计（家）",
        "平均",
        "汇总",
        "共 12 家",
        "合计：3 家，其中新增 1 家",
        "Total",
        "以上合计",
        "合计3",
        "一季度累计",
    ] {
        assert_eq!(kind(&["", name, "", "160000"]), RowKind::Sum, "{name}");
        assert_eq!(kind(&[name, "", "", "160000"]), RowKind::Sum, "{name} in the first column");
    }
    let columns = Column::of_headings(&POLICIES, &HEADINGS, &[]);
    let sorter = RowSorter::new(&POLICIES, &HEADINGS, &columns);
    assert_eq!(sorter.kind(&["", "", "", "160000"], true), RowKind::Sum);
    assert_eq!(sorter.kind(&["", "甲公司", "", "160000"], true), RowKind::Company);
}

#[test]
fn remarks_subheads_examples_and_numbers_are_none() {
    for name in [
        "注：数据截至10月底",
        "注1：以公布为准",
        "备注：初步统计",
        "说明：称号以公布文件为准。",
        "填报人：王某",
        "制表人：李某",
        "以下空白",
        "续表",
        "单位负责人（签字）：",
        "审核（盖章）",
        "示例局（盖章）",
    ] {
        assert_eq!(kind(&["", name, "", ""]), RowKind::Remark, "{name}");
    }
    for name in [
        "核对人：王某",
        "2026年11月20日",
        "以上企业均已公示。",
        "第1页 共2页",
        "本表一式两份",
        "——以下空白——",
        "1/3",
        "承上页",
        "过次页",
        "2026年11月",
        "年 月 日",
        "其中：",
        "****",
        "……",
        "（此页无正文）",
        "END",
        "★注",
        "领导签字：",
        "（盖章）",
        "（万元）",
        "表内金额以万元计",
    ] {
        assert_eq!(kind(&[name, "", "", ""]), RowKind::Remark, "{name}");
    }
    for cells in [
        ["一", "国家级“小巨人”（1家）", "", ""],
        ["", "一、国家级企业", "", ""],
        ["（二）省级", "", "", ""],
        ["", "滕州市", "", ""],
        ["", "省级企业", "", ""],
        ["A. 省级企业", "", "", ""],
        ["", "省级专精特新（2家）", "", ""],
    ] {
        assert_eq!(kind(&cells), RowKind::Subhead, "{cells:?}");
    }
    assert_eq!(kind(&["1", "2", "3", "4"]), RowKind::ColumnNumbers);
    assert_eq!(kind(&["甲", "乙", "", ""]), RowKind::Company, "two letters are no numbers");
    assert_eq!(kind(&["甲", "1", "2", "3"]), RowKind::ColumnNumbers);
    assert_eq!(kind(&["", "示例：某某公司", "枣庄市", "0"]), RowKind::Example);
    assert_eq!(kind(&["5", "", "", ""]), RowKind::Unused);
    assert_eq!(kind(&["", " ", "", ""]), RowKind::Empty);
}

#[test]
fn the_headings_again_are_known_in_their_places_and_in_others() {
    assert_eq!(kind(&HEADINGS), RowKind::Headings);
    assert_eq!(kind(&["", "企业名称", "所在地", "展位费"]), RowKind::Headings);
    assert_eq!(kind(&["展位费", "所在地", "企业名称", "序号"]), RowKind::OtherHeadings);
    assert_eq!(kind(&["1", "甲公司", "枣庄市", "展位费"]), RowKind::Company);
}
