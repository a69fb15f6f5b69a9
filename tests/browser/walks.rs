//! One walk for each region, from the first page to the result; the amounts are worked out by hand
//! from the documents.

use Deed::{GoOn, Live, Press, Shows, Type};
use huiqi_browser_tests::{NATIONAL_GIANT, Page, in_browser, serve};
use thirtyfour::prelude::WebDriverResult;

/// Opens the page with a region and a day chosen, and goes on.
async fn begin(tab: &Page, address: &str, region: &str, day: Option<&str>) -> WebDriverResult<()> {
    tab.goto(address).await?;
    tab.click(&format!("region--{region}")).await?;
    let Some(day) = day else { return Ok(()) };
    // Its document has ended: one tap leads to the result, where the day is.
    tab.arrives("#/result").await?;
    tab.on_day(day).await?;
    tab.goto(format!("{address}#/certification")).await
}

/// From the last step over the check page to the result.
async fn finish(tab: &Page, least: &str, most: &str) -> WebDriverResult<()> {
    tab.go_on().await?;
    tab.arrives("#/check").await?;
    tab.click("next").await?;
    tab.arrives("#/result").await?;
    tab.shows("least", least).await?;
    if least == most {
        // One number where both ends are equal.
        return tab.until("!document.getElementById('most')").await;
    }
    tab.shows("most", most).await
}

/// What is done on a walk.
#[derive(Clone, Copy)]
enum Deed {
    /// Presses these.
    Press(&'static [&'static str]),
    /// Types into a field.
    Type(&'static str, &'static str),
    /// Goes on, to the step of this address.
    GoOn(&'static str),
    /// This element shows these words.
    Shows(&'static str, &'static str),
    /// The live line has this total, in yuan: the least and the most.
    Live(&'static str, Option<&'static str>),
}

