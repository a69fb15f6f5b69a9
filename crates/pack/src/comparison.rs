//! Comparisons of two figures in a pack.

use crate::codec::{Binary, Broken, Read, Reader, Writer};
use huiqi_rules::condition::{PartTest, Relation};
use huiqi_rules::crossings::{compares, crossings};
use rust_decimal::Decimal;

/// What is added to a part comes before the relation, where the comparison is with more than a
/// share.
const WITH_A_SUM: u8 = 4;

/// So much of the figure comes before that, where it is rounded first.
const ROUNDED: u8 = 5;

/// Whether the first format has this part of a figure.
fn is_share(percent: Decimal) -> bool {
    percent > Decimal::ZERO && percent <= Decimal::from(1_000_000)
}

impl Binary for PartTest {
    fn write(&self, out: &mut Writer) {
        let Self { rounded, relation, percent, of, plus, compares: _, crossings: _ } = self;
        if let Some(much) = rounded {
            out.needs(3);
            out.bytes.push(ROUNDED);
            much.write(out);
        }
        if !plus.is_zero() || !is_share(*percent) {
            out.needs(3);
            out.bytes.push(WITH_A_SUM);
            plus.write(out);
        }
        relation.write(out);
        percent.write(out);
        of.write(out);
    }

    fn read(from: &mut Reader<'_>) -> Read<Self> {
        let mut first = from.byte()?;
        let mut rounded = None;
        if first == ROUNDED {
            rounded = Some(Binary::read(from)?);
            first = from.byte()?;
        }
        let mut plus = Decimal::ZERO;
        if first == WITH_A_SUM {
            plus = Binary::read(from)?;
            first = from.byte()?;
        }
        let relation = usize::from(first);
        let (_, relation) = Relation::ALL.get(relation).ok_or(Broken("no relation"))?;
        let (percent, of) = (Binary::read(from)?, Binary::read(from)?);
        Ok(Self { rounded, relation: *relation, percent, of, plus, compares, crossings })
    }
}
