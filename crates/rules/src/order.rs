//! Sorting for short lists. The standard library's sorts are faster from some dozens of items on,
//! and cost the page's first load five kilobytes; no list here is that long.

/// Sorts in place and keeps the order of what neither precedes the other.
pub fn sort<T>(items: &mut [T], precedes: impl Fn(&T, &T) -> bool) {
    for end in 1..items.len() {
        let mut index = end;
        while index > 0 && precedes(&items[index], &items[index - 1]) {
            items.swap(index, index - 1);
            index -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::sort;

    #[test]
    fn what_is_equal_keeps_its_order() {
        let mut items = [(3, 'a'), (1, 'b'), (3, 'c'), (2, 'd'), (1, 'e')];
        sort(&mut items, |left, right| left.0 < right.0);
        assert_eq!(items, [(1, 'b'), (1, 'e'), (2, 'd'), (3, 'a'), (3, 'c')]);
        sort::<u8>(&mut [], |left, right| left < right);
    }
}
