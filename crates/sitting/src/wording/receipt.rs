//! Sentences about a receipt that was computed again.

use super::explain::possible;
use super::quote::quoted;
use super::{amount, date, ends, open_total};
use crate::receipt::{
    AwardRecord, Changed, Difference, DifferentPart, NamedRules, Receipt, Replay, RulesMatch,
};
use crate::receipt::{StepRecord, SumRecord, ThenSource};
use huiqi_engine::report::Outcome;
use huiqi_rules::amount::Level;
use huiqi_rules::policy::DocumentState;

/// Returns the result of a receipt in a few words; no figure where nothing is known.
#[must_use]
pub fn total(receipt: &Receipt) -> String {
    let counts = receipt.awards.iter().any(|award| award.outcome != Outcome::NotInForce);
    if counts {
        receipt.open.as_ref().map_or_else(
            || ends(receipt.total),
            |open| open_total(receipt.total.least, Level::Sum(open.most), &beginning(&open.added)),
        )
    } else if !receipt.documents.is_empty() {
        "这一天申报算不出金额".to_owned()
    } else if receipt.total.most == Level::Open {
        "还没有选所在地".to_owned()
    } else {
        super::NOT_COVERED.to_owned()
    }
}

/// Returns what came of computing a receipt again: first whether it is the same, then every part
/// that differs, then what could not be taken.
#[must_use]
pub fn sentences(replay: &Replay) -> Vec<String> {
    let mut said = vec![verdict(replay)];
    said.extend(basis(replay));
    said.extend(engines(replay));
    if !replay.has_same_total() {
        said.push(format!(
            "按{}申报，{}：{}；现在：{}。",
            date(replay.then.on),
            then_word(replay.source),
            total(&replay.then),
            total(&replay.now)
        ));
    }
    let then = then_word(replay.source);
    said.extend(replay.differences.iter().map(|found| difference(found, then)));
    said.extend(replay.left_out.iter().map(|left_out| left_out.message.clone()));
    said
}

/// How the former side is called.
const fn then_word(source: ThenSource) -> &'static str {
    match source {
        ThenSource::File => "凭据",
        ThenSource::OwnRules => "当时",
    }
}

/// Returns whether it is the same, in one sentence.
#[must_use]
pub fn verdict(replay: &Replay) -> String {
    let (then, now) = (then_word(replay.source), total(&replay.now));
    if replay.is_same() {
        format!("和{then}一样。按同样的答案重新算了一遍：{now}。")
    } else if replay.has_same_total() && replay.now.total.most == Level::Open {
        // The receipt of an earlier program says less than is known now.
        let total = total(&replay.then);
        format!("合计还要看没有填的数，{then}和现在都写着：{total}。变了的地方写在下面。")
    } else if replay.has_same_total() {
        format!("合计和{then}一样：{now}。有的地方不一样，写在下面。")
    } else {
        format!("和{then}不一样。不一样的地方写在下面。")
    }
}

/// Returns which rules and which engine both sides rest on, where that is to be said.
#[must_use]
pub fn basis(replay: &Replay) -> Option<String> {
    let (then, now) = (&replay.then, &replay.now);
    let unproved = "当时的规则不在这里，凭据里写的数没有核对过。";
    if replay.source == ThenSource::OwnRules {
        return Some(format!(
            "当时的规则版本是{}，现在是{}，两边都重新算过。",
            quoted(&beginning(&then.edition)),
            quoted(&now.edition)
        ));
    }
    match (replay.rules, replay.is_same_engine()) {
        (RulesMatch::OtherEdition, _) => Some(format!(
            "凭据按规则版本{}算，这里的规则版本是{}，是用这里的规则重新算的。{unproved}",
            quoted(&beginning(&then.edition)),
            quoted(&now.edition)
        )),
        (RulesMatch::OtherSources, _) => Some(format!(
            "凭据和这里的规则版本都是{}，规则文件却不同（校验码 {} 和 {}），是用这里的规则重新算的。\
             {unproved}",
            quoted(&now.edition),
            beginning(&then.rules),
            now.rules
        )),
        (RulesMatch::Same, true) if replay.is_same() => None,
        (RulesMatch::Same, true) => {
            Some("规则和程序都没有变，本来应该一样：凭据可能被改过。请以这里算的为准。".to_owned())
        }
        (RulesMatch::Same, false) if replay.is_same() => None,
        (RulesMatch::Same, false) => Some(format!(
            "规则没有变，程序由 {} 换成了 {}，本来应该一样。请把凭据交给网站的管理单位核对。",
            beginning(&then.engine),
            now.engine
        )),
    }
}

