//! Options that a region's form leaves out: each must be one that nothing there tells apart from an
//! option that it shows.

use super::conditions::tells;
use super::declarations::{AddedOption, Declarations};
use huiqi_rules::condition::{Condition, Leaf};
use huiqi_rules::limit::LimitRule;
use huiqi_rules::money::Yuan;
use huiqi_rules::policy::{AmountRule, Award, Grade, Policy, Terms};
use huiqi_rules::question::{Kind, QuestionIndex};
use std::collections::BTreeSet;

/// Notes every option that is hidden where an award tells it apart.
pub(super) fn check(declared: &Declarations, policies: &[Policy]) {
    for hidden in &declared.hidden_options {
        let region = declared.regions.iter().find(|region| region.id == hidden.region.text);
        let documents = region.map_or(&[][..], |region| region.policies);
        let region = RegionDocuments::of(policies, documents);
        if region.tells_apart(declared, hidden.question, hidden.option, &hidden.region.text) {
            hidden.region.position.problem(say!(
                "option `{}`: an award of that region tells this option apart from every option \
                 shown; leave it in the form",
                "选项 `{}`：那个地区有奖项要看它，不能在题目里去掉",
                declared.questions[usize::from(hidden.question.0)].options
                    [usize::from(hidden.option)]
                .id
            ));
        }
    }
    check_added(declared, policies);
}

/// Notes every option that a document adds and that an award of another place, or of another
/// document of this place, tells apart without knowing it. Each group of documents is looked at
/// once, since places with the same documents have the same awards.
fn check_added(declared: &Declarations, policies: &[Policy]) {
    let mut seen: BTreeSet<(&[u16], Vec<bool>)> = BTreeSet::new();
    for region in declared.regions.iter().filter(|region| !region.policies.is_empty()) {
        let is_shown = |added: &AddedOption| added.regions.contains(&region.id);
        let shown: Vec<bool> = declared.added_options.iter().map(is_shown).collect();
        if shown.is_empty() || !seen.insert((region.policies, shown)) {
            continue;
        }
        let documents = RegionDocuments::of(policies, region.policies);
        for added in &declared.added_options {
            let id = declared.questions[usize::from(added.question.0)].options
                [usize::from(added.option)]
            .id;
            if is_shown(added) {
                if let Some(award) = documents.grades_without_knowing(added) {
                    added.position().problem(say!(
                        "`{id}` has no grade in `{award}`, which pays by grade and holds in `{}` \
                         too: ask it in a question of this document's own",
                        "`{award}` 按档给钱，也在 `{}` 有效，却没有 `{id}` 这一档：\
                         请用本文件自己的题来问",
                        region.id
                    ));
                }
            } else if let Some(award) = documents.tells_added_apart(declared, added, region.id) {
                added.position().problem(say!(
                    "`{award}` of `{}` tells `{id}` apart from every option that is shown there: \
                     let it come after another option, or ask it in a question of this \
                     document's own",
                    "`{}` 的 `{award}` 会把 `{id}` 和那里所有的选项分开：换一个 `after`，\
                     或者用本文件自己的题来问",
                    region.id
                ));
            }
        }
    }
}

/// The documents of one region, and the leaves of all their conditions.
struct RegionDocuments<'p> {
    policies: Vec<&'p Policy>,
    leaves: Vec<Leaf>,
    /// The same with those of supports.
    all_leaves: Vec<(&'static str, Leaf)>,
}

