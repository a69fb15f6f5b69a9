//! What a search shows where nothing holds what was typed: it weighs pairs of letters by how rare
//! they are, so it is held against the shipped documents alone.

use crate::shipped;
use huiqi_sitting::lookup::{MOST_NEAR, nearest, search};

#[test]
fn where_nothing_is_found_the_nearest_is_what_shares_the_rarest_pairs() {
    let set = shipped::set();
    for (query, first) in [
        // The words themselves, in a title, count more than their meanings.
        ("参加展会有没有补贴", "参加展会、媒体宣传、产品推广目录"),
        ("参展费用怎么报销", "大型展销活动展位费补贴"),
    ] {
        assert!(search(set, query).is_empty(), "{query}");
        let near = nearest(set, query);
        assert_eq!(near.first().map(|entry| entry.title.as_str()), Some(first), "{query}");
        assert!(near.len() <= MOST_NEAR);
    }
    assert!(nearest(set, "zzzz").is_empty());
    assert!(nearest(set, "x").is_empty(), "one letter has no pair");
}