/// Returns that another version of the program wrote the receipt, and whether this one gives the
/// same figures; nothing where it is the same, or [`basis`] says so.
#[must_use]
pub fn engines(replay: &Replay) -> Option<String> {
    let is_said = replay.rules == RulesMatch::Same && !replay.is_same();
    if replay.is_same_engine() || is_said {
        return None;
    }
    let figures = if replay.has_same_figures() { "都一样" } else { "有不一样的" };
    Some(format!(
        "凭据由程序 {} 写成，这里的程序是 {}；算出来的金额{figures}。",
        beginning(&replay.then.engine),
        replay.now.engine
    ))
}

/// Returns that the rules of a receipt, computed anew, give what it states.
#[must_use]
pub fn proved(own: &Replay) -> String {
    let edition = &own.now.edition;
    let engines = engines(own).unwrap_or_default();
    format!("用当时的规则（版本 {edition}）重新算过，和凭据写的一样。{engines}")
}

/// Returns why rules that are handed in as those of a receipt are not its own.
#[must_use]
pub fn not_its_rules(rules: NamedRules<'_>, receipt: &Receipt) -> String {
    format!(
        "这个规则包是版本{}（校验码 {}），凭据按版本{}（校验码 {}）算，不是凭据当时的规则，没有采用。\
         请用凭据自己那一版的规则包。",
        quoted(rules.set.edition),
        rules.hash,
        quoted(&beginning(&receipt.edition)),
        beginning(&receipt.rules)
    )
}

/// Returns what is to be said of a receipt whose own rules give something else than it states;
/// nothing where they give the same.
#[must_use]
pub fn disproved(own: &Replay) -> Vec<String> {
    if own.is_same() {
        return Vec::new();
    }
    let why = if own.is_same_engine() {
        "凭据被改过，或者不是这个程序写的，不能用。".to_owned()
    } else {
        format!(
            "凭据被改过，或者写它的程序（版本 {}，现在是 {}）算得不同。请交给网站的管理单位核对。",
            beginning(&own.then.engine),
            own.now.engine
        )
    };
    let head = format!(
        "凭据和它自己的规则对不上：用当时的规则（版本 {}）重新算过，和凭据写的不一样。{why}",
        own.now.edition
    );
    // The verdict and the basis are said in the head.
    let parts = sentences(own);
    let said = 1 + usize::from(basis(own).is_some()) + usize::from(engines(own).is_some());
    let heads = [head, "凭据写的，和用当时的规则现在重新算的：".to_owned()];
    let end = "下面说的“当时”，是用当时的规则重新算的，不是凭据写的。".to_owned();
    heads.into_iter().chain(parts.into_iter().skip(said)).chain([end]).collect()
}

/// Returns the beginning of words that are in a receipt, whoever wrote them.
fn beginning(words: &str) -> String {
    words.chars().take(40).collect()
}

