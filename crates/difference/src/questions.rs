//! What all documents share: regions, questions, moves, and the words for them.

use super::collections::{Row, rows};
use super::entry::{Change, Entry, Reach, Scope, Unit};
use super::fields::{Field, Place, changed};
use super::ids::Ids;
use super::terms;
use huiqi_rules::formerly::{Becomes, FormerQuestion};
use huiqi_rules::moves::{Effort, Move};
use huiqi_rules::policy::{FirstForm, PolicySet, QuestionStep, Region, Section};
use huiqi_rules::question::{
    ChoiceOption, Constraint, Kind, Question, Quotient, QuotientKind, RegionalHelp,
};
use huiqi_rules::synonym::{EverydayWords, Meaning, Synonym};
use huiqi_rules::unit::Unit as Measure;
use huiqi_sitting::wording::{figure, quoted};

fn shared() -> Place {
    Place { document: None, title: "", clause: "", id: String::new(), name: String::new() }
}

fn row(key: impl Into<String>, name: &str, fields: Vec<Field>) -> Row {
    let (key, name) = (key.into(), name.to_owned());
    Row { key, clause: "", name, is_named: true, fields, scope: Scope::Everywhere }
}

impl Row {
    fn of_questions(self, questions: impl IntoIterator<Item = &'static str>) -> Self {
        Self { scope: Scope::Questions(questions.into_iter().collect()), ..self }
    }
}

/// Returns the entries of all that is of no document.
pub(crate) fn shared_tables(old: Ids, new: Ids) -> Vec<Entry> {
    // Every table of a set: documents have a module of their own.
    let tables = |set: &'static PolicySet| {
        let PolicySet {
            edition: _,
            regions,
            steps,
            sections,
            assumptions,
            questions,
            constraints,
            moves,
            formerly,
            synonyms,
            everyday_words,
            policies: _,
            first_form,
        } = set;
        let words = (*steps, *sections, *assumptions, *synonyms, *everyday_words, first_form);
        (*regions, *questions, *constraints, *moves, *formerly, words)
    };
    let (old_regions, old_questions, old_constraints, old_moves, old_formerly, old_words) =
        tables(old.set);
    let (new_regions, new_questions, new_constraints, new_moves, new_formerly, new_words) =
        tables(new.set);
    let place = shared();
    let mut entries = rows(
        &place,
        "地区",
        (old_regions, new_regions),
        (&|own| region(old, own), &|own| region(new, own)),
    );
    for entry in entries.iter_mut().filter(|entry| entry.change != Change::Changed) {
        entry.reach = Reach::Amounts;
    }
    entries.extend(documents_in_order(old, new));
    entries.extend(rows(
        &place,
        "题目",
        (old_questions, new_questions),
        (&|own| question(old, own), &|own| question(new, own)),
    ));
    entries.extend(options(old, new));
    entries.extend(rows(
        &place,
        "答案之间的规定",
        (old_constraints, new_constraints),
        (&|own| constraint(old, own), &|own| constraint(new, own)),
    ));
    entries.extend(rows(
        &place,
        "可以做的事",
        (old_moves, new_moves),
        (&|own| movement(old, own), &|own| movement(new, own)),
    ));
    entries.extend(rows(
        &place,
        "旧版答案的带入",
        (old_formerly, new_formerly),
        (&|own| former(old, own), &|own| former(new, own)),
    ));
    let (steps, sections, assumptions, synonyms, everyday, first_form) = old_words;
    let (new_steps, new_sections, new_assumptions, new_synonyms, new_everyday, new_first_form) =
        new_words;
    entries.extend(rows(&place, "步骤", (steps, new_steps), (&step, &step)));
    entries.extend(rows(&place, "小节", (sections, new_sections), (&section, &section)));
    let assumption = |own: &&str| row(*own, own, Vec::new());
    entries.extend(rows(
        &place,
        "测算的前提",
        (assumptions, new_assumptions),
        (&assumption, &assumption),
    ));
    entries.extend(rows(
        &place,
        "别的说法",
        (synonyms, new_synonyms),
        (&|own| synonym(old, own), &|own| synonym(new, own)),
    ));
    entries.extend(rows(
        &place,
        "口语说法",
        (everyday, new_everyday),
        (&everyday_words, &everyday_words),
    ));
    let first = |own: &FirstForm| row("first_form", "最早的链接", first_form_fields(own));
    entries.extend(rows(
        &place,
        "链接",
        (std::slice::from_ref(first_form), std::slice::from_ref(new_first_form)),
        (&first, &first),
    ));
    for entry in &mut entries {
        entry.unit = entry.unit.take().or_else(|| answers_unit(new, entry));
        if entry.unit.is_some() {
            entry.reach = Reach::Amounts;
        }
    }
    entries
}

