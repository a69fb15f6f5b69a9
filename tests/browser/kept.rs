//! What a person kept: undone exactly, shared by tabs case by case, and never said to be kept where
//! it is not.

use huiqi_browser_tests::{
    Page, Reply, before, dist, in_browser, is_not_webkit_for, serve, serve_after, serve_edited,
};
use thirtyfour::prelude::WebDriverResult;

/// Everything that a storage holds, as one text.
async fn stored(tab: &Page, storage: &str) -> WebDriverResult<String> {
    let script = format!("return JSON.stringify(Object.entries({storage}))");
    tab.execute(script, vec![]).await?.convert()
}

async fn in_region(tab: &Page, address: &str, region: &str) -> WebDriverResult<()> {
    tab.goto(address).await?;
    tab.click(&format!("region--{region}")).await
}

async fn keep(tab: &Page, name: &str) -> WebDriverResult<()> {
    tab.click("to-cases").await?;
    tab.type_into("keep-name", name).await?;
    tab.click("keep").await?;
    tab.shows("told", "已保存").await
}

/// The names of the kept cases in view.
async fn names(tab: &Page) -> WebDriverResult<Vec<String>> {
    tab.by_id("keep").await?;
    let script = "return [...document.querySelectorAll('[id^=kept-name--]')].map(one => one.value)";
    tab.execute(script, vec![]).await?.convert()
}

#[tokio::test]
async fn a_case_kept_since_an_example_was_opened_stays_where_that_is_undone() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        in_region(&tab, &address, "jincheng").await?;
        tab.click("to-cases").await?;
        tab.open_company("北交所").await?;
        tab.arrives("#/result").await?;
        keep(&tab, "甲公司").await?;
        tab.click("restore").await?;
        assert_eq!(names(&tab).await?, ["甲公司"]);
        // A removal, then an answer: the way back leaves the answer.
        tab.click("remove-kept--0").await?;
        tab.first_step().await?;
        tab.has_region("jincheng").await?;
        tab.click("region--zaozhuang").await?;
        tab.click("restore").await?;
        tab.has_region("zaozhuang").await?;
        tab.click("to-cases").await?;
        assert_eq!(names(&tab).await?, ["甲公司"]);
        tab.refresh().await?;
        assert_eq!(names(&tab).await?, ["甲公司"]);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn two_tabs_keep_their_cases_beside_each_other_and_an_end_is_one_for_both() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        in_region(&tab, &address, "zaozhuang").await?;
        keep(&tab, "甲公司").await?;
        let first = tab.window().await?;
        let second = tab.new_tab().await?;
        tab.switch_to_window(second.clone()).await?;
        tab.goto(format!("{address}#/cases")).await?;
        assert_eq!(names(&tab).await?, ["甲公司"]);
        keep(&tab, "乙公司").await?;
        tab.switch_to_window(first.clone()).await?;
        // The other tab's case is here without a press, and one press more takes none away.
        tab.until("document.getElementById('kept-name--1')").await?;
        keep(&tab, "丙公司").await?;
        assert_eq!(names(&tab).await?, ["甲公司", "乙公司", "丙公司"]);
        tab.switch_to_window(second.clone()).await?;
        tab.until("document.getElementById('kept-name--2')").await?;
        tab.click("remove-kept--0").await?;
        tab.first_step().await?;
        // 清空 in one: the other one forgets too, and writes nothing back.
        tab.switch_to_window(first).await?;
        tab.until("!document.getElementById('kept-name--2')").await?;
        tab.click("end").await?;
        tab.shows("opened", "已清空").await?;
        tab.shows("opened", "历史记录").await?;
        tab.switch_to_window(second).await?;
        tab.has_no_region("zaozhuang").await?;
        for storage in ["localStorage", "sessionStorage"] {
            assert_eq!(stored(&tab, storage).await?, "[]");
        }
        tab.click("to-cases").await?;
        assert_eq!(names(&tab).await?, [""; 0]);
        assert_eq!(stored(&tab, "localStorage").await?, "[]");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_tab_that_was_away_during_an_end_comes_back_with_nothing() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        in_region(&tab, &address, "zaozhuang").await?;
        let first = tab.window().await?;
        tab.goto(format!("{address}library/index.html")).await?;
        let second = tab.new_tab().await?;
        tab.switch_to_window(second).await?;
        tab.goto(format!("{address}#/cases")).await?;
        tab.click("end").await?;
        tab.shows("opened", "已清空").await?;
        tab.switch_to_window(first).await?;
        tab.back().await?;
        tab.has_no_region("zaozhuang").await?;
        let kept =
            [stored(&tab, "sessionStorage").await?, stored(&tab, "localStorage").await?].concat();
        assert!(!kept.contains("zaozhuang"), "{kept}");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn each_tab_has_its_own_company_and_a_new_one_begins_with_the_last() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        in_region(&tab, &address, "zaozhuang").await?;
        let first = tab.window().await?;
        let second = tab.new_tab().await?;
        tab.switch_to_window(second.clone()).await?;
        tab.goto(&address).await?;
        tab.has_region("zaozhuang").await?;
        tab.click("region--jincheng").await?;
        tab.switch_to_window(first).await?;
        tab.refresh().await?;
        tab.has_region("zaozhuang").await?;
        tab.switch_to_window(second).await?;
        tab.refresh().await?;
        tab.has_region("jincheng").await?;
        let third = tab.new_tab().await?;
        tab.switch_to_window(third).await?;
        tab.goto(&address).await?;
        tab.has_region("jincheng").await
    })
    .await;
}