/// Returns one difference as sentences; `then_word` names the former side.
#[must_use]
pub fn difference(difference: &Difference, then_word: &str) -> String {
    let changed = &difference.changed;
    match &difference.part {
        DifferentPart::Document(then, now) => match (then, now) {
            (Some(then), Some(now)) if then.state != now.state => format!(
                "{}，{then_word}：{}；现在：{}。",
                quoted(&now.title),
                document_state(then.state),
                document_state(now.state)
            ),
            (Some(_), Some(now)) => words_differ(&quoted(&now.title), then_word),
            (Some(then), None) => {
                format!("{}：这里的规则里没有这份文件。", quoted(&beginning(&then.title)))
            }
            (None, now) => {
                let title = now.as_ref().map_or("", |now| now.title.as_str());
                format!("{}：{then_word}没有这份文件。", quoted(title))
            }
        },
        DifferentPart::Award(then, now) => award((then.as_ref(), now.as_ref()), changed, then_word),
        DifferentPart::Group(then, now) | DifferentPart::Limit(then, now) => {
            sum((then.as_ref(), now.as_ref()), then_word)
        }
    }
}

fn words_differ(name: &str, then_word: &str) -> String {
    format!("{name}：金额一样，{then_word}的文字和现在的不同。")
}

const fn document_state(state: DocumentState) -> &'static str {
    match state {
        DocumentState::InForce | DocumentState::InForceUnstatedEnd => "在执行",
        DocumentState::NotYet => "还没有开始执行",
        DocumentState::Ended => "已经到期",
    }
}

fn award(
    sides: (Option<&AwardRecord>, Option<&AwardRecord>),
    changed: &[Changed],
    then_word: &str,
) -> String {
    let name = |award: &AwardRecord| {
        format!("{}{}", beginning(&award.clause), quoted(&beginning(&award.name)))
    };
    match sides {
        (Some(then), Some(now)) => {
            let title = name(now);
            let has = |wanted: Changed| changed.contains(&wanted);
            let figures = has(Changed::Outcome) || has(Changed::Least) || has(Changed::Most);
            let mut text = if figures {
                format!("{title}，{then_word}：{}；现在：{}。", outcome(then), outcome(now))
            } else if has(Changed::Steps) {
                format!("{title}：金额一样，算法不同。")
            } else {
                words_differ(&title, then_word)
            };
            if has(Changed::Steps) {
                text.push_str(&format!(
                    "算法：{then_word}{}，现在{}。",
                    steps(&then.steps),
                    steps(&now.steps)
                ));
            }
            text
        }
        (Some(then), None) => {
            format!("{}，{then_word}：{}；现在没有这一项。", name(then), outcome(then))
        }
        (None, Some(now)) => {
            format!("{}，{then_word}没有这一项；现在：{}。", name(now), outcome(now))
        }
        (None, None) => String::new(),
    }
}

/// Returns what became of an award, in a few words.
fn outcome(award: &AwardRecord) -> String {
    match award.outcome {
        Outcome::Certain => amount(award.amount),
        Outcome::Possible => possible(award.amount),
        Outcome::SetAside => {
            format!("{}，但只发最高的一项，这一项不另发", amount(award.amount))
        }
        Outcome::NotMet => "不符合，没有钱".to_owned(),
        Outcome::NotInForce => "这一天不在有效期".to_owned(),
    }
}

fn steps(steps: &[StepRecord]) -> String {
    let texts: Vec<String> =
        steps.iter().map(|step| step.text.chars().take(200).collect()).collect();
    if texts.is_empty() { "没有算到金额".to_owned() } else { quoted(&texts.join("；")) }
}

fn sum(sides: (Option<&SumRecord>, Option<&SumRecord>), then_word: &str) -> String {
    let name =
        |rule: &SumRecord| format!("{}{}", beginning(&rule.clause), quoted(&beginning(&rule.name)));
    match sides {
        (Some(then), Some(now)) if then.amount != now.amount => format!(
            "{}，{then_word}：一共 {}；现在：一共 {}。",
            name(now),
            amount(then.amount),
            amount(now.amount)
        ),
        (Some(_), Some(now)) => words_differ(&name(now), then_word),
        (Some(then), None) => format!("{}：现在没有这条限制。", name(then)),
        (None, Some(now)) => format!("{}：{then_word}没有这条限制。", name(now)),
        (None, None) => String::new(),
    }
}
