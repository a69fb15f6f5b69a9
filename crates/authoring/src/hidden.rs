//! Options that a region's form leaves out: each must be one that nothing there tells apart from an
//! option that it shows.

use super::conditions::tells;
use super::declarations::Declarations;
use huiqi_rules::condition::Leaf;
use huiqi_rules::policy::{AmountRule, Award, Policy, Terms};
use huiqi_rules::question::{Kind, QuestionIndex};

/// Notes every option that is hidden where an award tells it apart.
pub(super) fn check(declared: &Declarations, policies: &[Policy]) {
    for hidden in &declared.hidden_options {
        let region = RegionDocuments::of(declared, policies, &hidden.region.text);
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
}

/// The documents of one region, and the leaves of all their conditions.
struct RegionDocuments<'p> {
    policies: Vec<&'p Policy>,
    leaves: Vec<Leaf>,
}

impl<'p> RegionDocuments<'p> {
    fn of(declared: &Declarations, all: &'p [Policy], id: &str) -> Self {
        let region = declared.regions.iter().find(|region| region.id == id);
        let documents = region.map_or(&[][..], |region| region.policies).iter();
        let policies: Vec<&Policy> =
            documents.filter_map(|index| all.get(usize::from(*index))).collect();
        let mut found = Vec::new();
        let awards = policies.iter().flat_map(|policy| policy.awards);
        for terms in awards.flat_map(Award::all_terms) {
            terms.each_leaf(&mut |leaf| found.push(*leaf));
        }
        Self { policies, leaves: found }
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
        is_read || self.is_graded(index)
    }

    fn is_matter(&self, index: QuestionIndex, option: u16) -> bool {
        self.policies.iter().any(|policy| {
            policy.claimed_elsewhere.as_ref().is_some_and(|rule| rule.question == index)
                && policy.awards.iter().any(|award| award.matter == Some(option))
        })
    }

    fn is_graded(&self, index: QuestionIndex) -> bool {
        let graded = |terms: &Terms| match &terms.amount {
            AmountRule::Graded { question, .. } => *question == index,
            AmountRule::Fixed(_)
            | AmountRule::UpTo(_)
            | AmountRule::Share { .. }
            | AmountRule::Match { .. }
            | AmountRule::Computed(_) => false,
        };
        self.policies.iter().flat_map(|policy| policy.awards).any(|award| graded(&award.terms))
    }
}
