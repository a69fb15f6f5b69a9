//! The search for a place, over a few by hand and over 3,000 made-up ones.

use super::{FoundPlaces, MOST_FOUND, Place, marked, places, search};
use huiqi_policies::POLICIES;

/// A place by its name, its wider place and its reading; one with a document has a star.
fn place(name: &str, wider: &str, pinyin: &str) -> Place {
    Place {
        id: pinyin.replace(' ', "_"),
        name: name.trim_end_matches('*').to_owned(),
        wider: wider.to_owned(),
        pinyin: pinyin.to_owned(),
        within: None,
        is_covered: name.ends_with('*'),
        is_last: name == "其他地区",
    }
}

fn few() -> Vec<Place> {
    vec![
        place("台州市", "浙江省", "tai/yi zhou shi"),
        place("滕州市*", "山东省 · 枣庄市", "teng zhou shi"),
        place("枣庄市*", "山东省", "zao zhuang/peng shi"),
        place("峄城区*", "山东省 · 枣庄市", "yi cheng qu"),
        place("重庆市", "", "zhong/chong qing shi"),
        place("西安市", "陕西省", "xi an shi"),
        place("先锋县", "样例省", "xian feng xian"),
        place("通州区", "北京市", "tong zhou qu"),
        place("通州区", "江苏省 · 南通市", "tong zhou qu"),
        place("天祝藏族自治县", "甘肃省 · 武威市", "tian zhu zang/cang zu zi zhi xian"),
        place("其他地区", "先看看该问谁", "qi ta/tuo di/de qu"),
    ]
}

fn named(typed: &str) -> Vec<String> {
    let places = few();
    let found = search(&places, typed);
    assert_eq!(found.count, found.places.len());
    assert!(!found.is_near, "{typed}: {found:?}");
    found.places.into_iter().map(|index| places[index].name.clone()).collect()
}

#[test]
fn a_place_is_found_by_its_name_or_a_part_of_it() {
    assert_eq!(named("滕州"), ["滕州市"]);
    assert_eq!(named("滕州市"), ["滕州市"]);
    assert_eq!(named("州"), ["滕州市", "台州市", "通州区", "通州区"]);
    assert_eq!(named("自治县"), ["天祝藏族自治县"]);
    assert_eq!(named("　滕 "), ["滕州市"], "spaces are left out");
}

#[test]
fn a_place_is_found_by_initials_by_syllables_and_by_both_in_one() {
    // As in the drawing: what has a document first.
    assert_eq!(named("tz"), ["滕州市", "台州市", "通州区", "通州区", "天祝藏族自治县"]);
    assert_eq!(named("zzs"), ["枣庄市"]);
    for typed in ["zaozhuang", "ZaoZhuang", "zao zhuang", "zao'zh", "zaoz", "zzhuang", "ｚｚ"] {
        assert_eq!(named(typed), ["枣庄市"], "{typed}");
    }
    assert_eq!(named("cq"), ["重庆市"], "a name that is read otherwise");
    assert_eq!(named("zhongqing"), ["重庆市"], "and by the usual reading");
    // The same letters are two syllables of one name, and one of another.
    assert_eq!(named("xian"), ["西安市", "先锋县"]);
    assert_eq!(named("xianf"), ["先锋县"]);
    assert_eq!(named("yzs"), ["台州市"], "an unusual reading is one");
}

#[test]
fn the_wider_place_is_searched_too_alone_and_with_the_name() {
    assert_eq!(named("山东"), ["滕州市", "枣庄市", "峄城区"]);
    assert_eq!(named("枣庄")[0], "枣庄市", "the name itself first");
    assert_eq!(named("枣庄").len(), 3);
    assert_eq!(named("枣庄 滕州"), ["滕州市"]);
    assert_eq!(named("山东省枣庄市滕州市"), ["滕州市"]);
    assert_eq!(named("江苏通州"), ["通州区"], "a level may be left out");
}

