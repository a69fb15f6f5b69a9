//! Reads a receipt that somebody hands in. Nothing is guessed: every field must be there, of its
//! form, and nothing besides.

use super::fields::{Field, Fields, short, text, wrong};
use super::{
    AwardRecord, DocumentRecord, FORMAT, OpenRecord, Receipt, StepRecord, SumRecord, VERSION,
};
use crate::plain::Plain;
use huiqi_engine::report::Outcome;
use huiqi_rules::amount::{Amount, Level};
use huiqi_rules::day::read_date;
use huiqi_rules::policy::DocumentState;

/// Why something is no receipt that can be computed again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptFault {
    /// The question, where it is about an answer.
    pub question: Option<&'static str>,
    /// The code of the JavaScript interface.
    pub code: &'static str,
    /// What is wrong, and what is allowed.
    pub message: String,
}

impl ReceiptFault {
    /// Returns a fault that is about no question.
    pub(super) fn of(code: &'static str, message: String) -> Self {
        Self { question: None, code, message }
    }

    /// Returns the fault of something that is no receipt at all.
    #[must_use]
    pub fn no_receipt() -> Self {
        Self::of(
            "not_a_receipt",
            "这不是惠企的结果凭据，请选择“保存结果凭据”得到的文件。".to_owned(),
        )
    }
}

/// Reads a receipt.
///
/// # Errors
/// The first fault: that it is none, that a later version wrote it, or the first field in the
/// order of the format that is not of its form.
pub fn read(value: &Plain) -> Result<Receipt, ReceiptFault> {
    let Plain::Object(parts) = value else { return Err(ReceiptFault::no_receipt()) };
    let says_format =
        parts.iter().any(|(key, value)| key == "format" && *value == Plain::text(FORMAT));
    if !says_format {
        return Err(ReceiptFault::no_receipt());
    }
    let mut fields = Fields::of(value, "")?;
    fields.take("format")?;
    version(fields.take("version")?)?;
    let edition = fields.text("edition")?.to_owned();
    let rules = fields.text("rules")?.to_owned();
    if rules.len() != 16 || !rules.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
        return Err(wrong("rules", "须是 16 位校验码，只有数字和 a 至 f"));
    }
    let engine = fields.text("engine")?.to_owned();
    let parts: Vec<&str> = engine.split('.').collect();
    let is_number = |part: &&str| part.parse::<u16>().is_ok_and(|read| read.to_string() == **part);
    if parts.len() != 3 || !parts.iter().all(is_number) {
        return Err(wrong("engine", "须是版本号，如 0.2.0"));
    }
    let on = read_date(fields.text("on")?).ok_or_else(|| {
        ReceiptFault::of(
            "bad_date",
            "凭据的 on 须写成 YYYY-MM-DD，并且是真实的日期，如 2025-12-31".to_owned(),
        )
    })?;
    let answers = answers(fields.take("answers")?)?;
    let others = others(fields.take("readings")?)?;
    let total = fields.bounds()?;
    let open = fields.maybe_object("open")?.map(|own| open(own, total)).transpose()?;
    let receipt = Receipt {
        edition,
        rules,
        engine,
        on,
        answers,
        others,
        total,
        open,
        documents: fields.list("documents", document)?,
        awards: fields.list("awards", award)?,
        groups: fields.list("groups", rule)?,
        limits: fields.list("limits", rule)?,
    };
    fields.end()?;
    different("documents", receipt.documents.iter().map(|one| one.id.as_str()))?;
    different("awards", receipt.awards.iter().map(|one| one.id.as_str()))?;
    different("groups", receipt.groups.iter().map(|one| one.id.as_str()))?;
    different("limits", receipt.limits.iter().map(|one| one.id.as_str()))?;
    Ok(receipt)
}

fn version(value: &Plain) -> Field<()> {
    let Plain::Number(number) = value else { return Err(wrong("version", "须是整数")) };
    match number.parse::<u32>() {
        Ok(VERSION) => Ok(()),
        Ok(later) if later > VERSION => Err(ReceiptFault::of(
            "newer_receipt",
            "凭据由更新的版本生成，这里读不了。请刷新页面或换用最新版本。".to_owned(),
        )),
        Ok(_) | Err(_) => Err(wrong("version", "只能是 1")),
    }
}

