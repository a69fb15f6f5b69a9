//! What follows for the browser from what is shown: what is kept, and what the address says.

use super::effect::{Effect, keeps};
use super::facts::Facts;
use super::questions;
use super::whole::Whole;

impl Whole {
    /// Returns what follows for the browser from what is shown now.
    pub(crate) fn settle(&mut self, facts: &Facts) -> Vec<Effect> {
        let mut effects = Vec::new();
        let replaced = self.replaced_text();
        if replaced != self.stored_replaced {
            effects.push(Effect::RememberReplaced(replaced.clone()));
            self.stored_replaced = replaced;
        }
        let settled = self.questions.settle(facts).into_iter().filter_map(|effect| match effect {
            questions::Effect::Address(_) => None,
            effect if effect == questions::Effect::Remember(self.opened.clone()) => {
                Some(Effect::RememberOpened(self.opened.clone()))
            }
            effect => Some(Effect::Question(effect)),
        });
        let settled: Vec<Effect> = settled.collect();
        // What is kept comes before what is shown.
        let (kept, rest): (Vec<Effect>, Vec<Effect>) = settled.into_iter().partition(keeps);
        effects.extend(kept);
        effects.extend(self.settle_address());
        effects.extend(self.settle_library());
        effects.extend(rest);
        effects
    }
}
