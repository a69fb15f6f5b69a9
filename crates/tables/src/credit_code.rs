//! The unified credit code of an organisation (GB 32100): its check digit, and the place in it.

/// The digits of a code by their value: letters that look like digits are left out.
const DIGITS: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// The number of digits.
const LENGTH: usize = 18;

/// What is wrong with a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeProblem {
    /// Not of eighteen digits and letters that a code has.
    Form,
    /// Its last digit does not belong to the others.
    CheckDigit,
}

/// Returns the place in a code, the six digits of the office that registered it, which propose the
/// place of a company and do not prove it.
///
/// # Errors
/// It is no code.
pub fn place(code: &str) -> Result<String, CodeProblem> {
    let code: Vec<u8> = code
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .map(|letter| u8::try_from(letter.to_ascii_uppercase()).unwrap_or(0))
        .collect();
    let values: Option<Vec<usize>> = code.iter().map(|digit| value(*digit)).collect();
    let values = values.filter(|values| values.len() == LENGTH).ok_or(CodeProblem::Form)?;
    let (last, rest) = values.split_last().ok_or(CodeProblem::Form)?;
    let mut weight = 1;
    let mut sum = 0;
    for value in rest {
        sum += value * weight;
        weight = weight * 3 % DIGITS.len();
    }
    if (DIGITS.len() - sum % DIGITS.len()) % DIGITS.len() != *last {
        return Err(CodeProblem::CheckDigit);
    }
    let place = &code[2..8];
    if !place.iter().all(u8::is_ascii_digit) {
        return Err(CodeProblem::Form);
    }
    Ok(place.iter().map(|digit| char::from(*digit)).collect())
}

fn value(digit: u8) -> Option<usize> {
    DIGITS.iter().position(|other| *other == digit)
}

#[cfg(test)]
mod tests {
    use super::{CodeProblem, place};

    /// The first is the example of the standard itself.
    #[test]
    fn a_code_is_checked_by_its_last_digit() {
        assert_eq!(place("91350100M000100Y43").as_deref(), Ok("350100"));
        assert_eq!(place(" 91350100m000100y43 ").as_deref(), Ok("350100"));
        assert_eq!(place("91350100M000100Y44"), Err(CodeProblem::CheckDigit));
        assert_eq!(place("91350100M000100Y4"), Err(CodeProblem::Form));
        assert_eq!(place("91350100M000100I43"), Err(CodeProblem::Form));
        assert_eq!(place("９1350100M000100Y43"), Err(CodeProblem::Form));
    }
}