/// A storage that refuses what is written from now on.
const FULL: &str = "Storage.prototype.setItem = function () \
    { throw new DOMException('full', 'QuotaExceededError') }";
/// One that takes it and keeps nothing.
const DEAF: &str = "Storage.prototype.setItem = function () {}";
const ABSENT: &str = "for (const name of ['localStorage', 'sessionStorage']) \
    Object.defineProperty(window, name, { value: null })";
const REFUSED: &str = "for (const name of ['localStorage', 'sessionStorage']) \
    Object.defineProperty(window, name, \
    { get() { throw new DOMException('no', 'SecurityError') } })";
/// The tab's own storage is there, the other is full.
const FULL_FOR_VISITS: &str = "const set = Storage.prototype.setItem; \
    Storage.prototype.setItem = function (name, text) { if (this === localStorage) \
    throw new DOMException('full', 'QuotaExceededError'); set.call(this, name, text) }";

#[tokio::test]
async fn nothing_is_said_to_be_kept_where_it_is_not() {
    let places = [
        (FULL, "不能保存答案"),
        (DEAF, "不能保存答案"),
        (ABSENT, "不能保存答案"),
        (REFUSED, "不能保存答案"),
        (FULL_FOR_VISITS, "关掉就没有了"),
    ];
    let mut servers = Vec::new();
    for (script, words) in places {
        servers.push((serve_after(script).await, words));
    }
    in_browser(async move |tab| {
        for (address, words) in servers {
            in_region(&tab, &address, "zaozhuang").await?;
            tab.shows("keeping", words).await?;
            let page = tab.by_id("app").await?.text().await?;
            assert!(!page.contains("保存在本机"), "{page}");
            assert!(!page.contains("计算和保存"), "{page}");
            // Said once for the answers, with a file in place of them.
            tab.click("to-result").await?;
            tab.shows("opened", words).await?;
            tab.by_id("export-current").await?;
            tab.click("dismiss").await?;
            tab.first_step().await?;
            tab.click("region--jincheng").await?;
            tab.until("!document.getElementById('opened')").await?;
            // Each time for a case.
            tab.click("to-cases").await?;
            tab.type_into("keep-name", "甲公司").await?;
            tab.click("keep").await?;
            tab.shows("opened", "没有保存").await?;
            tab.by_id("export-current").await?;
            assert_eq!(names(&tab).await?, [""; 0]);
            tab.click("dismiss").await?;
            tab.click("keep").await?;
            tab.shows("opened", "没有保存").await?;
            assert!(!tab.by_id("app").await?.text().await?.contains("已保存"));
            // What was answered is still here.
            tab.first_step().await?;
            tab.has_region("jincheng").await?;
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn programs_that_save_no_file_are_told_what_wechat_is_told() {
    let agents = [
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like \
         Gecko) Mobile/15E148 Lark/7.18.5 LarkLocale/zh_CN",
        "Mozilla/5.0 (Linux; Android 13; V2244A) AppleWebKit/537.36 (KHTML, like Gecko) \
         Chrome/116.0.0.0 Mobile Safari/537.36 V1_AND_SQ_9.0.65 QQ/9.0.65.17190",
        "Mozilla/5.0 (Linux; Android 13; V2244A; wv) AppleWebKit/537.36 (KHTML, like Gecko) \
         Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36",
    ];
    let mut servers = Vec::new();
    for agent in agents {
        let script =
            format!("Object.defineProperty(navigator, 'userAgent', {{ value: '{agent}' }})");
        let edit = move |path: &str, reply: Reply| before(&script, path, reply);
        servers.push(serve_edited("/", edit).await);
    }
    in_browser(async move |tab| {
        for address in servers {
            in_region(&tab, &address, "zaozhuang").await?;
            keep(&tab, "甲公司").await?;
            tab.click("export").await?;
            tab.shows("told-files", "不能保存文件").await?;
            tab.click("to-portfolio").await?;
            tab.click("template").await?;
            tab.shows("desk-fault", "不能保存文件").await?;
            tab.paste("企业名称\t所在地\n甲公司\t枣庄市\n").await?;
            tab.click("start").await?;
            for button in ["write-text", "write-workbook"] {
                tab.click(button).await?;
                tab.shows("desk-fault", "不能保存文件").await?;
                assert!(!tab.by_id("app").await?.text().await?.contains("已保存"));
            }
            tab.goto(format!("{address}#/result")).await?;
            tab.shows("main", "请在菜单里选择用系统浏览器打开").await?;
            tab.click("to-cases").await?;
            tab.click("end").await?;
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn what_a_later_version_stored_is_left_as_it_is() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        tab.goto(&address).await?;
        tab.by_id("region--zaozhuang").await?;
        assert_eq!(stored(&tab, "localStorage").await?, "[]", "nothing is written at start");
        // Whole texts of a later version.
        let later = "localStorage.setItem('huiqi/answers', 'huiqi 9\\nsecret\\n'); \
            localStorage.setItem('huiqi/cases', '1'); \
            localStorage.setItem('huiqi/case:x-1', 'huiqi case 9\\nsecret\\n'); \
            localStorage.setItem('huiqi-cases', 'huiqi cases 9\\nsecret\\n')";
        tab.execute(later, vec![]).await?;
        tab.refresh().await?;
        tab.click("region--zaozhuang").await?;
        tab.shows("keeping", "关掉就没有了").await?;
        keep(&tab, "甲公司").await?;
        tab.shows("main", "另有 1 个案例由更新的版本保存").await?;
        let kept = stored(&tab, "localStorage").await?;
        for text in ["huiqi 9\\\\nsecret", "huiqi case 9\\\\nsecret", "huiqi cases 9\\\\nsecret"] {
            assert!(kept.contains(&text.replace("\\\\", "\\")), "{text}: {kept}");
        }
        tab.click("end").await?;
        tab.shows("opened", "已清空").await?;
        assert_eq!(stored(&tab, "localStorage").await?, "[]");
        // Lines of a later version, under the name of a former one: read once, and left.
        let lines = "localStorage.setItem('huiqi', \
            'huiqi 2\\ncase*\\t甲\\nhuiqi 1\\nedition\\t2099.1\\n\
            region\\t=zaozhuang\\nlater_question\\t=yes\\nlistings\\t=neeq,moon\\n')";
        tab.execute(lines, vec![]).await?;
        tab.refresh().await?;
        tab.has_region("zaozhuang").await?;
        tab.click("region--jincheng").await?;
        let kept: String =
            tab.execute("return localStorage.getItem('huiqi/answers')", vec![]).await?.convert()?;
        for line in ["region\t=jincheng", "later_question\t=yes", "listings\t=neeq,moon"] {
            assert!(kept.lines().any(|other| other == line), "{line}: {kept}");
        }
        let former: String =
            tab.execute("return localStorage.getItem('huiqi')", vec![]).await?.convert()?;
        assert!(former.contains("region\t=zaozhuang"), "{former}");
        tab.refresh().await?;
        tab.has_region("jincheng").await
    })
    .await;
}

#[tokio::test]
async fn two_deployments_on_one_origin_keep_their_things_apart() {
    let edit = |path: &str, reply: Reply| {
        let below = path.strip_prefix("/a/").or_else(|| path.strip_prefix("/b/"));
        below.map_or(reply, |name| {
            Reply::project(&format!("dist/{}", if name.is_empty() { "index.html" } else { name }))
        })
    };
    let address = serve_edited("/", edit).await;
    in_browser(async move |tab| {
        let former = "localStorage.setItem('huiqi', \
            'huiqi 2\\ncase*\\t甲\\nhuiqi 1\\nedition\\t2099.1\\nregion\\t=xinxiang\\n')";
        tab.goto(&address).await?;
        tab.execute(former, vec![]).await?;
        for (place, region) in [("a", "zaozhuang"), ("b", "jincheng")] {
            tab.goto(format!("{address}{place}/")).await?;
            tab.has_region("xinxiang").await?;
            tab.click(&format!("region--{region}")).await?;
            keep(&tab, region).await?;
        }
        tab.goto(format!("{address}a/")).await?;
        tab.has_region("zaozhuang").await?;
        tab.click("to-cases").await?;
        assert_eq!(names(&tab).await?, ["zaozhuang"]);
        tab.click("end").await?;
        tab.shows("opened", "已清空").await?;
        tab.goto(format!("{address}b/index.html")).await?;
        tab.has_region("jincheng").await?;
        tab.click("to-cases").await?;
        assert_eq!(names(&tab).await?, ["jincheng"]);
        let kept = stored(&tab, "localStorage").await?;
        assert!(!kept.contains("xinxiang") && !kept.contains("zaozhuang"), "{kept}");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_link_leaves_one_s_own_answers_for_the_next_visit_and_a_refresh_the_way_back() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        in_region(&tab, &address, "jincheng").await?;
        tab.goto(format!("{address}#/share")).await?;
        let link = tab.by_id("link").await?.prop("value").await?.unwrap_or_default();
        tab.first_step().await?;
        tab.click("region--zaozhuang").await?;
        tab.goto("about:blank").await?;
        tab.goto(&link).await?;
        tab.shows("main", "晋城").await?;
        tab.refresh().await?;
        tab.shows("main", "晋城").await?;
        tab.click("restore").await?;
        tab.shows("main", "枣庄").await?;
        // Opened again and left: the next visit begins with one's own.
        tab.goto("about:blank").await?;
        tab.goto(&link).await?;
        tab.shows("main", "晋城").await?;
        let next = tab.new_tab().await?;
        tab.switch_to_window(next).await?;
        tab.goto(&address).await?;
        tab.has_region("zaozhuang").await
    })
    .await;
}

#[tokio::test]
async fn a_second_press_within_half_a_second_is_the_same_press() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        in_region(&tab, &address, "zaozhuang").await?;
        for name in ["甲", "乙", "丙"] {
            keep(&tab, name).await?;
        }
        // The second press meets the row that came below the pointer.
        let twice = |id: &str| {
            format!(
                "const done = arguments[0]; document.getElementById('{id}').click(); \
                 requestAnimationFrame(() => setTimeout(() => \
                 {{ document.getElementById('{id}').click(); setTimeout(done) }}, 60))"
            )
        };
        tab.execute_async(twice("remove-kept--0"), vec![]).await?;
        tab.is_done().await?;
        assert_eq!(names(&tab).await?, ["乙", "丙"]);
        tab.click("restore").await?;
        assert_eq!(names(&tab).await?, ["甲", "乙", "丙"]);
        tab.execute("location.hash = '#/certification'", vec![]).await?;
        tab.by_id("certification_tier--none").await?;
        tab.execute_async(twice("next"), vec![]).await?;
        tab.is_done().await?;
        tab.arrives("#/listing").await
    })
    .await;
}

#[tokio::test]
async fn a_new_name_does_not_take_away_the_press_that_leaves_its_field() {
    let address = serve("/").await;
    in_browser(async move |tab| {
        in_region(&tab, &address, "zaozhuang").await?;
        keep(&tab, "甲").await?;
        tab.first_step().await?;
        tab.click("region--jincheng").await?;
        tab.click("to-cases").await?;
        tab.type_into("kept-name--0", "乙").await?;
        let button = tab.by_id("open-kept--0").await?;
        button.scroll_into_view().await?;
        tab.action_chain().move_to_element_center(&button).click().perform().await?;
        tab.shows("opened", "已打开“乙”").await?;
        tab.shows("main", "枣庄").await?;
        // The same where cases are side by side.
        tab.click("to-compare").await?;
        tab.click("copy-case").await?;
        tab.click("to-compare").await?;
        tab.type_into("case-name--0", "丁").await?;
        let button = tab.by_id("remove-case--1").await?;
        button.scroll_into_view().await?;
        tab.action_chain().move_to_element_center(&button).click().perform().await?;
        tab.until("!document.getElementById('case-name--1')").await?;
        assert_eq!(tab.by_id("case-name--0").await?.prop("value").await?.as_deref(), Some("丁"));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn opened_from_a_folder_nothing_is_kept_for_other_files_unless_that_is_asked_for() {
    if !is_not_webkit_for("its driver opens no second tab of a file") {
        return;
    }
    in_browser(async move |tab| {
        let page = format!("file://{}", dist().join("index.html").display());
        tab.goto(&page).await?;
        tab.execute(
            "localStorage.setItem('huiqi', 'huiqi 2\\n'); localStorage.setItem('huiqi-cases', \
            'huiqi cases 1\\ncase\\t甲\\nhuiqi 1\\nregion\\t=jincheng\\n')",
            vec![],
        )
        .await?;
        tab.refresh().await?;
        tab.click("region--zaozhuang").await?;
        tab.arrives("#/certification").await?;
        tab.clicks(&["large", "large"]).await?;
        tab.shows("keeping", "只留在这个标签页里").await?;
        tab.refresh().await?;
        tab.has_region("zaozhuang").await?;
        let kept = stored(&tab, "localStorage").await?;
        assert!(!kept.contains("zaozhuang") && !kept.contains("huiqi/"), "{kept}");
        let second = tab.new_tab().await?;
        tab.switch_to_window(second).await?;
        tab.goto(&page).await?;
        tab.has_no_region("zaozhuang").await?;
        tab.click("region--zaozhuang").await?;
        tab.click("to-cases").await?;
        assert_eq!(names(&tab).await?, ["甲"], "what is there stays");
        tab.type_into("keep-name", "乙").await?;
        tab.click("keep").await?;
        tab.shows("opened", "别的网页文件也读得到").await?;
        assert!(!stored(&tab, "localStorage").await?.contains("zaozhuang"));
        tab.click("keep-anyway").await?;
        tab.shows("told", "已保存").await?;
        assert_eq!(names(&tab).await?, ["甲", "乙"]);
        tab.refresh().await?;
        assert_eq!(names(&tab).await?, ["甲", "乙"]);
        tab.click("end").await?;
        tab.shows("opened", "已清空").await?;
        assert_eq!(stored(&tab, "localStorage").await?, "[]");
        Ok(())
    })
    .await;
}
