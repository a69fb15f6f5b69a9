//! The totals of the city's and of the province's documents, apart.

use crate::questionnaire::Session;
use huiqi_engine::outline_of_document;
use huiqi_engine::report::Outline;
use huiqi_rules::amount::Amount;
use huiqi_rules::policy::Policy;

/// Returns the total of each document that counts, where documents of two levels count.
///
/// A limit over awards of two documents would make these no parts of the total; there is none.
#[must_use]
pub fn by_level(session: &Session, outlined: &Outline) -> Vec<(&'static Policy, Amount)> {
    let counted: Vec<&'static Policy> = outlined
        .documents
        .iter()
        .filter(|document| document.counted > 0)
        .map(|document| document.policy)
        .collect();
    let [first, rest @ ..] = counted.as_slice() else { return Vec::new() };
    if rest.iter().all(|policy| policy.level == first.level) {
        return Vec::new();
    }
    let (set, answers) = (session.set(), session.answers());
    let total = |policy: &'static Policy| {
        outline_of_document(set, &answers, session.on, &session.readings, policy).total
    };
    counted.iter().map(|policy| (*policy, total(policy))).collect()
}

#[cfg(test)]
mod tests {
    use super::by_level;
    use crate::questionnaire::{Draft, Session};
    use huiqi_policies::POLICIES;
    use huiqi_rules::amount::{Amount, Level};
    use huiqi_rules::day::read_date;
    use huiqi_rules::money::Yuan;

    #[test]
    fn city_and_province_are_told_apart_where_both_count() {
        let mut session = Session::new(&POLICIES, read_date("2026-11-25").expect("a day"));
        let put = |session: &mut Session, id: &str, draft: Draft| {
            session.put(POLICIES.question_index(id).expect("a question"), draft);
        };
        session.preset_region("jincheng");
        put(
            &mut session,
            "certification_tier",
            Draft::Option(crate::chosen::tier("national_giant")),
        );
        put(
            &mut session,
            "first_certified_tiers",
            Draft::Options(crate::chosen::titles(&["national_giant"])),
        );
        put(&mut session, "provincial_award_received", Draft::YesNo(false));
        put(&mut session, "listings", Draft::Options(0));
        put(&mut session, "ip_purchase_yuan", Draft::Typed("600000".to_owned()));
        put(&mut session, "ip_led_to_certification", Draft::YesNo(true));
        let wan = |wan: u64| Level::Sum(Yuan::from_fen(wan * 1_000_000));
        // 20 from the city; up to 30 and 20 % of 60 from the province.
        let expected = [
            ("jincheng-srdi-2021", Amount { least: wan(20), most: wan(20) }),
            ("shanxi-srdi-2022", Amount { least: wan(0), most: wan(42) }),
        ];
        let found = by_level(&session, &session.outline());
        assert_eq!(
            found.iter().map(|(policy, total)| (policy.id, *total)).collect::<Vec<_>>(),
            expected
        );
        let mut alone = Session::new(&POLICIES, read_date("2026-11-25").expect("a day"));
        alone.preset_region("zaozhuang");
        assert!(by_level(&alone, &alone.outline()).is_empty());
    }
}