/// Returns the answers; what they mean is read by the rules that they are computed over.
fn answers(value: &Plain) -> Field<Vec<(String, Plain)>> {
    let Plain::Object(parts) = value else {
        return Err(wrong("answers", "须是一个普通对象，键是问题的编号"));
    };
    for (index, (key, value)) in parts.iter().enumerate() {
        let name = format!("answers.{}", short(key));
        match value {
            Plain::Text(_) => drop(text(value, &name)?),
            Plain::YesNo(_) => {}
            Plain::List(items) => {
                for item in items {
                    text(item, &name)?;
                }
            }
            Plain::Nothing | Plain::Number(_) | Plain::Object(_) => {
                return Err(wrong(&name, "须是文字、文字的列表、true 或 false"));
            }
        }
        if parts[..index].iter().any(|(other, _)| other == key) {
            return Err(wrong(&name, "写了两次"));
        }
    }
    Ok(parts.clone())
}

/// Returns the readings taken the other way; those that are followed change nothing.
fn others(value: &Plain) -> Field<Vec<String>> {
    let Plain::Object(parts) = value else {
        return Err(wrong("readings", "须是一个普通对象，键是理解的编号，值是 followed 或 other"));
    };
    let mut others = Vec::new();
    for (key, value) in parts {
        let name = format!("readings.{}", short(key));
        match text(value, &name)? {
            "other" if others.contains(key) => return Err(wrong(&name, "写了两次")),
            "other" => others.push(key.clone()),
            "followed" => {}
            _ => {
                return Err(ReceiptFault::of(
                    "unknown_option",
                    format!("凭据的 {name} 只能是 followed 或 other"),
                ));
            }
        }
    }
    Ok(others)
}

/// Returns what is known of the most of a total; receipts of earlier programs do not say it.
fn open(mut fields: Fields<'_>, total: Amount) -> Field<OpenRecord> {
    let name = fields.name("most");
    let most = fields.sum("most")?.ok_or_else(|| wrong(&name, "须是金额"))?;
    if total.most != Level::Open || total.least > Level::Sum(most) {
        return Err(wrong(&name, "只在 most 是 null 时才有，不能比 least 小"));
    }
    let record = OpenRecord { most, added: fields.text("added")?.to_owned() };
    fields.end().map(|()| record)
}

fn document(mut fields: Fields<'_>) -> Field<DocumentRecord> {
    let record = DocumentRecord {
        id: fields.text("id")?.to_owned(),
        title: fields.text("title")?.to_owned(),
        state: fields.word("state", &DocumentState::ALL, DocumentState::id)?,
    };
    fields.end().map(|()| record)
}

fn award(mut fields: Fields<'_>) -> Field<AwardRecord> {
    let record = AwardRecord {
        id: fields.text("id")?.to_owned(),
        name: fields.text("name")?.to_owned(),
        clause: fields.text("clause")?.to_owned(),
        outcome: fields.word("outcome", &Outcome::ALL, Outcome::id)?,
        amount: fields.bounds()?,
        steps: fields.list("steps", |mut fields| {
            let step = StepRecord {
                text: fields.text("text")?.to_owned(),
                amount: fields.figure("amount")?,
            };
            fields.end().map(|()| step)
        })?,
    };
    fields.end().map(|()| record)
}

fn rule(mut fields: Fields<'_>) -> Field<SumRecord> {
    let record = SumRecord {
        id: fields.text("id")?.to_owned(),
        name: fields.text("name")?.to_owned(),
        clause: fields.text("clause")?.to_owned(),
        amount: fields.bounds()?,
    };
    fields.end().map(|()| record)
}

/// Says that no id is there twice.
fn different<'a>(list: &str, ids: impl Iterator<Item = &'a str>) -> Field<()> {
    let mut seen = std::collections::HashSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(wrong(list, &format!("里“{}”写了两次", short(id))));
        }
    }
    Ok(())
}