/// From the region to the result, and to another day.
struct Walk {
    region: &'static str,
    /// The day of the claim; none is today.
    day: Option<&'static str>,
    /// The step after the first one.
    first: &'static str,
    deeds: &'static [Deed],
    /// The least and the most of the result.
    result: [&'static str; 2],
    /// What the result shows besides.
    besides: Option<(&'static str, &'static str)>,
    /// A day on which the document does not hold, and what is shown there: nothing counts.
    other_day: Option<(&'static str, Option<(&'static str, &'static str)>)>,
}

impl Walk {
    async fn run(self) {
        let address = serve("/").await;
        in_browser(async move |tab| self.walk(&tab, &address).await).await;
    }

    async fn walk(&self, tab: &Page, address: &str) -> WebDriverResult<()> {
        begin(tab, address, self.region, self.day).await?;
        tab.arrives(self.first).await?;
        for deed in self.deeds {
            match *deed {
                Deed::Press(ids) => tab.clicks(ids).await?,
                Deed::Type(id, text) => tab.type_into(id, text).await?,
                Deed::GoOn(step) => {
                    tab.go_on().await?;
                    tab.arrives(step).await?;
                }
                Deed::Shows(id, words) => tab.shows(id, words).await?,
                Deed::Live(least, most) => tab.live_total(least, most).await?,
            }
        }
        let [least, most] = self.result;
        finish(tab, least, most).await?;
        if let Some((id, words)) = self.besides {
            tab.shows(id, words).await?;
        }
        if let Some((day, shown)) = self.other_day {
            tab.goto(format!("{address}#/certification")).await?;
            tab.type_into("on", day).await?;
            tab.live_total("0", Some("0")).await?;
            if let Some((id, words)) = shown {
                tab.shows(id, words).await?;
            }
        }
        tab.was_quiet(address).await
    }
}

const ZAOZHUANG: Walk = Walk {
    region: "zaozhuang",
    day: None,
    first: "#/certification",
    deeds: &[
        Press(&NATIONAL_GIANT),
        Live("0", None),
        GoOn("#/listing"),
        Press(&["listings--bse"]),
        GoOn("#/smart_factory"),
        Press(&["smart_factory_award--applied"]),
        GoOn("#/trade_shows"),
        Type("government_show_booth_fee_yuan", "8万"),
        Shows("government_show_booth_fee_yuan--echo", "人民币捌万元整"),
        GoOn("#/other"),
        Press(&["platform_contest_prize--unclear"]),
        GoOn("#/claimed_elsewhere"),
        Press(&["claimed_elsewhere--nothing"]),
        Live("340000", Some("10840000")),
    ],
    result: ["34 万元", "1,084 万元"],
    // Beside the national title it pays nothing, and something by the other reading of the clause.
    besides: Some(("group-Disputed", "新获得省级专精特新奖励")),
    other_day: None,
};

#[tokio::test]
async fn zaozhuang_pays_34_at_least_and_1084_at_most() {
    ZAOZHUANG.run().await;
}

const JINCHENG: Walk = Walk {
    region: "jincheng",
    day: None,
    first: "#/certification",
    deeds: &[
        Press(&[
            "certification_tier--national_giant",
            "first_certified_tiers--provincial_giant",
            "first_certified_tiers--national_giant",
            "provincial_award_received--no",
        ]),
        GoOn("#/listing"),
        Press(&["listings--neeq", "base_listing_support--yes"]),
        GoOn("#/other"),
        Type("ip_purchase_yuan", "0"),
    ],
    result: ["40 万元", "70 万元"],
    besides: None,
    other_day: None,
};

#[tokio::test]
async fn jincheng_adds_the_city_and_the_province() {
    JINCHENG.run().await;
}

/// 30 at most from the award, 200 at most from the purchase.
const REST_OF_SHANXI: Walk = Walk {
    region: "shanxi_other",
    day: None,
    first: "#/certification",
    deeds: &[
        Press(&["certification_tier--provincial", "provincial_award_received--no"]),
        GoOn("#/other"),
        Type("ip_purchase_yuan", "1000万"),
        Press(&["ip_led_to_certification--yes"]),
    ],
    result: ["0 元", "230 万元"],
    besides: None,
    other_day: None,
};

#[tokio::test]
async fn the_rest_of_shanxi_gets_the_province_alone() {
    REST_OF_SHANXI.run().await;
}

const XINXIANG: Walk = Walk {
    region: "xinxiang",
    day: Some("2025-12-31"),
    first: "#/certification",
    deeds: &[
        Press(&NATIONAL_GIANT),
        GoOn("#/other"),
        Type("provincial_equipment_subsidy_yuan", "1,000,000"),
        Press(&[
            "first_recognised_platforms--national_platform",
            "platform_assessment_grade--first",
        ]),
        GoOn("#/claimed_elsewhere"),
        Press(&["claimed_elsewhere--nothing"]),
    ],
    result: ["75 万元", "75 万元"],
    besides: None,
    other_day: Some(("2026-01-01", Some(("would--xinxiang-srdi-2022", "75 万元")))),
};

#[tokio::test]
async fn xinxiang_counts_inside_its_validity_and_not_today() {
    XINXIANG.run().await;
}

/// 200 for certain, and 40% of 150 under a cap that is not known.
const SANMENXIA: Walk = Walk {
    region: "sanmenxia",
    day: Some("2025-12-31"),
    first: "#/certification",
    deeds: &[
        Press(&["certification_tier--national_key_giant"]),
        GoOn("#/other"),
        Press(&["project_in_scope--yes"]),
        Type("project_investment_yuan", "150万"),
        Press(&["project_cap_yuan--unclear"]),
        Type("key_giant_fund_yuan", "200万"),
    ],
    result: ["200 万元", "260 万元"],
    besides: None,
    other_day: Some(("2026-11-21", None)),
};

#[tokio::test]
async fn sanmenxia_counts_inside_its_validity_and_not_today() {
    SANMENXIA.run().await;
}

#[tokio::test]
async fn a_document_that_has_ended_offers_its_last_day() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.click("region--xinxiang").await?;
        tab.arrives("#/result").await?;
        tab.on_day("2026-11-21").await?;
        tab.shows("without-figure", "已经到期").await?;
        tab.shows("set-day--xinxiang-srdi-2022", "2025年12月31日").await?;
        tab.click("set-day--xinxiang-srdi-2022").await?;
        tab.goto(format!("{address}#/certification")).await?;
        tab.by_id("certification_tier--none").await?;
        // The same on the first question.
        tab.type_into("on", "2026-11-21").await?;
        tab.live_total("0", Some("0")).await?;
        tab.click("set-day--xinxiang-srdi-2022").await?;
        tab.by_id("certification_tier--none").await.map(|_| ())
    })
    .await;
}