/// What former answers become is exchanged with the question that takes them.
fn answers_unit(new: Ids, entry: &Entry) -> Option<Unit> {
    let (before, id) = entry.id.split_once(' ')?;
    let is_it = |former: &&FormerQuestion| former.before == before && former.id == id;
    let former = new.set.formerly.iter().find(is_it)?;
    let takers = former.rules.iter().map(|rule| taker(&rule.becomes));
    takers.chain([former.id]).find(|id| new.set.question_index(id).is_some()).map(Unit::Question)
}

/// Returns an entry for each region whose documents come in another order.
fn documents_in_order(old: Ids, new: Ids) -> Vec<Entry> {
    let order = |ids: Ids, region: &Region, other: Ids| -> Vec<&'static str> {
        let own = region.policies.iter().map(|index| ids.set.policy(*index).id);
        own.filter(|id| other.set.policies_in(region.id).any(|policy| policy.id == *id)).collect()
    };
    let mut entries = Vec::new();
    for region in new.set.regions {
        let Some(before) = old.set.regions.iter().find(|own| own.id == region.id) else { continue };
        if order(old, before, new) != order(new, region, old) {
            let place = Place { id: region.id.to_owned(), ..shared() };
            let text = format!("{}的文件先后变了", region.name);
            let entry = place.entry(Change::Changed, "文件", text);
            entries.push(Entry { scope: Scope::Region(region.id), ..entry });
        }
    }
    entries
}

fn region(ids: Ids, own: &Region) -> Row {
    let Region {
        id,
        name,
        hint,
        rest_of,
        within,
        // Said with the documents; the other three follow from them.
        policies: _,
        questions: _,
        constraints: _,
        reads: _,
        divisions,
        pinyin,
        is_last,
    } = own;
    let within = within.map(|index| &ids.set.regions[usize::from(index)]);
    let fields = vec![
        Field::words("名称", *name),
        Field::words("说明", *hint),
        Field::words("代表的更大地区", rest_of.unwrap_or_default()),
        Field::shown(
            "所属地区",
            within.map_or(String::new(), |region| region.id.to_owned()),
            within.map_or("", |region| region.name),
        ),
        Field::words("区划代码", divisions.join("、")),
        Field::words("读音", *pinyin),
        Field::words("排在最后", if *is_last { "是" } else { "否" }),
    ];
    Row { scope: Scope::Region(id), ..row(*id, name, fields) }
}

/// Returns a range of figures in words.
fn range(measure: &Measure) -> String {
    let said = |end| figure(measure, end);
    match (measure.lowest(), measure.highest()) {
        (None, None) => "不限".to_owned(),
        (Some(least), None) => format!("{}起", said(least)),
        (None, Some(most)) => format!("最大 {}", said(most)),
        (Some(least), Some(most)) => format!("{} 至 {}", said(least), said(most)),
    }
}

fn kind_said(kind: Kind) -> String {
    match kind {
        Kind::Single => "单选".to_owned(),
        Kind::Multi => "多选".to_owned(),
        Kind::YesNo => "是或否".to_owned(),
        Kind::Figure(measure) => format!("填数（{}，{}）", measure.word, range(measure)),
    }
}

