//! Values by ids: two editions say the same where these texts are equal.

use huiqi_rules::answers::Answer;
use huiqi_rules::condition::{Condition, Leaf, Test};
use huiqi_rules::formula::{Case, Computed, Formula, Gap};
use huiqi_rules::limit::LimitRule;
use huiqi_rules::moves::Setting;
use huiqi_rules::policy::{AmountRule, Cap, Grade, Policy, PolicySet, Promise, Region};
use huiqi_rules::question::{Kind, QuestionIndex, Variables};
use huiqi_rules::unit::Notation;
use rust_decimal::Decimal;

/// Writes the values of one edition by ids.
#[derive(Clone, Copy)]
pub(crate) struct Ids {
    pub(crate) set: &'static PolicySet,
}

impl Ids {
    pub(crate) fn question(self, index: QuestionIndex) -> &'static str {
        self.set.question(index).id
    }

    pub(crate) fn option(self, question: QuestionIndex, option: u16) -> &'static str {
        let options = self.set.question(question).options;
        options.get(usize::from(option)).map_or("", |option| option.id)
    }

    /// Returns the ids of the options whose bits are set, sorted.
    fn options(self, question: QuestionIndex, bits: u64) -> String {
        let count = self.set.question(question).options.len().min(64) as u16;
        let chosen = (0..count).filter(|option| bits >> option & 1 == 1);
        let mut ids: Vec<&str> = chosen.map(|option| self.option(question, option)).collect();
        ids.sort_unstable();
        ids.join("|")
    }

    fn test(self, question: QuestionIndex, test: Test) -> String {
        match test {
            Test::AtLeastOption(option) => format!(">={}", self.option(question, option)),
            Test::OneOf(bits) => format!("in {}", self.options(question, bits)),
            Test::Includes(option) => format!("has {}", self.option(question, option)),
            Test::IsYes => "yes".to_owned(),
            Test::AtLeast(threshold) => format!("AtLeast {}", number(threshold)),
            Test::Compares(relation, threshold) => format!("{relation:?} {}", number(threshold)),
            Test::ComparesPart(test) => {
                let percent = number(test.percent);
                let of = self.question(test.of);
                let plus = match test.plus {
                    sum if sum.is_zero() => String::new(),
                    sum => format!(" plus {}", number(sum)),
                };
                let much = test
                    .rounded
                    .map_or_else(String::new, |much| format!("{} of it ", number(much)));
                format!("{much}{:?} {percent}% of {of}{plus}", test.relation)
            }
        }
    }

    /// Returns a condition with its words and in its order: all that a report shows of it.
    pub(crate) fn condition(self, condition: &Condition) -> String {
        let all = |parts: &[Condition]| {
            parts.iter().map(|part| self.condition(part)).collect::<Vec<_>>().join(",")
        };
        match condition {
            Condition::All(parts) => format!("all({})", all(parts)),
            Condition::Any(parts) => format!("any({})", all(parts)),
            Condition::Not(part) => format!("not({})", self.condition(part)),
            Condition::Leaf(Leaf { question, test, says }) => {
                let says = says.map_or(String::new(), |says| format!(" says {says:?}"));
                format!("{} {}{says}", self.question(*question), self.test(*question, *test))
            }
        }
    }

    /// Returns what a condition means, however it is worded and ordered.
    pub(crate) fn meaning(self, condition: &Condition) -> String {
        match condition {
            Condition::All(parts) => self.joined("all", parts),
            Condition::Any(parts) => self.joined("any", parts),
            Condition::Not(part) => format!("not({})", self.meaning(part)),
            Condition::Leaf(Leaf { question, test, says: _ }) => {
                format!("{} {}", self.question(*question), self.test(*question, *test))
            }
        }
    }

    fn joined(self, word: &str, parts: &[Condition]) -> String {
        if let [part] = parts {
            return self.meaning(part);
        }
        let mut parts: Vec<String> = parts.iter().map(|part| self.meaning(part)).collect();
        parts.sort_unstable();
        format!("{word}({})", parts.join(","))
    }

    pub(crate) fn formula(self, formula: &Formula) -> String {
        self.formula_with(formula, Self::condition)
    }

    /// Returns a formula with the meaning of its conditions.
    fn formula_meaning(self, formula: &Formula) -> String {
        self.formula_with(formula, Self::meaning)
    }

    fn formula_with(self, formula: &Formula, condition: fn(Self, &Condition) -> String) -> String {
        let one = |part: &Formula| self.formula_with(part, condition);
        let all = |parts: &[Formula]| parts.iter().map(one).collect::<Vec<_>>().join(",");
        match formula {
            Formula::Constant(own, notation) => constant(*own, *notation),
            Formula::Unbounded => "unbounded".to_owned(),
            Formula::Figure(question) => self.question(*question).to_owned(),
            Formula::Sum(parts) => format!("sum({})", all(parts)),
            Formula::Product(parts) => format!("product({})", all(parts)),
            Formula::Lesser(parts) => format!("lesser({})", all(parts)),
            Formula::Greater(parts) => format!("greater({})", all(parts)),
            Formula::Less(parts) => format!("less({})", all(&parts[..])),
            Formula::Divided(part, by) => format!("divided({},{})", one(part), number(*by)),
            Formula::FullSteps(part, per) => format!("steps({},{})", one(part), number(*per)),
            Formula::Progressive(part, brackets) => {
                let bracket = |(from, rate): &(Decimal, Decimal)| {
                    format!("{}:{}", number(*from), number(*rate))
                };
                let brackets: Vec<String> = brackets.iter().map(bracket).collect();
                format!("progressive({},{})", one(part), brackets.join(","))
            }
            Formula::Cases(cases, otherwise) => {
                let case = |case: &Case| {
                    let Case { condition: own, then } = case;
                    format!("{}:{}", condition(self, own), one(then))
                };
                let cases: Vec<String> = cases.iter().map(case).collect();
                format!("cases({};{})", cases.join(","), one(otherwise))
            }
            Formula::Award(id) => format!("award({id})"),
        }
    }

    /// Returns the document of an award, by the award's id.
    pub(crate) fn document_of(self, award: &str) -> Option<&'static Policy> {
        let document = award.split('/').next().unwrap_or_default();
        self.set.policies.iter().find(|policy| policy.id == document)
    }

    /// Returns an amount as it is written.
    pub(crate) fn amount(self, amount: &AmountRule) -> String {
        match amount {
            AmountRule::Fixed(sum) => format!("fixed {}", number(sum.decimal())),
            AmountRule::UpTo(sum) => format!("up to {}", number(sum.decimal())),
            AmountRule::Graded { question, grades, highest } => {
                format!("{} highest {}", self.grades(*question, grades), number(highest.decimal()))
            }
            AmountRule::Share { rate, of, cap, promise } => {
                let cap = cap.as_ref().map(|cap| self.cap(cap));
                let rate = number(rate.percent());
                format!("share {rate}% of {} cap {cap:?} {promise:?}", self.question(*of))
            }
            AmountRule::Match { rate, of } => {
                format!("match {}% of {}", number(rate.percent()), self.question(*of))
            }
            AmountRule::Computed(computed) => {
                let Computed {
                    least,
                    most,
                    gap,
                    awards: _,
                    conditions: _,
                    ways: _,
                    evaluate: _,
                    bends: _,
                    kinks: _,
                } = computed;
                let (least, most) = (self.formula(least), self.formula(most));
                format!("computed {least} to {most} {gap:?}")
            }
        }
    }

    /// Returns what an amount pays, however it is written.
    pub(crate) fn amount_meaning(self, amount: &AmountRule) -> String {
        let share = |percent: Decimal, of: QuestionIndex| {
            let rate = (percent / Decimal::ONE_HUNDRED).normalize();
            format!("product({},{})", constant(rate, Notation::Percent), self.question(of))
        };
        match amount {
            AmountRule::Share { rate, of, cap, promise } => {
                let share = share(rate.percent(), *of);
                let most = match cap {
                    None => share,
                    Some(Cap::Sum(sum)) => {
                        format!("lesser({share},{})", constant(sum.decimal(), Notation::Money))
                    }
                    Some(Cap::Question(question)) => {
                        format!("lesser({share},{})", self.question(*question))
                    }
                };
                match promise {
                    Promise::Paid => format!("computed {most} to {most} {:?}", Gap::None),
                    Promise::Ceiling => {
                        let nothing = constant(Decimal::ZERO, Notation::Money);
                        format!("computed {nothing} to {most} {:?}", Gap::Ceiling)
                    }
                }
            }
            AmountRule::Match { rate, of } => {
                let share = share(rate.percent(), *of);
                format!("computed {share} to {share} {:?}", Gap::None)
            }
            AmountRule::Computed(computed) => {
                let [least, most] = computed.formulas().map(|part| self.formula_meaning(part));
                format!("computed {least} to {most} {:?}", computed.gap)
            }
            AmountRule::Fixed(_) | AmountRule::UpTo(_) | AmountRule::Graded { .. } => {
                self.amount(amount)
            }
        }
    }

    fn grades(self, question: QuestionIndex, grades: &[Grade]) -> String {
        let of = |(index, grade): (usize, &Grade)| {
            let sum = match grade {
                Grade::Sum(sum) => number(sum.decimal()),
                Grade::Undecided => "undecided".to_owned(),
            };
            format!("{}={sum}", self.option(question, index as u16))
        };
        let mut grades: Vec<String> = grades.iter().enumerate().map(of).collect();
        grades.sort_unstable();
        format!("graded {} {}", self.question(question), grades.join(","))
    }

    fn cap(self, cap: &Cap) -> String {
        match cap {
            Cap::Sum(sum) => number(sum.decimal()),
            Cap::Question(question) => self.question(*question).to_owned(),
        }
    }

    pub(crate) fn limit(self, rule: &LimitRule) -> String {
        match rule {
            LimitRule::Highest => "highest".to_owned(),
            LimitRule::AtMost(formula, _, _) => format!("at most {}", self.formula(formula)),
        }
    }

    /// Returns an answer with its question.
    pub(crate) fn answer(self, question: QuestionIndex, answer: &Answer) -> String {
        let said = match answer {
            Answer::Option(option) => self.option(question, *option).to_owned(),
            Answer::Options(bits) => self.options(question, *bits),
            Answer::YesNo(yes) => yes.to_string(),
            Answer::Figure(figure) => number(*figure),
        };
        format!("{}={said}", self.question(question))
    }

    pub(crate) fn setting(self, setting: &Setting) -> String {
        match setting {
            Setting::Option(question, option) => {
                format!("{}={}", self.question(*question), self.option(*question, *option))
            }
            Setting::Include(question, option) => {
                format!("{}+{}", self.question(*question), self.option(*question, *option))
            }
            Setting::Yes(question) => format!("{}=yes", self.question(*question)),
            Setting::Threshold(question) => format!("{} rises", self.question(*question)),
        }
    }

    /// Returns the variables that a region has in this set, by questions and options.
    pub(crate) fn variables(self, region: &Region, variables: Variables) -> String {
        let mut found = Vec::new();
        for index in region.questions {
            let question = self.set.question(*index);
            for own in 0..question.width() as u16 {
                if Variables::one(question.first_variable + own).meets(variables) {
                    found.push(match question.kind {
                        Kind::Multi => format!("{}/{}", question.id, self.option(*index, own)),
                        Kind::Single | Kind::YesNo | Kind::Figure(_) => question.id.to_owned(),
                    });
                }
            }
        }
        found.sort_unstable();
        found.join(",")
    }
}

/// Returns a number without needless zeros.
pub(crate) fn number(number: Decimal) -> String {
    number.normalize().to_string()
}

fn constant(own: Decimal, notation: Notation) -> String {
    format!("{} {notation:?}", number(own))
}