#[tokio::test]
async fn an_incomplete_walk_keeps_the_bounds_wide() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        begin(&tab, &address, "zaozhuang", None).await?;
        tab.arrives("#/certification").await?;
        tab.click("to-result").await?;
        tab.arrives("#/result").await?;
        tab.shows("least", "0 元").await?;
        // 30, 20, 1000, 100, 10 and 30 are bounded; half of the fees is not.
        tab.shows("most", "1,190 万元").await?;
        tab.shows("added", "另加展位费的一半").await?;
        assert!(tab.by_id("group-Possible").await?.text().await?.contains("还差"));
        crate::explains::pictures(&tab, "open").await?;
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_press_is_shown_before_the_page_is_drawn_anew_and_none_is_lost() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.by_id("region--zaozhuang").await?;
        // In the turn of the press itself the page says that it is about to change; the heading
        // still says what it said.
        let press = "document.getElementById('region--zaozhuang').click();
            return [document.getElementById('app').hasAttribute('data-busy'), \
            document.getElementById('heading').textContent.startsWith('看看')]";
        let at_once: Vec<bool> = tab.execute(press, vec![]).await?.convert()?;
        assert_eq!(at_once, [true, true]);
        tab.live_total("0", None).await?;
        tab.arrives("#/certification").await?;
        // Four presses before the page can answer the first: each counts, in its order.
        let hasty =
            format!("{:?}.forEach((id) => document.getElementById(id).click())", NATIONAL_GIANT);
        tab.execute(hasty, vec![]).await?;
        tab.live_total("0", None).await?;
        for card in NATIONAL_GIANT {
            assert!(tab.by_id(card).await?.is_selected().await?, "{card} was pressed");
        }
        Ok(())
    })
    .await;
}

/// (6,499.8 - 5,000) ÷ 5,000 = 29.996 %, and 30 % are asked; 20 % of 3,600,000 would be 720,000.
#[tokio::test]
async fn a_growth_of_29_996_percent_from_two_sums_is_not_30() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        begin(&tab, &address, "jincheng", None).await?;
        tab.click("all").await?;
        tab.arrives("#/all").await?;
        tab.click("certification_tier--none").await?;
        tab.type_into("ip_purchase_yuan", "360万").await?;
        tab.clicks(&["ip_led_to_certification--no", "became_above_scale--no"]).await?;
        tab.click("above_scale--yes").await?;
        tab.type_into("profit_margin_percent", "3").await?;
        tab.shows("revenue_growth_percent--hint", "下降填负数").await?;
        tab.click("revenue_growth_percent--sums").await?;
        // Of a percentage, which is no longer typed here.
        let hint = tab.by_id("revenue_growth_percent--hint").await?.text().await?;
        assert!(!hint.contains("负数"), "{hint}");
        tab.type_into("revenue_growth_percent", "6,499.8万").await?;
        tab.type_into("revenue_growth_percent--to", "5000万").await?;
        tab.shows("revenue_growth_percent--echo", "= 29.996%").await?;
        tab.live_total("0", Some("0")).await?;
        tab.type_into("revenue_growth_percent", "65002000").await?;
        tab.shows("revenue_growth_percent--echo", "= 30.004%").await?;
        tab.live_total("0", Some("720000")).await?;
        crate::explains::pictures(&tab, "sums").await?;
        tab.refresh().await?;
        tab.shows("revenue_growth_percent--echo", "= 30.004%").await?;
        tab.go_on().await?;
        tab.arrives("#/check").await?;
        let words = "30.004%（这一年主营业务收入 65,002,000 元，上一年主营业务收入 50,000,000 元）";
        tab.shows("main", words).await?;
        tab.was_quiet(&address).await
    })
    .await;
}
