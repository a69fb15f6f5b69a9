//! The places of packs, which join those of the first page when their index arrives.

use crate::packs::{Packs, ZAOZHUANG, amended};
use huiqi_browser_tests::{Page, before, in_browser, serve_edited};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use thirtyfour::prelude::WebDriverResult;

/// Holds the answer of the index until `arrive` is called, and notes when the page has read it.
const HELD: &str = "const ask = fetch, parse = JSON.parse;
window.fetch = (address, ...more) => String(address).endsWith('packs/index.json') ?
    new Promise((done) => { window.arrive = () => done(ask(address, ...more)) }) :
    ask(address, ...more);
JSON.parse = (text, ...more) => {
    if (String(text).includes('\"editions\"')) { window.isRead = true }
    return parse(text, ...more);
};";

/// Lets the index arrive, and waits for the turn in which its places would be in their place.
const ARRIVE: &str = "const done = arguments[0]; arrive();
    const look = () => window.isRead ? setTimeout(() => setTimeout(done)) : setTimeout(look);
    look()";

/// Where every place of the first page is, in the order in which they are read; 其他地区, which
/// comes last for whoever finds no other, makes room.
const PLACES: &str = "return [...document.querySelectorAll('[id^=region--]')]
    .filter((one) => one.id !== 'region--elsewhere').map((one) => {
        const { x, y, width, height } = one.getBoundingClientRect();
        return { id: one.id, at: [x, y, width, height] };
    })";

/// Opens the first page of a site that has a city of its own and an amendment of a bundled place,
/// up to where only the index has to arrive.
async fn before_the_index(tab: &Page) -> WebDriverResult<()> {
    let packs = Packs::default();
    let first = Packs::sources();
    packs.publish(&first, "");
    packs.publish(&amended(&first, "2027.01", ZAOZHUANG, "10万元", "15万元"), "");
    let edit = move |path: &str, reply| before(HELD, path, packs.edit("on", path, reply));
    tab.goto(serve_edited("/", edit).await).await?;
    tab.until("window.arrive").await?;
    tab.by_id("region--zaozhuang").await.map(|_| ())
}

async fn places(tab: &Page) -> WebDriverResult<Vec<Value>> {
    tab.execute(PLACES, vec![]).await?.convert()
}

#[tokio::test]
async fn places_of_packs_join_and_no_bundled_one_moves() {
    in_browser(async move |tab| {
        for (width, scrolled) in [(1200, 0), (500, 0), (500, 150)] {
            tab.set_window_rect(0, 0, width, 700).await?;
            before_the_index(&tab).await?;
            let focus = "document.getElementById('region--zaozhuang').focus({ preventScroll: \
                true }); scrollTo(0, arguments[0])";
            tab.execute(focus, vec![json!(scrolled)]).await?;
            let bundled = places(&tab).await?;
            assert!(
                bundled.len() > 2 && !bundled.iter().any(|one| one["id"] == "region--clear_river")
            );
            tab.execute("arrive()", vec![]).await?;
            tab.shows("region--clear_river", "清江市").await?;
            tab.until("document.activeElement.id === 'region--zaozhuang'").await?;
            let joined = places(&tab).await?;
            assert_eq!(joined[..bundled.len()], bundled, "{width} wide, from {scrolled} on");
            assert!(joined.len() > bundled.len());
            let from: u32 = tab.execute("return scrollY", vec![]).await?.convert()?;
            assert_eq!(from, scrolled, "it was not scrolled");
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_place_that_is_held_down_while_the_index_arrives_is_chosen() {
    in_browser(async move |tab| {
        for id in ["region--zaozhuang", "region--elsewhere"] {
            before_the_index(&tab).await?;
            let place = tab.by_id(id).await?;
            tab.action_chain().move_to_element_center(&place).click_and_hold().perform().await?;
            tab.until("document.querySelector(':active')").await?;
            tab.execute_async(ARRIVE, vec![]).await?;
            tab.action_chain().release().perform().await?;
            match id {
                "region--elsewhere" => tab.arrives("#/result").await?,
                _ => tab.arrives("#/certification").await?,
            }
            // What arrived meanwhile is there.
            tab.execute("location.hash = '#/where_and_when'", vec![]).await?;
            tab.shows("region--clear_river", "清江市").await?;
            tab.until(&format!("document.querySelector('#{id}[aria-current]')")).await?;
            tab.execute("localStorage.clear(); sessionStorage.clear()", vec![]).await?;
            tab.goto("about:blank").await?;
        }
        Ok(())
    })
    .await;
}

/// Letters of the names of made-up cities, and how each is read.
const LETTERS: [(&str, &str); 10] = [
    ("东", "dong"),
    ("西", "xi"),
    ("南", "nan"),
    ("北", "bei"),
    ("平", "ping"),
    ("安", "an"),
    ("和", "he"),
    ("永", "yong"),
    ("新", "xin"),
    ("福", "fu"),
];

/// Returns 999 cities of an index, none of whose packs is there.
fn cities() -> Vec<Value> {
    let city = |number: usize| {
        let letters = [number / 100, number / 10 % 10, number % 10].map(|at| LETTERS[at]);
        let name = letters.map(|(letter, _)| letter).concat() + "市";
        let pinyin = letters.map(|(_, read)| read).join(" ") + " shi";
        let packs = json!([[0, format!("{number:016x}"), 9000]]);
        json!({ "id": format!("city_{number}"), "name": name, "pinyin": pinyin, "packs": packs })
    };
    (0..999).map(city).collect()
}

/// Searches, and waits until this is the only place that is found.
async fn finds(tab: &Page, text: &str, name: &str) -> WebDriverResult<()> {
    tab.write_into("find", text).await?;
    tab.shows("found", "找到 1 个").await?;
    tab.until(&format!("document.querySelector('#hits b').textContent === '{name}'")).await
}

#[tokio::test]
async fn among_a_thousand_cities_one_is_found_and_its_pack_alone_is_fetched() {
    let packs = Packs::default();
    packs.publish(&Packs::sources(), "");
    packs.change("index.json", |bytes| {
        let mut index: Value = serde_json::from_slice(bytes).expect("an index");
        index["regions"].as_array_mut().expect("regions").extend(cities());
        *bytes = index.to_string().into_bytes();
    });
    let name = packs.name("clear_river");
    let asked = Arc::new(Mutex::new(Vec::new()));
    let noted = asked.clone();
    let address = serve_edited("/", move |path, reply| {
        if let Some((_, file)) = path.split_once("/packs/") {
            noted.lock().expect("no test failed").push(file.to_owned());
        }
        packs.edit("on", path, reply)
    })
    .await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.by_id("find").await?;
        finds(&tab, "东平福", "东平福市").await?;
        finds(&tab, "清江", "清江市").await?;
        finds(&tab, "dpf", "东平福市").await?;
        finds(&tab, "qj", "清江市").await?;
        tab.press("Enter").await?;
        tab.arrives("#/certification").await?;
        tab.by_id("certification_tier--provincial").await?;
        tab.until("document.querySelector('.eyebrow').textContent.includes('清江市')").await?;
        let asked: Vec<String> = {
            let asked = asked.lock().expect("no test failed");
            asked.iter().filter(|file| file.ends_with(".huiqi")).cloned().collect()
        };
        assert!(asked.iter().all(|file| *file == name) && !asked.is_empty(), "{asked:?}");
        tab.console_is_quiet().await
    })
    .await;
}