fn question(ids: Ids, own: &'static Question) -> Row {
    let Question {
        id,
        kind,
        step,
        section,
        label,
        short,
        help,
        help_by_region,
        quotient,
        options,
        // The engine's own numbering.
        first_variable: _,
        proof,
    } = own;
    let is_region = *id == ids.set.question(PolicySet::REGION).id;
    let unit = Unit::Question(id);
    let option_ids: Vec<&str> = options.iter().map(|option| option.id).collect();
    let option_ids = if is_region { String::new() } else { option_ids.join(",") };
    let labels: Vec<String> = options.iter().map(|option| option.label.to_owned()).collect();
    let regional = |own: &RegionalHelp| {
        let RegionalHelp { region, help } = own;
        format!("{region}：{help}")
    };
    let two = quotient.map(|quotient| {
        let Quotient { of, to, is, help } = quotient;
        let word = match is {
            QuotientKind::Growth => "的增幅",
            QuotientKind::Share => "的占比",
        };
        let said = format!("{of}比{to}{word}（{help}）");
        (format!("{of} {to} {is:?} {help}"), format!("{is:?}"), said)
    });
    let (two, two_meaning, two_said) = two.unwrap_or_default();
    let kind_data = format!("{kind:?}");
    // The options of the first question are the regions.
    let labels: Vec<String> = if is_region { Vec::new() } else { labels };
    let mut fields = vec![
        Field::counted(unit.clone(), "答法", (kind_data.clone(), kind_data), kind_said(*kind)),
        Field::requirements(
            Some(unit),
            "选项",
            (option_ids.clone(), option_ids),
            labels.clone(),
            labels,
        ),
    ];
    fields.extend([
        Field::words("问法", *label),
        Field::words("简称", *short),
        Field::words("帮助", *help),
        Field::words("各地的帮助", help_by_region.iter().map(regional).collect::<String>()),
        Field::counted(Unit::Question(id), "用两个数来算", (two, two_meaning), two_said),
        Field::words("步骤", *step),
        Field::words("小节", section.unwrap_or_default()),
        Field::words("证明材料", proof.join("、")),
    ]);
    row(*id, short, fields).of_questions([*id])
}

/// Returns the entries of options that both editions have in a question.
fn options(old: Ids, new: Ids) -> Vec<Entry> {
    let mut entries = Vec::new();
    for after in new.set.questions {
        let before = old.set.questions.iter().find(|before| before.id == after.id);
        let Some(before) = before.filter(|_| after.id != new.question(PolicySet::REGION)) else {
            continue;
        };
        for option in after.options {
            let was = before.options.iter().find(|was| was.id == option.id);
            let Some(was) = was else { continue };
            let fields = |own: &ChoiceOption, set: &PolicySet| {
                let ChoiceOption { id: _, label, hidden_in } = own;
                let names = hidden_in.iter().map(|id| {
                    let region = set.regions.iter().find(|region| region.id == *id);
                    region.map_or(*id, |region| region.name)
                });
                vec![
                    Field::words("说法", *label),
                    Field::shown(
                        "可以不列的地区",
                        hidden_in.join(","),
                        names.collect::<Vec<_>>().join("、"),
                    ),
                ]
            };
            let place = Place { id: after.id.to_owned(), ..shared() };
            let own = changed(&place, &fields(was, old.set), &fields(option, new.set));
            entries.extend(own.into_iter().map(|entry| Entry {
                text: format!(
                    "题目“{}”的选项{}，{}",
                    after.short,
                    quoted(option.label),
                    entry.text
                ),
                scope: Scope::Questions(vec![after.id]),
                ..entry
            }));
        }
    }
    entries
}

fn constraint(ids: Ids, own: &Constraint) -> Row {
    let Constraint { multi, ladder, ranks, message } = own;
    let (multi_id, ladder_id) = (ids.question(*multi), ids.question(*ladder));
    let rank = |(option, rank): (usize, &u16)| {
        format!("{}<={}", ids.option(*multi, option as u16), ids.option(*ladder, *rank))
    };
    let mut data: Vec<String> = ranks.iter().enumerate().map(rank).collect();
    data.sort_unstable();
    let label = |(option, rank): (usize, &u16)| {
        let multi = ids.set.question(*multi).options.get(option).map_or("", |own| own.label);
        let ladder = ids.set.question(*ladder).options.get(usize::from(*rank));
        format!("{multi}不高于{}", ladder.map_or("", |own| own.label))
    };
    let said: Vec<String> = ranks.iter().enumerate().map(label).collect();
    let data = data.join(",");
    let fields = vec![
        Field::counted(
            question_unit(ids, multi_id),
            "高低的对应",
            (data.clone(), data),
            said.join("，"),
        ),
        Field::words("提示", *message),
    ];
    let name = [ids.set.question(*multi).short, ids.set.question(*ladder).short].join("与");
    row(format!("{multi_id}/{ladder_id}"), &name, fields).of_questions([multi_id, ladder_id])
}

