//! Tables of companies in a real Chromium: how fast they are computed, how much memory that takes,
//! and how long the page is busy at a stretch. `make bench-portfolio` builds the page and runs
//! this. Rows are complete: every question of the region's documents is answered.

use huiqi_browser_tests::{Folder, Page, in_browser, serve};
use huiqi_policies::POLICIES;
use huiqi_rules::policy::PolicySet;
use huiqi_rules::question::{Kind, Question};
use huiqi_rules::unit::Notation;
use huiqi_sheets::template;
use huiqi_tables::Column;
use std::fmt::Write;
use std::time::Instant;
use thirtyfour::prelude::WebDriverResult;

/// The same numbers on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

fn cell(question: &Question, dice: &mut Dice) -> String {
    match question.kind {
        Kind::Single => {
            question.options[dice.below(question.options.len() as u64) as usize].label.to_owned()
        }
        Kind::Multi => "都没有".to_owned(),
        Kind::YesNo => ["是", "否"][dice.below(2) as usize].to_owned(),
        Kind::Figure(unit) => match unit.notation {
            Notation::Money => (dice.below(3_000) * 1_000).to_string(),
            Notation::Percent | Notation::Number => dice.below(40).to_string(),
        },
    }
}

/// A table of so many companies in the five regions of the documents.
fn table(rows: usize) -> String {
    let mut dice = Dice(7);
    let columns = template::columns(&POLICIES, None);
    let regions: Vec<_> = POLICIES
        .regions
        .iter()
        .filter(|region| POLICIES.policies_in(region.id).next().is_some())
        .collect();
    let mut text =
        columns.iter().map(|column| column.label(&POLICIES)).collect::<Vec<_>>().join(",");
    for row in 0..rows {
        text.push('\n');
        let region = regions[dice.below(regions.len() as u64) as usize];
        for (index, column) in columns.iter().enumerate() {
            if index > 0 {
                text.push(',');
            }
            match column {
                Column::Name => drop(write!(text, "第{row}公司")),
                Column::Question(index) if *index == PolicySet::REGION => {
                    text.push_str(region.name)
                }
                Column::Question(index) if POLICIES.is_asked_in(region.id, *index) => {
                    text.push_str(&cell(POLICIES.question(*index), &mut dice))
                }
                Column::Question(_)
                | Column::Former(_)
                | Column::Day
                | Column::Own(_)
                | Column::Other => {}
            }
        }
    }
    text
}

/// What the browser's processes hold in memory, in MB.
fn memory() -> u64 {
    let mut pages = 0;
    for entry in std::fs::read_dir("/proc").expect("processes").filter_map(Result::ok) {
        let read =
            |name: &str| std::fs::read_to_string(entry.path().join(name)).unwrap_or_default();
        if read("cmdline").contains("--type=renderer") {
            pages += read("statm")
                .split(' ')
                .nth(1)
                .and_then(|resident| resident.parse::<u64>().ok())
                .unwrap_or_default();
        }
    }
    pages * 4096 / 1_000_000
}

/// Measures a table of so many rows; gives the rows for each second, where the page says them: not
/// below a tenth of a second.
async fn measure(tab: &Page, address: &str, rows: usize) -> WebDriverResult<Option<u64>> {
    let folder = Folder::create();
    let file = folder.file("table.csv", table(rows).as_bytes());
    tab.goto("about:blank").await?;
    tab.goto(format!("{address}#/portfolio")).await?;
    tab.by_id("table").await?;
    let before = memory();
    tab.execute(
        "window.longest = 0; new PerformanceObserver(list => list.getEntries().forEach(task => \
             { longest = Math.max(longest, task.duration) })).observe({ type: 'longtask' })",
        vec![],
    )
    .await?;
    tab.by_id("table").await?.send_keys(file).await?;
    tab.click("start").await?;
    while tab
        .execute("return document.getElementById('desk-speed') === null", vec![])
        .await?
        .convert::<bool>()?
    {
        tab.until("true").await?;
    }
    tab.shows("rows-which", "家").await?;
    let said = tab.by_id("desk-speed").await?.text().await?;
    let longest: f64 = tab.execute("return longest", vec![]).await?.convert()?;
    println!(
        "{rows:>9} rows  {}  memory {} MB more  longest task of the page {longest:.0} ms",
        said.split("表格").next().unwrap_or_default(),
        memory().saturating_sub(before)
    );
    if rows <= 100_000 {
        let began = Instant::now();
        tab.click("write-workbook").await?;
        tab.shows("written", "已保存").await?;
        println!(
            "                as a workbook in {:.1} s  memory {} MB more",
            began.elapsed().as_secs_f32(),
            memory().saturating_sub(before)
        );
    }
    let speed: String = said
        .split("每秒")
        .nth(1)
        .unwrap_or_default()
        .chars()
        .take_while(|letter| *letter != '行')
        .filter(char::is_ascii_digit)
        .collect();
    Ok(speed.parse().ok())
}

/// Measures how long so many companies take to be on paper, a sheet each, in one PDF.
async fn measure_sheets(tab: &Page, address: &str, rows: usize) -> WebDriverResult<()> {
    let folder = Folder::create();
    tab.goto("about:blank").await?;
    tab.goto(format!("{address}#/portfolio")).await?;
    let file = folder.file("table.csv", table(rows).as_bytes());
    tab.by_id("table").await?.send_keys(file).await?;
    tab.click("start").await?;
    tab.shows("rows-which", &format!("共 {rows} 家")).await?;
    let began = Instant::now();
    tab.click("print-sheets").await?;
    tab.until(&format!(
        "document.querySelectorAll('.has-sheet > .sheet').length === {rows} \
         && window.printed.length"
    ))
    .await?;
    let drawn = began.elapsed().as_secs_f32();
    let options = serde_json::json!({ "preferCSSPageSize": true });
    let answer = tab.cdp().send_raw("Page.printToPDF", options).await?;
    let size = answer["data"].as_str().map_or(0, str::len) * 3 / 4;
    println!(
        "{rows:>9} sheets laid out in {drawn:.1} s, in one PDF of {} KB after {:.1} s",
        size / 1_000,
        began.elapsed().as_secs_f32()
    );
    Ok(())
}

#[tokio::main]
async fn main() {
    // Only to see that it compiles and runs: `cargo test --benches` passes --test.
    let sizes: &[usize] = if std::env::args().any(|argument| argument == "--test") {
        &[]
    } else {
        &[1_000, 10_000, 100_000, 1_000_000]
    };
    let address = serve("/").await;
    in_browser(async move |tab| {
        if !sizes.is_empty() {
            measure_sheets(&tab, &address, 200).await?;
        }
        let mut speeds = Vec::new();
        for rows in sizes {
            speeds.push((*rows, measure(&tab, &address, *rows).await?));
        }
        println!(
            "\nhow it grows, in microseconds a row (a flat chart: twice the rows take twice \
             the time)"
        );
        for (rows, speed) in speeds {
            let Some(speed) = speed else {
                println!("{rows:>9}  less than 0.1 s");
                continue;
            };
            let tenths = 10_000_000 / speed.max(1);
            println!(
                "{rows:>9}  {} {}.{}",
                "█".repeat(tenths as usize / 5),
                tenths / 10,
                tenths % 10
            );
        }
        Ok(())
    })
    .await;
}