impl<'p> RegionDocuments<'p> {
    fn of(all: &'p [Policy], documents: &[u16]) -> Self {
        let policies: Vec<&Policy> =
            documents.iter().filter_map(|index| all.get(usize::from(*index))).collect();
        let mut found: Vec<(&'static str, Leaf)> = Vec::new();
        let awards = policies.iter().flat_map(|policy| policy.awards);
        for award in awards {
            for terms in award.all_terms() {
                terms.each_leaf(&mut |leaf| found.push((award.id, *leaf)));
            }
        }
        for limit in policies.iter().flat_map(|policy| policy.limits) {
            for rule in limit.all_rules() {
                let LimitRule::AtMost(figure, ..) = rule else { continue };
                figure.each_condition(&mut |condition: &Condition| {
                    condition.each_leaf(&mut |leaf| found.push((limit.id, *leaf)));
                });
            }
        }
        let leaves = found.iter().map(|(_, leaf)| *leaf).collect();
        for support in policies.iter().flat_map(|policy| policy.supports) {
            if let Some(condition) = &support.condition {
                condition.each_leaf(&mut |leaf| found.push((support.id, *leaf)));
            }
        }
        Self { policies, leaves, all_leaves: found }
    }

    fn tells_apart(
        &self,
        declared: &Declarations,
        index: QuestionIndex,
        option: u16,
        region: &str,
    ) -> bool {
        let question = &declared.questions[usize::from(index.0)];
        let is_read = match question.kind {
            Kind::Single => {
                let class = |option: u16| -> Vec<bool> {
                    self.leaves.iter().map(|leaf| tells(leaf, index, option)).collect()
                };
                !question.options.iter().enumerate().any(|(other, shown)| {
                    !shown.hidden_in.contains(&region) && class(other as u16) == class(option)
                })
            }
            Kind::Multi => {
                self.leaves.iter().any(|leaf| tells(leaf, index, option))
                    || self.is_matter(index, option)
            }
            Kind::YesNo | Kind::Figure(_) => false,
        };
        is_read || self.graded(index).next().is_some()
    }

    /// Returns what tells an added option apart from every option that a region shows.
    fn tells_added_apart(
        &self,
        declared: &Declarations,
        added: &AddedOption,
        region: &str,
    ) -> Option<&'static str> {
        let index = added.question;
        let question = &declared.questions[usize::from(index.0)];
        if question.kind == Kind::Multi {
            let mut all = self.all_leaves.iter();
            return all.find(|(_, leaf)| tells(leaf, index, added.option)).map(|(id, _)| *id);
        }
        let differs = |other: u16| -> Option<&'static str> {
            let tested = |(_, leaf): &&(&str, Leaf)| {
                tells(leaf, index, other) != tells(leaf, index, added.option)
            };
            let sum = |grades: &[Grade], option: u16| grade_sum(&grades[usize::from(option)]);
            let mut graded = self.graded(index);
            let tested = self.all_leaves.iter().find(tested).map(|(id, _)| *id);
            tested.or_else(|| {
                graded
                    .find(|(_, grades)| sum(grades, other) != sum(grades, added.option))
                    .map(|(id, _)| id)
            })
        };
        let shown = (0..).zip(question.options);
        let mut shown =
            shown.filter(|(_, option)| !option.hidden_in.contains(&region)).map(|(other, _)| other);
        // What tells it from the option that it comes after is what an author can look at.
        let own = added.after.and_then(differs)?;
        shown.all(|other| differs(other).is_some()).then_some(own)
    }

    /// Returns an award that pays by grade and whose document does not know an added option.
    fn grades_without_knowing(&self, added: &AddedOption) -> Option<&'static str> {
        let mut graded = self.graded(added.question).map(|(id, _)| id);
        graded.find(|id| !added.is_known_to(id.split('/').next().unwrap_or_default()))
    }

    fn is_matter(&self, index: QuestionIndex, option: u16) -> bool {
        self.policies.iter().any(|policy| {
            policy.claimed_elsewhere.as_ref().is_some_and(|rule| rule.question == index)
                && policy.awards.iter().any(|award| award.matter == Some(option))
        })
    }

    /// Returns the awards that pay by grade of a question, with their grades.
    fn graded(
        &self,
        index: QuestionIndex,
    ) -> impl Iterator<Item = (&'static str, &'static [Grade])> + '_ {
        let graded = move |terms: &Terms| match terms.amount {
            AmountRule::Graded { question, grades, .. } => (question == index).then_some(grades),
            AmountRule::Fixed(_)
            | AmountRule::UpTo(_)
            | AmountRule::Share { .. }
            | AmountRule::Match { .. }
            | AmountRule::Computed(_) => None,
        };
        let awards = self.policies.iter().flat_map(|policy| policy.awards);
        awards.flat_map(move |award: &Award| {
            award.all_terms().filter_map(move |terms| Some((award.id, graded(terms)?)))
        })
    }
}

/// Returns what a grade pays; nothing where that is still undecided.
const fn grade_sum(grade: &Grade) -> Option<Yuan> {
    match grade {
        Grade::Sum(sum) => Some(*sum),
        Grade::Undecided => None,
    }
}