fn question_unit(ids: Ids, id: &str) -> Unit {
    let index = ids.set.question_index(id).unwrap_or(PolicySet::REGION);
    Unit::Question(ids.question(index))
}

fn movement(ids: Ids, own: &Move) -> Row {
    let Move { id, advice, note, from, sets, effort } = own;
    let sets: Vec<String> = sets.iter().map(|setting| ids.setting(setting)).collect();
    let effort = match effort {
        Effort::Form => "填表、采购一类",
        Effort::Title => "要取得称号",
        Effort::Quotation => "要挂牌",
        Effort::Listing => "要上市",
    };
    let fields = vec![
        Field::words("说法", *advice),
        Field::words("提醒", *note),
        terms::asked(ids, None, "前提", from.as_ref()),
        Field::shown("改变的答案", sets.join(","), ""),
        Field::words("难易", effort),
    ];
    row(*id, advice, fields)
}

fn former(_: Ids, own: &FormerQuestion) -> Row {
    let FormerQuestion { before, id, kind, short, label, column, options, reworded, rules } = own;
    let data = format!("{kind:?} {short} {label} {column} {options:?} {reworded:?} {rules:?}");
    let name = [*label, *short, *id].into_iter().find(|name| !name.is_empty()).unwrap_or_default();
    let fields = vec![Field::shown("做法", data, "")];
    let takers = rules.iter().map(|rule| taker(&rule.becomes)).chain([*id]);
    row(format!("{before} {id}"), name, fields).of_questions(takers)
}

/// Returns the question that an answer goes to, or that is asked again.
const fn taker(becomes: &Becomes) -> &'static str {
    match becomes {
        Becomes::Same { question, .. }
        | Becomes::Set { question, .. }
        | Becomes::AskedAgain { question, .. } => question,
    }
}

fn step(own: &QuestionStep) -> Row {
    let QuestionStep { id, title, intro } = own;
    row(*id, title, vec![Field::words("标题", *title), Field::words("说明", *intro)])
}

fn section(own: &Section) -> Row {
    let Section { id, title, intro } = own;
    row(*id, title, vec![Field::words("标题", *title), Field::words("说明", *intro)])
}

fn synonym(ids: Ids, own: &Synonym) -> Row {
    let Synonym { word, question, meaning } = own;
    let option = |option: u16| {
        let options = ids.set.question(*question).options;
        options.get(usize::from(option)).map_or(("", ""), |option| (option.id, option.label))
    };
    let (data, said) = match meaning {
        Meaning::Question => ("question".to_owned(), "指这道题".to_owned()),
        Meaning::Option(index) => {
            (format!("option {}", option(*index).0), quoted(option(*index).1))
        }
        Meaning::PlaceIn(index) => {
            (format!("place in {}", option(*index).0), format!("属于{}", option(*index).1))
        }
        Meaning::NoOption => ("none".to_owned(), "都没有".to_owned()),
    };
    let key = format!("{word} {}", ids.question(*question));
    let row = row(key, word, vec![Field::shown("意思", data, said)]);
    row.of_questions([ids.question(*question)])
}

fn everyday_words(own: &EverydayWords) -> Row {
    let EverydayWords { words, documents_say } = own;
    let name = words.join("、");
    let fields = vec![Field::words("文件里的说法", documents_say.join("、"))];
    row(name.clone(), &name, fields)
}

fn first_form_fields(own: &FirstForm) -> Vec<Field> {
    let FirstForm { regions, questions, readings } = own;
    vec![
        Field::shown("地区", regions.join(","), ""),
        Field::shown("题目", questions.join(","), ""),
        Field::shown("理解", readings.join(","), ""),
    ]
}