#[test]
fn where_nothing_is_found_the_nearest_are_shown() {
    let places = few();
    let near = |typed: &str| {
        let found = search(&places, typed);
        assert!(found.is_near, "{typed}");
        found.places.into_iter().map(|index| places[index].name.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(near("山东枣庄滕州")[0], "滕州市");
    assert_eq!(near("江苏南通通州").first(), Some(&"通州区"));
    assert_eq!(near("枣壮")[0], "枣庄市", "a wrong letter");
    assert_eq!(near("zaozhung"), ["枣庄市"]);
    assert!(near("鑫").is_empty());
    assert!(near("鑫鑫鑫 嘉").is_empty());
    assert!(near("vvv").is_empty());
}

#[test]
fn where_nothing_is_typed_the_places_with_documents_are_shown() {
    assert_eq!(named(""), ["滕州市", "枣庄市", "峄城区"]);
    assert_eq!(named("  "), named(""));
}

#[test]
fn the_letters_that_were_typed_are_marked() {
    let places = few();
    let mark = |name: &str, typed: &str| {
        let place = places.iter().find(|place| place.name == name).expect("a place");
        marked(place, typed)
    };
    assert_eq!(mark("滕州市", "tz"), Some((0, 2)));
    assert_eq!(mark("天祝藏族自治县", "tz"), Some((0, 2)));
    assert_eq!(mark("西安市", "xian"), Some((0, 2)));
    assert_eq!(mark("先锋县", "xian"), Some((0, 1)));
    assert_eq!(mark("滕州市", "州"), Some((1, 1)));
    assert_eq!(mark("滕州市", "枣庄 滕州"), Some((0, 2)));
    assert_eq!(mark("滕州市", "枣庄"), None, "it is in the wider place");
    assert_eq!(mark("滕州市", ""), None);
}

#[test]
fn the_places_of_the_shipped_documents_are_found_as_people_type_them() {
    let places = places(&POLICIES);
    let has = |typed: &str, id: &str| {
        let FoundPlaces { places: found, is_near, .. } = search(&places, typed);
        !is_near && found.iter().any(|index| places[*index].id == id)
    };
    for (typed, id) in [
        ("zzs", "zaozhuang"),
        ("zaozhuang", "zaozhuang"),
        ("smx", "sanmenxia"),
        ("三门峡", "sanmenxia"),
        ("xx", "xinxiang"),
        ("jincheng", "jincheng"),
        ("晋城", "jincheng"),
    ] {
        assert!(has(typed, id), "{typed}");
    }
    for id in ["xinxiang", "sanmenxia"] {
        assert!(has("河南", id), "by the line below the name");
    }
    let last = places.iter().find(|place| place.is_last).expect("其他地区");
    assert!(!last.is_covered && last.name == "其他地区");
}

const LETTERS: [(&str, &str); 40] = [
    ("安", "an"),
    ("宝", "bao"),
    ("昌", "chang"),
    ("大", "da"),
    ("恩", "en"),
    ("福", "fu"),
    ("高", "gao"),
    ("海", "hai"),
    ("吉", "ji"),
    ("康", "kang"),
    ("兰", "lan"),
    ("马", "ma"),
    ("南", "nan"),
    ("平", "ping"),
    ("清", "qing"),
    ("荣", "rong"),
    ("山", "shan"),
    ("通", "tong"),
    ("文", "wen"),
    ("新", "xin"),
    ("永", "yong"),
    ("泽", "ze"),
    ("长", "zhang/chang"),
    ("城", "cheng"),
    ("德", "de"),
    ("丰", "feng"),
    ("广", "guang"),
    ("华", "hua"),
    ("江", "jiang"),
    ("开", "kai"),
    ("林", "lin"),
    ("明", "ming"),
    ("宁", "ning"),
    ("彭", "peng"),
    ("泉", "quan"),
    ("顺", "shun"),
    ("泰", "tai"),
    ("武", "wu"),
    ("阳", "yang"),
    ("州", "zhou"),
];

/// 3,000 places in 30 cities of 3 provinces; every third name is there twice.
fn many() -> Vec<Place> {
    let mut all = Vec::new();
    for number in 0..3000_usize {
        let name = number - number % 3 / 2;
        let (first, second) = (LETTERS[name / 40 % 40], LETTERS[name % 40]);
        let (kind, read) = [("县", "xian"), ("市", "shi"), ("区", "qu")][name / 1600 % 3];
        let wider = format!("样例{}省 · 样例{}市", number % 3, number % 30);
        let mut one = place("", &wider, &format!("{} {} {read}", first.1, second.1));
        one.name = format!("{}{}{kind}", first.0, second.0);
        one.is_covered = number % 100 == 0;
        all.push(one);
    }
    all.push(place("其他地区", "先看看该问谁", "qi ta di qu"));
    all
}

#[test]
fn each_of_3_000_places_is_among_the_few_shown_for_its_name_and_its_syllables() {
    let places = many();
    for (index, place) in places.iter().enumerate().step_by(13).filter(|(_, one)| !one.is_last) {
        let found = search(&places, &place.name);
        assert!(found.places.contains(&index), "{}", place.name);
        assert!(found.places.len() <= MOST_FOUND && !found.is_near);
        // The name itself, not what holds it.
        assert!(found.places.iter().all(|one| places[*one].name == place.name));
    }
    for (index, place) in places.iter().enumerate().step_by(11).filter(|(_, one)| !one.is_last) {
        for reading in ["", "/"] {
            let syllables = place.pinyin.split(' ').map(|syllable| {
                let mut readings = syllable.split('/');
                let usual = readings.next().unwrap_or_default();
                if reading.is_empty() { usual } else { readings.next().unwrap_or(usual) }
            });
            let typed: String = syllables.collect();
            let found = search(&places, &typed);
            assert!(found.places.contains(&index), "{} {typed}", place.name);
        }
    }
}

#[test]
fn few_letters_find_many_and_say_how_many() {
    let places = many();
    let found = search(&places, "a");
    assert_eq!(found.places.len(), MOST_FOUND);
    let really = places.iter().filter(|place| place.pinyin.starts_with('a')).count();
    assert_eq!(found.count, really);
    assert!(found.places.iter().all(|index| places[*index].pinyin.starts_with('a')));
    // Those with documents come first.
    let covered = found.places.iter().take_while(|index| places[**index].is_covered).count();
    let all = places.iter().filter(|one| one.is_covered && one.pinyin.starts_with('a')).count();
    assert_eq!(covered, all.min(MOST_FOUND));
    assert_eq!(search(&places, "").count, 30, "those with documents");
}
